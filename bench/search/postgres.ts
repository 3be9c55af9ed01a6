import { join } from 'node:path';
import { Client } from 'pg';
import { postgresPrograms, startPostgres } from '../../scripts/postgres-server.ts';
import { peakMemory } from '../peak-memory.ts';
import type { Text } from './corpus.ts';
import { type Engine, type Filter, folder } from './engine.ts';
import { pairs, typed } from './pairs.ts';

/** Row and time beside the words, as the others have them; the words cut by us, for PostgreSQL's own
 * parser takes a run of Han characters for one word. */
const schema = `
  create table if not exists articles (id integer primary key, source text, at bigint, words tsvector);
  create index if not exists articles_words on articles using gin (words);
  create index if not exists articles_source_at on articles (source, at)`;

const insert = `insert into articles
  select * from unnest($1::integer[], $2::text[], $3::bigint[], $4::tsvector[])`;

/** Each question is answered by one process, as those of the other engines are, and by the index: the
 * planner does not count what unpacking tsvectors costs, and would read all of them for common words.
 * Else as it comes. */
const settings = ['jit=off', 'enable_seqscan=off', 'max_parallel_workers_per_gather=0'];

/** PostgreSQL: tsvector and GIN over pairs of neighbours, by ts_rank, titles five times the text. */
export async function postgres(): Promise<Engine> {
  const programs = postgresPrograms();
  if (programs === undefined) throw new Error('PostgreSQL is not installed.');
  const server = await startPostgres(programs, join(folder, 'data'), settings);
  const client = new Client({ host: server.socket, user: 'bench', database: 'postgres' });
  await client.connect();
  await client.query(schema);
  const one = async (sql: string) =>
    Number((await client.query({ text: sql, rowMode: 'array' })).rows[0]?.[0]);
  const backend = await one('select pg_backend_pid()');
  return {
    name: 'PostgreSQL',
    async add(texts, first) {
      const ids = texts.map((_, at) => first + at);
      const [sources, times] = [texts.map(({ source }) => source), texts.map(({ at }) => at)];
      await client.query(insert, [ids, sources, times, texts.map(vectorOf)]);
    },
    async finish() {
      // Takes what is still in GIN's list of pending words into the index.
      await client.query('vacuum (analyze) articles');
      await client.query('checkpoint');
    },
    find: (query, filter) => find(client, query, filter),
    bytes: () => one(`select pg_relation_size('articles_words') + pg_table_size('articles')`),
    server: { cpu: server.cpu, peakMemory: () => peakMemory(backend) },
    async close() {
      await client.end();
      await server.stop();
    },
  };
}

async function find(
  client: Client,
  text: string,
  { source, since, until }: Filter = {},
): Promise<{ total: number; docs: readonly number[] }> {
  const query = queryOf(text);
  if (query === '') return { total: 0, docs: [] };
  const isFiltered = source !== undefined;
  const { rows } = await client.query<{ id: number; total: string }>(
    `select id, count(*) over () total from articles, cast($1 as tsquery) query
     where words @@ query ${isFiltered ? 'and source = $2 and at >= $3 and at < $4' : ''}
     order by ts_rank('{0.2, 0.2, 0.2, 1}', words, query) desc limit 20`,
    isFiltered ? [query, source, since, until] : [query],
  );
  return { total: Number(rows[0]?.total ?? 0), docs: rows.map(({ id }) => id) };
}

/** Words as a tsvector is written, with their places; titles weigh A and end where no phrase crosses. */
function vectorOf({ title, text }: Text): string {
  const [head, body] = [wordsOf(title), wordsOf(text)];
  return [
    ...head.map((word, at) => `'${word}':${at + 1}A`),
    ...body.map((word, at) => `'${word}':${head.length + at + 2}`),
  ].join(' ');
}

/** Every row that is typed is a phrase, and all must be there. */
const queryOf = (query: string): string =>
  typed(query)
    .map((row) => wordsOf(row).map((word) => `'${word}'`))
    .filter((row) => row.length > 0)
    .map((row) => `(${row.join(' <-> ')})`)
    .join(' & ');

/** They hold letters, digits and marks only, so need no escapes; a word of a tsvector has 2,046 bytes at most. */
const wordsOf = (text: string): string[] =>
  pairs(text)
    .split(' ')
    .filter(Boolean)
    .map((word) => word.slice(0, 500));
