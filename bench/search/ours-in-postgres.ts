import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { postgresPrograms, startPostgres } from '../../scripts/postgres-server.ts';
import { instant } from '../../src/model/index.ts';
import { writeDocs } from '../../src/store/finder/index.ts';
import { answerInTurn } from '../../src/store/postgres/answer-in-turn.ts';
import { connect } from '../../src/store/postgres/connect.ts';
import { openPostgresStore } from '../../src/store/postgres/index.ts';
import { takeTurn } from '../../src/store/postgres/locking.ts';
import type { Database } from '../../src/store/sql/schema.ts';
import { peakMemory } from '../peak-memory.ts';
import type { Text } from './corpus.ts';
import { type Engine, folder } from './engine.ts';
import { foundIn, sourceNamed, wordRows } from './ours.ts';

/** As it runs for people: what is committed is on disk. */
const durable = ['fsync=on', 'synchronous_commit=on', 'full_page_writes=on', 'max_wal_size=4GB'];

/** Where a server runs already that another process has started. */
const running = process.env['BACKISSUE_BENCH_SOCKET'];

/** This program's own search, over PostgreSQL. */
export async function oursInPostgres(): Promise<Engine> {
  const server = running === undefined ? await started() : undefined;
  const socket = running ?? server?.socket ?? '';
  const url = `postgres://bench@localhost/postgres?host=${socket}`;
  const store = await openPostgresStore({ url });
  const db = connect(url);
  const written = new Set<string>();
  const number = async (text: string) =>
    Number((await sql.raw<{ n: number }>(`select ${text} as n`).execute(db)).rows[0]?.n);
  return {
    name: 'ours in PostgreSQL',
    add: (texts, first) =>
      db.transaction().execute(async (at) => {
        await takeTurn(at);
        await putArticles(at, texts, first);
        await answerInTurn(at, writeDocs(wordRows(texts, first), written));
      }),
    async finish() {
      await sql.raw('vacuum (analyze)').execute(db);
      await sql.raw('checkpoint').execute(db);
    },
    follow: (names) => store.commit({ sources: names.map(sourceNamed) }),
    find: (text, filter) => foundIn(store, text, filter),
    bytes: () =>
      number(`(select sum(pg_total_relation_size(oid)) from pg_class
        where relkind = 'r' and relname like 'find!_%' escape '!')`),
    ...(server === undefined
      ? {}
      : { server: { socket, cpu: server.cpu, peakMemory: () => peakOf(socket) } }),
    async close() {
      await db.destroy();
      await store.close();
      await server?.stop();
    },
  };
}

async function started() {
  const programs = postgresPrograms();
  if (programs === undefined) throw new Error('PostgreSQL is not installed.');
  return await startPostgres(programs, join(folder, 'data'), durable);
}

/** The most memory of any process of a server, what it touched of the memory that all share included. */
function peakOf(socket: string): number {
  const [main = ''] = readFileSync(join(socket, 'postmaster.pid'), 'utf8').split('\n');
  const children = readFileSync(`/proc/${main}/task/${main}/children`, 'utf8').trim().split(' ');
  return Math.max(...children.map((pid) => peakMemory(Number(pid))));
}

async function putArticles(db: Database, texts: readonly Text[], first: number): Promise<void> {
  const rows = texts.map(({ source, title, language, at }, place) => ({
    id: `${first + place}`,
    ...{ source, title, language },
    at: instant(at),
  }));
  await sql`insert into articles (id, url, source_id, title, authors, language, sort_at, first_seen_at,
      last_seen_at, revision_id, revisions, lead)
    select id, '', source, title, '[]', language, at, at, at, '', 1, ''
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as made (id text, source text, title text, language text, at text)`.execute(db);
}
