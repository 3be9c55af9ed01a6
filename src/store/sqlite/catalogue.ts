import type Sqlite from 'better-sqlite3';
import type { Database } from '../sql/schema.ts';

/** A connection, and SQL over it. */
export interface Catalogue {
  readonly db: Database;
  readonly connection: Sqlite.Database;
}
