/** @module capture One polite fetch, or one given file, as capture records; and captures read back. */
export {
  type Draft,
  draftExchanges,
  draftImport,
  type Exchanged,
  type ImportDraft,
} from './draft.ts';
export { readContent, readPayload } from './read-content.ts';
