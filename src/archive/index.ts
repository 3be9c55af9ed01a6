/** @module archive The flow and the facade: follow, poll, capture, extract, revise, index; the only writer. */
export { type Archive, createArchive } from './archive.ts';
export type { CaptureCopies, CaptureListed, CopyQuery } from './capture-copies.ts';
export type { Candidate } from './discover.ts';
export type { DoctorReport } from './doctor.ts';
export type { ArchiveEvent, Failure } from './events.ts';
export type { FetchOptions } from './fetch.ts';
export type { FetchReport } from './fetch-report.ts';
export type { FollowOptions, PeekOptions } from './follow.ts';
export type { Imported, ImportItem, ImportReport } from './import.ts';
export type { ForeignCapture } from './import-captures.ts';
export type { KeepUpOptions } from './keep-up.ts';
export type { ArchiveStats, SourceOverview, SourceWhole } from './overview.ts';
export type { Peek } from './peek.ts';
export type { OriginalBody, PlacedArticle } from './place.ts';
export type { HubQuestion } from './push.ts';
export type { ArticleState, MergedRecord } from './read.ts';
export type { ArchiveOptions, Services, WebhookOptions } from './services.ts';
export type { SourceHealth } from './source-health.ts';
