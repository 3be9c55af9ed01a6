/** @module model The archive's words as frozen values; the ground floor, imports nothing. */
export { type Role, roles, type User } from './account.ts';
export { ArchiveError, type ErrorCode, errorFrom } from './archive-error.ts';
export { databaseName } from './database-name.ts';
export type {
  Edit,
  EditBlock,
  EditChange,
  EditKind,
  EditLines,
  EditSpan,
  WeighedEdit,
} from './edit.ts';
export {
  type HostAhead,
  type HostAnswer,
  type HostClaim,
  type HostLeft,
  longestHoldMs,
} from './host-claim.ts';
export { optional } from './optional.ts';
export {
  type CutCapture,
  type LeftCapture,
  type Removal,
  type RemovedCapture,
  type RemovedRevision,
  type Takedown,
  type TakedownReason,
  takedownReasons,
} from './takedown.ts';
export type {
  Absence,
  AbsenceKind,
  Article,
  ArticleImage,
  Basis,
  BodyPolicy,
  Capture,
  Entry,
  EntryState,
  FeedEnclosure,
  FeedEntry,
  Finding,
  Header,
  Locator,
  PollState,
  Push,
  Revision,
  Source,
  SourceKind,
  SourceState,
  StandIn,
} from './types.ts';
export { absenceKinds } from './types.ts';
export { type Digest, type Instant, instant, type Now, type Url } from './values.ts';
