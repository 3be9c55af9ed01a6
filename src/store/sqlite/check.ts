import { sql } from 'kysely';
import type { CatalogueFault } from '../records.ts';
import { isThere } from '../sql/asking.ts';
import { contradictionsIn } from '../sql/check.ts';
import { readAtOnce } from './answer-at-once.ts';
import type { Catalogue } from './catalogue.ts';

/** Looks the catalogue over: SQLite's own check, then rows that contradict each other. */
export async function checkCatalogue({ db, connection }: Catalogue): Promise<CatalogueFault[]> {
  const own = await sql<{ quick_check: string }>`pragma quick_check(5)`.execute(db);
  const faults = own.rows
    .filter((row) => row.quick_check !== 'ok')
    .map((row) => ({ kind: 'damaged-database', message: row.quick_check }));
  // A catalogue of a version with another index that was only read since has none yet.
  const isSearched = readAtOnce(connection, () => isThere('find_docs'));
  return [...faults, ...(await contradictionsIn(db, isSearched))];
}
