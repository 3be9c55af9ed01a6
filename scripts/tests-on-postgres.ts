import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { postgresPrograms } from './postgres-server.ts';

/** The main flow of the house, and what is kept beside it: run on PostgreSQL too by `npm test`, whenever one is
 * there. */
const quick = [
  ...['demo', 'one-article', 'keep-up', 'edits', 'absences', 'takedown', 'search-command'],
  ...['saved-searches', 'hooks', 'users-command', 'greader', 'ledger-leaves', 'ledger-published'],
];

/** The files of `test/` that do not run on PostgreSQL, by the reason. All others run on both, a new one too. */
export const leftOut: Readonly<Record<string, string>> = {
  'It opens no archive.':
    'browser deploy docs extract-command guardian han-tables house package s3rver',
  'It has a database of its own, whichever engine the rest is on.':
    'asked-by-redirect bucket-away bucket-takedown ledger-hosts ledger-lead-lost outages postgres postgres-kept postgres-ledger removing-together same-ranking shared-hosts strange-texts two-processes two-workers workers wrong-clock',
  'It is of the files of SQLite: a database is backed up by its own means, and rebuilt into an empty schema.':
    'backup crash-backup crash-rebuild full-disk torn-record',
  'It plays weeks in thousands of passes: what they come to is the guardian’s to decide, of what polls brought.':
    'watched-outlet',
  'It shows pages in Chromium, which the reader serves as it does in all other tests.':
    'every-page offline wacz-replay without-scripts',
};

/** What opens a catalogue where `BACKISSUE_TEST_STORE` says; tests beside the code that do so run on both engines. */
const opens = /from '[./]*test\/house-store\.ts'|\bopenForTest\(/;

/** Every test file, by path from `root`, that opens a catalogue and is not left out. */
function all(root: string): readonly string[] {
  const without = new Set(Object.values(leftOut).flatMap((names) => names.split(' ')));
  const ofHouse = globSync('test/*.test.ts', { cwd: root }).filter(
    (path) => !without.has(basename(path, '.test.ts')),
  );
  const besideCode = globSync('src/**/*.test.ts', { cwd: root }).filter((path) =>
    opens.test(readFileSync(`${root}/${path}`, 'utf8')),
  );
  return [...ofHouse, ...besideCode];
}

/** The test files, by path from `root`, that run a second time on PostgreSQL: none where there is none, the quick
 * ones, or all with `BACKISSUE_TESTS_ON_POSTGRES=all`. */
export function testsOnPostgres(root: string): readonly string[] {
  const { BACKISSUE_TESTS_ON_POSTGRES: which, BACKISSUE_TEST_DATABASE_URL: given } = process.env;
  if ((given ?? postgresPrograms() ?? '') !== '') {
    return which === 'all' ? all(root) : quick.map((file) => `test/${file}.test.ts`);
  }
  console.log('There is no PostgreSQL here: the tests of the house run on SQLite alone.');
  return [];
}
