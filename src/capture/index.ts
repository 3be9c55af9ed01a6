/** @module capture One polite fetch, or one given file, as capture records; and captures read back. */
export {
  type CopyDraft,
  type Draft,
  type DraftOptions,
  draftCopy,
  draftExchanges,
  draftImport,
  type Exchanged,
  type ImportDraft,
} from './draft.ts';
export {
  draftRendered,
  type HeldAnswer,
  isBrowserMissing,
  isRendered,
  usedFor,
  usesField,
} from './draft-rendered.ts';
export {
  decodeContent,
  isWhole,
  readContent,
  readPayload,
  recordContent,
  wholeCapture,
} from './read-content.ts';
