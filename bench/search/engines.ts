import { join } from 'node:path';
import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import Sqlite from 'better-sqlite3';
import { foldHan } from '../../src/words/index.ts';
import { type Engine, folder } from './engine.ts';
import { ours, sizeOf } from './ours.ts';
import { oursInPostgres } from './ours-in-postgres.ts';
import { pairs, typed } from './pairs.ts';
import { postgres } from './postgres.ts';

/** FTS5 as it comes, or over words that are cut by us. `orAny`: where nothing holds all the words that
 * are asked for, those that hold any. */
export function fts5(
  { name, orAny = false }: { readonly name: string; readonly orAny?: boolean },
  options: string,
  cut: (text: string) => string,
  match: (query: string, join?: string) => string | undefined,
): Engine {
  const connection = new Sqlite(join(folder, `${name}.sqlite`));
  connection.pragma('journal_mode = wal');
  connection.pragma('synchronous = off');
  connection.pragma('cache_size = -16000');
  connection.exec(
    `create virtual table if not exists words using fts5 (title, body, content = '', contentless_delete = 1, ${options});
     create table if not exists meta (id integer primary key, source text, at integer)`,
  );
  const insert = connection.prepare('insert into words (rowid, title, body) values (?, ?, ?)');
  const meta = connection.prepare('insert into meta values (?, ?, ?)');
  return {
    name,
    add(texts, first) {
      connection.transaction(() => {
        for (const [at, text] of texts.entries()) {
          insert.run(first + at, cut(text.title), cut(text.text));
          meta.run(first + at, text.source, text.at);
        }
      })();
    },
    async finish() {
      connection.pragma('wal_checkpoint(truncate)');
    },
    async find(query, { source, since, until } = {}) {
      const [all, any] = [match(query), match(query, ' OR ')];
      if (all === undefined || any === undefined) return { total: 0, docs: [] };
      const where = `words match ? ${source === undefined ? '' : 'and meta.source = ? and meta.at >= ? and meta.at < ?'}`;
      const from = `from words ${source === undefined ? '' : 'join meta on meta.id = words.rowid'} where ${where}`;
      const ask = (asked: string) => {
        const parameters = source === undefined ? [asked] : [asked, source, since, until];
        const { total } = connection
          .prepare(`select count(*) total ${from}`)
          .get(...parameters) as {
          total: number;
        };
        const docs = connection
          .prepare(`select words.rowid ${from} order by bm25(words, 5.0, 1.0) limit 20`)
          .pluck()
          .all(...parameters) as number[];
        return { total, docs };
      };
      const found = ask(all);
      return found.total > 0 || any === all || !orAny ? found : ask(any);
    },
    bytes: () => sizeOf(connection, 'words_%'),
    async close() {
      connection.close();
    },
  };
}

const quoted = (words: readonly string[], join = ' AND '): string | undefined =>
  words.length === 0 ? undefined : words.map((word) => `"${word.replaceAll('"', '')}"`).join(join);

const byWords = 'tokenize = "unicode61 remove_diacritics 0"';

/** Pairs of neighbours. `orAny`: where nothing has all, what has any pair of those asked for. */
export const pairWords = (orAny = false): Engine =>
  fts5({ name: 'FTS5 pairs', orAny }, byWords, pairs, (query, join) => {
    const rows = typed(query).map(pairs);
    const asked = join === undefined ? rows : rows.flatMap((row) => row.split(' '));
    return quoted([...new Set(asked)].filter(Boolean), join);
  });

/** Texts and questions as they are, in words as FTS5 itself cuts them. */
const asItComes = (name: string, tokenizer: string) => (): Engine =>
  fts5(
    { name },
    `tokenize = "${tokenizer}"`,
    (text) => text,
    (query) => quoted(typed(query)),
  );

const engines = new Map<string, () => Promise<Engine> | Engine>([
  ['ours', ours],
  ['ours in PostgreSQL', oursInPostgres],
  ['FTS5 pairs', () => pairWords()],
  ['FTS5 trigram', asItComes('FTS5 trigram', 'trigram')],
  ['FTS5 unicode61', asItComes('FTS5 unicode61', 'unicode61')],
  ['PostgreSQL', postgres],
]);

/** The engines by name. */
export const engineNames: readonly string[] = [...engines.keys()];

export async function engineNamed(name: string): Promise<Engine> {
  const open = engines.get(name);
  if (open === undefined) throw new Error(`${name}: no such engine`);
  return await open();
}

/** Words as jieba's dictionary cuts them, of characters folded as ours are. */
export function jiebaWords(): Engine {
  const jieba = Jieba.withDict(dict);
  const cut = (text: string): string =>
    jieba
      .cutForSearch(foldHan(text), true)
      .filter((word) => /[\p{L}\p{N}]/u.test(word))
      .join(' ');
  return fts5({ name: 'FTS5 jieba', orAny: true }, byWords, cut, (query, join) =>
    quoted([...new Set(cut(query).split(' '))].filter(Boolean), join),
  );
}
