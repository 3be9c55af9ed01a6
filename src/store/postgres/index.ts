/** @module store/postgres The catalogue in a PostgreSQL database, for archives that several machines write. */
export { openPostgresStore } from './open-postgres-store.ts';
