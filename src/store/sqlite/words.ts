import { sql } from 'kysely';
import type { Takedown } from '../../model/index.ts';
import type { Clause, WordQuery } from '../queries.ts';
import type { FoundArticles, WordRow } from '../records.ts';
import { articleOf } from '../sql/rows.ts';
import type { Database } from '../sql/schema.ts';
import { erasedArticles } from '../sql/write-takedowns.ts';

/**
 * The words of an article under its `ord`: contentless (the text lies in the revision), rows can be
 * replaced. Words come cut and folded already, so the tokenizer only parts them at spaces.
 */
export const wordTables: readonly string[] = [
  `create virtual table words using fts5 (title, body, content = '', contentless_delete = 1,
     tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'")`,
];

/** A word in the title counts as much as this many in the body. */
const titleWeight = 5;

/** Writes the words of articles that stand in `articles` already; the caller holds the transaction. */
export async function writeWords(db: Database, rows: readonly WordRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 200) {
    const part = rows.slice(from, from + 200);
    const ids = part.map((row) => row.articleId);
    const found = await db
      .selectFrom('articles')
      .select(['ord', 'id'])
      .where('id', 'in', ids)
      .execute();
    const ords = new Map(found.map((row) => [row.id, row.ord]));
    const values = part.flatMap(({ articleId, title, body }) => {
      const ord = ords.get(articleId);
      return ord === undefined ? [] : [sql`(${ord}, ${title}, ${body})`];
    });
    if (values.length === 0) continue;
    await sql`insert or replace into words (rowid, title, body) values ${sql.join(values)}`.execute(
      db,
    );
  }
}

/** Takes the words of articles out of the index; the caller holds the transaction. */
export async function eraseWords(db: Database, takedowns: readonly Takedown[]): Promise<void> {
  for (const takedown of takedowns) {
    const articles = await erasedArticles(db, takedown);
    const ords = db.selectFrom('articles').select('ord').where('id', 'in', articles);
    await sql`delete from words where rowid in (${ords})`.execute(db);
  }
}

/** The best matches first, the newer first among equals; no words: the newest that pass the filters. */
export async function findWords(db: Database, query: WordQuery): Promise<FoundArticles> {
  const match = matchExpression(query.clauses);
  if (match === undefined) return { total: 0, hits: [] };
  let base = db
    .selectFrom('articles')
    .innerJoin(sql<{ rowid: number }>`words`.as('words'), 'words.rowid', 'articles.ord')
    .where(sql<boolean>`words match ${match}`)
    .where('articles.merged_into', 'is', null);
  if (query.sourceId !== undefined) base = base.where('articles.source_id', '=', query.sourceId);
  if (query.language !== undefined) {
    const { language } = query;
    base = base.where((eb) =>
      eb.or([
        eb('articles.language', '=', language),
        eb('articles.language', 'like', `${language}-%`),
      ]),
    );
  }
  if (query.since !== undefined) base = base.where('articles.sort_at', '>=', query.since);
  if (query.until !== undefined) base = base.where('articles.sort_at', '<', query.until);
  const count = await base
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const rows = await base
    .selectAll('articles')
    .select(sql<number>`bm25(words, ${sql.lit(titleWeight)}, 1.0)`.as('score'))
    .orderBy('score')
    .orderBy('articles.sort_at', 'desc')
    .orderBy('articles.id')
    .limit(query.limit)
    .offset(query.offset ?? 0)
    .execute();
  return {
    total: Number(count.count),
    hits: rows.map((row) => ({ article: articleOf(row), score: -row.score })),
  };
}

const phrase = (words: readonly string[]): string => `"${words.join(' ').replaceAll('"', '')}"`;

function oneOf({ words, others = [], prefix }: Clause): string {
  const ways = [`${phrase(words)}${prefix ? ' *' : ''}`, ...others.map(phrase)];
  return ways.length === 1 ? ways.join('') : `(${ways.join(' OR ')})`;
}

/** FTS5's own query text; words hold only letters and digits, so quoting them is enough. */
function matchExpression(clauses: readonly Clause[]): string | undefined {
  const phrases = (excluded: boolean) =>
    clauses
      .filter((clause) => (clause.exclude ?? false) === excluded && clause.words.length > 0)
      .map(oneOf);
  const wanted = phrases(false);
  if (wanted.length === 0) return undefined;
  return [wanted.join(' AND '), ...phrases(true)].map((part) => `(${part})`).join(' NOT ');
}
