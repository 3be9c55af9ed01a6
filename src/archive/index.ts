/** @module archive The flow and the facade: follow, poll, capture, extract, revise, index; the only writer. */

export type { Accounts } from '../accounts/index.ts';
export { publishedLeaves } from '../ledger/index.ts';
export {
  isHitsPlace,
  narrowedText,
  plainSnippet,
  type SearchQuery,
  type SearchResult,
  type SimilarArticle,
  typedDate,
} from '../search/index.ts';
export type {
  ArticleOutline,
  Digest,
  HookKind,
  RevisionPlace,
  SavedSearch,
} from '../store/index.ts';
export type { AbsenceSpan } from './absence-spans.ts';
export type { Absences, AbsentArticle } from './absent-articles.ts';
export { type Archive, createArchive } from './archive.ts';
export {
  type ArticleEvidence,
  type EvidenceOptions,
  type RevisionEvidence,
  type Unproved,
  unprovedSays,
} from './article-evidence.ts';
export type { ProofState, RevisionProof } from './article-proofs.ts';
export { boundsOfDay, dateIn } from './calendar-days.ts';
export type { Candidate } from './candidates.ts';
export { type CaptureBucket, capturesElsewhere } from './capture-bucket.ts';
export type { CaptureCopies, CaptureListed, CopyQuery } from './capture-copies.ts';
export type { UploadOptions } from './capture-uploads.ts';
export type { DigestContent, DigestWish } from './digests.ts';
export type { DoctorReport } from './doctor.ts';
export { absencesDocument } from './documents/absences-document.ts';
export { articleDocument, spanDocument } from './documents/article-documents.ts';
export { bylineOf, markdownLines } from './documents/article-markdown.ts';
export { differenceDocument, editDocument } from './documents/edit-documents.ts';
export { historyDocument } from './documents/history-document.ts';
export { hitDocument } from './documents/hit-document.ts';
export { savedDocument, savedHitsDocument } from './documents/saved-documents.ts';
export { searchDocument } from './documents/search-document.ts';
export { similarDocument } from './documents/similar-document.ts';
export { followedDocument, sourceDocument, wholeDocument } from './documents/source-documents.ts';
export { type SourceTitles, sourceTitles } from './documents/source-titles.ts';
export type { SourceChange } from './edit-source.ts';
export type { Difference, EditedArticle } from './edits.ts';
export type { ArchiveEvent, Failure } from './events.ts';
export type { FetchOptions } from './fetch.ts';
export type { FetchReport } from './fetch-report.ts';
export type { FollowOptions, PeekOptions } from './follow.ts';
export type { HookState, Hooks, HookWish } from './hooks.ts';
export type { Imported, ImportItem, ImportReport } from './import.ts';
export type { ForeignCapture } from './import-captures.ts';
export type { KeepUpOptions } from './keep-up.ts';
export { type LeavesBack, putLeavesBack } from './leaves-back.ts';
export type { LedgerFile } from './ledger-file.ts';
export type { LedgerPlace } from './ledger-place.ts';
export type { LedgerState } from './ledger-publisher.ts';
export { ledTo, type Memento } from './memento.ts';
export { type KeptState, ledgersListed } from './mirrors/kept-ledgers.ts';
export { textPath } from './mirrors/leaf-reader.ts';
export { ledgersIndex } from './mirrors/mirror-logs.ts';
export { takenFrom } from './mirrors/taken-from.ts';
export { newestArticles } from './newest-articles.ts';
export type { ArchiveStats, SourceOverview, SourceWhole } from './overview.ts';
export type { Peek } from './peek.ts';
export type { Picture } from './pictures.ts';
export type { OriginalBody, PlacedArticle } from './place.ts';
export type { HubQuestion } from './push.ts';
export type { ArticleState, MergedRecord } from './read.ts';
export { type RebuildProgress, type RebuildReport, replayCaptures } from './rebuild.ts';
export { recoverCaptures } from './recover.ts';
export type { ImportedFile, ReadImported } from './replay-means.ts';
export { settleRewrites, settleUnknownRewrites } from './rewrite-captures.ts';
export type { FoundHit, SavedHits } from './saved-searches.ts';
export type { ArchiveOptions, Services, Turns, WebhookOptions } from './services.ts';
export type { SourceHealth } from './source-health.ts';
export { sourcesIn } from './sources-in.ts';
export { stampFilesIn } from './stamps/stamp-files.ts';
export type { StampsTold } from './stamps/stamps-told.ts';
export type { TakedownOptions } from './takedown.ts';
export { text1 } from './text-1.ts';
