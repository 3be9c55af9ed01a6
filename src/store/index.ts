/** @module store The catalogue's contract: values in, values out; SQL lives below this door only. */
export type {
  AccountStore,
  ArticleMarks,
  MarkedQuery,
  SessionRecord,
  StreamArticle,
  StreamQuery,
  TokenRecord,
  UnreadCount,
  UseRecord,
  UserRecord,
} from './account-contract.ts';
export type { Change, LedgerFact } from './change.ts';
export type { CommitTerms, Fence } from './commit-terms.ts';
export type { Store } from './contract.ts';
export { DatabaseAway } from './database-away.ts';
export type { DatabaseState } from './database-records.ts';
export type { Digest, DigestProgress } from './digest-records.ts';
export {
  type Expectable,
  type Expectation,
  expectable,
  Overtaken,
} from './expectation.ts';
export type { Gauges } from './gauge-records.ts';
export type { Happening, Hook, HookKind, HookProgress, RecordedHappening } from './hook-records.ts';
export type { HostStore } from './host-records.ts';
export type { LeafReads, LeafRow, LoggedLeaf } from './leaf-records.ts';
export { LeaseLost } from './lease-lost.ts';
export type { HeldLease, LeaseRow, LeaseStore } from './lease-records.ts';
export type {
  AbsentQuery,
  ArticleCursor,
  ArticleQuery,
  CaptureCursor,
  CaptureQuery,
  CapturesUnderQuery,
  Clause,
  DueQuery,
  EditCursor,
  EditQuery,
  Phrase,
  WordFilters,
  WordQuery,
} from './queries.ts';
export type {
  AbsentCount,
  ArticleOutline,
  ArticleRecord,
  CatalogueFault,
  DayCount,
  DuePoll,
  EditRecord,
  FoundArticles,
  KnownKey,
  Lease,
  Mark,
  NearArticle,
  RemovedPlace,
  RemovedRow,
  RevisionPlace,
  RevisionRecord,
  SavedHit,
  SiteRow,
  SketchRow,
  Slot,
  SourceStats,
  Stats,
  WarcFile,
  WordFacets,
  WordRow,
} from './records.ts';
export type {
  SavedCheck,
  SavedLook,
  SavedMatches,
  SavedSearch,
} from './saved-records.ts';
export type { HandOver, SignedReads, SignedRow, SignedSwap } from './signed-records.ts';
export type { Rewrite } from './takedown-contract.ts';
