import { postgresPrograms } from './postgres-server.ts';

/** The main flow of the house, and what is kept beside it: run on PostgreSQL too, whenever one is there.
 * `BACKISSUE_TEST_STORE=postgres` runs any others there. */
const files = [
  ...['demo', 'one-article', 'keep-up', 'edits', 'absences', 'takedown', 'search-command'],
  ...['saved-searches', 'hooks', 'users-command', 'greader', 'ledger-leaves', 'ledger-published'],
];

/** The test files, by path from the project's folder, that run a second time on PostgreSQL: none where
 * there is none. */
export function testsOnPostgres(): readonly string[] {
  const isThere = process.env['BACKISSUE_TEST_DATABASE_URL'] ?? postgresPrograms();
  if (isThere !== undefined && isThere !== '') return files.map((file) => `test/${file}.test.ts`);
  console.log('There is no PostgreSQL here: the tests of the house run on SQLite alone.');
  return [];
}
