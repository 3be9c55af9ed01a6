/** @module open Options to a ready Archive: the only room that picks a database. */
export {
  type BackupFault,
  type BackupOptions,
  type BackupReport,
  backupArchive,
  verifyBackup,
} from './backup-archive.ts';
export { type Migrated, type MigrateOptions, migrateCatalogue } from './migrate-catalogue.ts';
export { type OpenOptions, openArchive } from './open-archive.ts';
export type { ArchivePlace } from './open-catalogue.ts';
export { rebuildArchive } from './rebuild-archive.ts';
export type { RebuildOptions, Rebuilt } from './rebuild-options.ts';
export { restoreArchive } from './restore-archive.ts';
