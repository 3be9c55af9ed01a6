import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { instant, type Source, type Url } from '../../src/model/index.ts';
import { type ArticleWords, searchArticles, wordsOf } from '../../src/search/index.ts';
import { writeDocs } from '../../src/store/finder/index.ts';
import type { Store } from '../../src/store/index.ts';
import { answerAtOnce, type Connection } from '../../src/store/sqlite/answer-at-once.ts';
import { openSqliteStore } from '../../src/store/sqlite/index.ts';
import type { Text } from './corpus.ts';
import { type Engine, type Filter, type Found, folder } from './engine.ts';

/** What `7d` would count from. */
const now = Date.UTC(2026, 0, 1);

export const sizeOf = (connection: Connection, like: string): number =>
  connection
    .prepare<[string], { size: number }>('select sum(pgsize) size from dbstat where name like ?')
    .get(like)?.size ?? 0;

/** This program's own search, over SQLite. */
export async function ours(): Promise<Engine> {
  const file = join(folder, 'ours.sqlite');
  const store = await openSqliteStore({ file });
  const connection = new Sqlite(file);
  connection.pragma('synchronous = off');
  const written = new Set<string>();
  const article = connection.prepare(
    `insert into articles (id, url, source_id, title, authors, language, sort_at, first_seen_at,
       last_seen_at, revision_id, revisions, lead) values (?, '', ?, ?, '[]', ?, ?, ?, ?, '', 1, '')`,
  );
  return {
    name: 'ours',
    add(texts, first) {
      connection.transaction(() => {
        for (const [at, text] of texts.entries()) {
          const time = instant(text.at);
          article.run(`${first + at}`, text.source, text.title, text.language, time, time, time);
        }
        answerAtOnce(connection, writeDocs(wordRows(texts, first), written));
      })();
    },
    async finish() {
      connection.pragma('wal_checkpoint(truncate)');
    },
    follow: (names) => store.commit({ sources: names.map(sourceNamed) }),
    find: (text, filter) => foundIn(store, text, filter),
    bytes: () => sizeOf(connection, '%find_%'),
    async close() {
      connection.close();
      await store.close();
    },
  };
}

export const sourceNamed = (name: string): Source => ({
  id: name,
  kind: 'feed',
  url: `https://${name}.test/feed` as Url,
  title: name,
  body: 'page',
  pollSeconds: 900,
  state: 'followed',
  allowPrivate: false,
  followedAt: instant(now),
});

/** What a store of ours finds, as its readers are told it. */
export async function foundIn(
  store: Store,
  text: string,
  { source, since, until }: Filter = {},
): Promise<Found> {
  const query = {
    text,
    ...(source === undefined ? {} : { sourceId: source }),
    ...(since === undefined ? {} : { since: instant(since) }),
    ...(until === undefined ? {} : { until: instant(until) }),
  };
  const { total, hits } = await searchArticles(store, query, now);
  return {
    total,
    docs: hits.map(({ article: { id } }) => Number(id)),
    scores: hits.map(({ score }) => score),
  };
}

/** The words of texts, whose articles are known by their numbers. */
export const wordRows = (texts: readonly Text[], first: number) =>
  texts.map((text, at) => ({ articleId: `${first + at}`, ...wordsOfText(text) }));

const wordsOfText = ({ title, text, language }: Text): ArticleWords =>
  wordsOf({ title, text, language, authors: [], url: '', html: '', images: [], site: '' } as never);
