/** Backissue as a library: open an archive and work with it. */
export type { Archive, ArchiveEvent, FetchReport, ImportReport } from './archive/index.ts';
export { auditCaptures, type CaptureAudit, folderFiles } from './audit/index.ts';
export * from './model/index.ts';
export { type OpenOptions, openArchive } from './open/index.ts';
