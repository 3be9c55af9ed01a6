/** @module store/postgres The catalogue in a PostgreSQL database, for archives that several machines write. */

export {
  type CopiedDatabase,
  type FilledDatabase,
  openCopiedDatabase,
  openFilledDatabase,
} from './copied-database.ts';
export { openPostgresStore } from './open-postgres-store.ts';
