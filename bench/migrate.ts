/**
 * Moves a catalogue from SQLite to PostgreSQL and back with what `backissue migrate` does, and holds the three
 * against each other: the digest of each table in the catalogue that was filled, in PostgreSQL and in the file
 * that came back; and what searches find in the first two. Prints rows a second each way, bytes
 * of each, and how long searches take. The archive has --articles of ../shared/data, repeated with articles
 * made of their clauses, with captures, edits, absences, takedowns, users, marks and leaves of the ledger.
 * The PostgreSQL is Debian's, durable, in a folder of its own.
 * Run: npm run bench:migrate [-- --articles 20000] [--each 50]
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import {
  type PostgresServer,
  postgresPrograms,
  startPostgres,
} from '../scripts/postgres-server.ts';
import { type Migrated, migrateCatalogue } from '../src/open/index.ts';
import { openPostgresStore } from '../src/store/postgres/index.ts';
import { openSqliteStore } from '../src/store/sqlite/index.ts';
import { type AskedKind, askAll } from './migrate/asked.ts';
import { fillArchive } from './migrate/filled-archive.ts';
import { generated, isThere, readArticles } from './search/corpus.ts';
import { questionsOf } from './search/questions.ts';
import { option } from './workers/option.ts';

const durable = ['fsync=on', 'synchronous_commit=on', 'full_page_writes=on', 'max_wal_size=4GB'];
const programs = postgresPrograms();

if (!isThere) console.log('../shared/data is not there; nothing to measure.');
else if (programs === undefined) console.log('PostgreSQL is not installed; nothing to measure.');
else {
  const place = mkdtempSync(join(tmpdir(), 'backissue-bench-migrate-'));
  // The server runs as another user, who has to get through to its own folder.
  chmodSync(place, 0o711);
  const server = await startPostgres(programs, join(place, 'data'), durable);
  try {
    await measure(join(place, 'archive'), server);
  } finally {
    await server.stop();
    rmSync(place, { recursive: true, force: true });
  }
}

async function measure(folder: string, server: PostgresServer): Promise<void> {
  const file = join(folder, 'backissue.sqlite');
  const database = `postgres://bench@localhost/postgres?host=${server.socket}`;
  mkdirSync(join(folder, 'captures'), { recursive: true });
  const questions = questionsOf(readArticles('zh'), readArticles('en'), option('each', 50));

  await fill(file, option('articles', 20_000));
  const before = await openSqliteStore({ file, readOnly: true });
  const here = await askAll(before, questions);
  await before.close();

  const move = async (to: 'postgres' | 'sqlite') => {
    const [start, cpu, own] = [performance.now(), server.cpu(), process.cpuUsage()];
    const done = await migrateCatalogue({ ...{ folder, database, to }, now: Date.now });
    const { user, system } = process.cpuUsage(own);
    tellMove(to, done, {
      seconds: (performance.now() - start) / 1000,
      own: (user + system) / 1e6,
      servers: (server.cpu() - cpu) / 1000,
    });
    return done;
  };
  const there = await move('postgres');
  console.log(`  ${megabytes(await bytesOf(database))} MB of database, indexes included`);
  const store = await openPostgresStore({ url: database, readOnly: true });
  const away = await askAll(store, questions);
  await store.close();
  tellSearches(here, away);

  const back = await move('sqlite');
  console.log(`  ${megabytes(sizeOf(file))} MB of file`);
  tellDigests(there, back);
}

async function fill(file: string, articles: number): Promise<void> {
  const start = performance.now();
  const store = await openSqliteStore({ file });
  const real = ['zh', 'en', 'ja'].flatMap((one) => readArticles(one).slice(0, 12_000));
  await fillArchive(store, generated(articles, real));
  await store.close();
  const seconds = Math.round((performance.now() - start) / 1000);
  console.log(`${articles} articles in SQLite: ${megabytes(sizeOf(file))} MB, ${seconds} s`);
}

interface Spent {
  readonly seconds: number;
  /** Seconds of CPU, of this process and of the server's. */
  readonly own: number;
  readonly servers: number;
}

function tellMove(to: string, { tables }: Migrated, { seconds, own, servers }: Spent): void {
  const sum = (of: (one: (typeof tables)[number]) => number) =>
    tables.reduce((all, one) => all + of(one), 0);
  const rows = sum((one) => one.rows);
  const each = Math.round(rows / seconds).toLocaleString('en');
  const perCpu = Math.round(rows / (own + servers)).toLocaleString('en');
  console.log(
    `to ${to}: ${rows.toLocaleString('en')} rows of ${tables.length} tables, ${sum((one) => one.written).toLocaleString('en')} written, in ${seconds.toFixed(1)} s: ${each} rows a second, ${perCpu} a second of CPU (${own.toFixed(1)} s here, ${servers.toFixed(1)} s of the server)`,
  );
}

/** Each move counts its digests in both catalogues, and ends well only where they are equal. */
function tellDigests(there: Migrated, back: Migrated): void {
  for (const { table, rows, digest } of there.tables) {
    const isSame = back.tables.find((one) => one.table === table)?.digest === digest;
    console.log(
      `  ${table.padEnd(16)}${`${rows}`.padStart(10)} rows  ${digest.slice(0, 16)}  ${isSame ? 'the same throughout' : 'DIFFERENT'}`,
    );
    if (!isSame) process.exitCode = 1;
  }
}

function tellSearches(here: readonly AskedKind[], away: readonly AskedKind[]): void {
  const ms = ({ p50, p95 }: AskedKind) => `${p50.toFixed(1)} / ${p95.toFixed(1)}`;
  console.log('  searches, p50 / p95 in ms  SQLite           PostgreSQL');
  for (const [at, one] of here.entries()) {
    const other = away[at] ?? one;
    const same = one.found === other.found ? 'found the same' : 'found OTHERS';
    console.log(`  ${one.kind.padEnd(25)}${ms(one).padEnd(17)}${ms(other).padEnd(17)}${same}`);
    if (one.found !== other.found) process.exitCode = 1;
  }
}

/** Of a file with its log of writes. */
function sizeOf(file: string): number {
  return [file, `${file}-wal`].reduce(
    (sum, one) => sum + (statSync(one, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}

async function bytesOf(database: string): Promise<number> {
  const client = new Client({ connectionString: database });
  await client.connect();
  const { rows } = await client.query<{ n: string }>(
    'select pg_database_size(current_database()) as n',
  );
  await client.end();
  return Number(rows[0]?.n);
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6);
}
