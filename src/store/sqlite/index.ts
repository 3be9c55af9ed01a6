/** @module store/sqlite The catalogue in one SQLite file, and the lock that one writer holds. */

export { type CopiedFile, type FilledFile, openCopiedFile, openFilledFile } from './copied-file.ts';
export { copyCatalogue } from './copy-catalogue.ts';
export { type ArchiveHold, holdArchive, holdIfFree, whoHolds, whoHoldsPath } from './hold.ts';
export { openSqliteStore } from './open-sqlite-store.ts';
export { beginRebuilding, putInForce, type Rebuilding } from './rebuilding.ts';
