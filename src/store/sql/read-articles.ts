import { sql } from 'kysely';
import type { Instant } from '../../model/index.ts';
import type { Store } from '../contract.ts';
import type { ArticleQuery, DueImagesQuery } from '../queries.ts';
import type { ArticleRecord, DayCount } from '../records.ts';
import { bounded } from './bounded.ts';
import { absenceOf, articleOf, keyOf, revisionOf, revisionRecordOf } from './rows.ts';
import type { Database } from './schema.ts';

type ArticleReads = Pick<
  Store,
  | 'knownKeys'
  | 'keysOf'
  | 'article'
  | 'articlesById'
  | 'mergedInto'
  | 'articleIdsByPrefix'
  | 'articlesBeginning'
  | 'articles'
  | 'recordedAfter'
  | 'days'
  | 'dueVisits'
  | 'dueImages'
  | 'revisions'
  | 'revision'
  | 'revisionOfText'
  | 'latestRevisions'
  | 'absences'
>;

const revisionColumns = [
  'id',
  'article_id',
  'number',
  'previous',
  'capture_id',
  'basis',
  'extractor',
  'seen_at',
  'text_digest',
  'uncut_digest',
] as const;

/** What is asked of articles and their revisions. */
export function articleReads(db: Database): ArticleReads {
  return {
    ...keyReads(db),
    async article(id) {
      const row = await db
        .selectFrom('articles')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row && articleOf(row);
    },
    async articlesById(ids) {
      if (ids.length === 0) return [];
      const rows = await db.selectFrom('articles').selectAll().where('id', 'in', ids).execute();
      return rows.map(articleOf);
    },
    async mergedInto(ids) {
      if (ids.length === 0) return [];
      const rows = await db
        .selectFrom('articles')
        .selectAll()
        .where('merged_into', 'in', ids)
        .orderBy('first_seen_at')
        .orderBy('id')
        .execute();
      return rows.map(articleOf);
    },
    async articleIdsByPrefix(prefix) {
      const rows = await db
        .selectFrom('articles')
        .select((eb) => eb.fn.coalesce('merged_into', 'id').as('id'))
        .distinct()
        .where('id', '>=', prefix)
        .where('id', '<', `${prefix}\uffff`)
        .orderBy(sql`1`)
        .limit(2)
        .execute();
      return rows.map((row) => row.id);
    },
    articlesBeginning: (prefixes) => articlesBeginning(db, prefixes),
    articles: (query) => articles(db, query),
    async recordedAfter(serial, limit) {
      let query = db.selectFrom('articles').selectAll();
      if (serial !== undefined) query = query.where('ord', '>', serial);
      const rows = await query.orderBy('ord').limit(limit).execute();
      return { articles: rows.map(articleOf), last: rows.at(-1)?.ord };
    },
    days: (query) => days(db, query),
    async dueVisits(wanted) {
      let query = db
        .selectFrom('articles')
        .selectAll()
        .where('next_visit_at', '<=', wanted.at)
        .where('merged_into', 'is', null);
      const { at, sourceId, perHost, withoutHosts = [] } = wanted;
      if (sourceId !== undefined) query = query.where('source_id', '=', sourceId);
      if (withoutHosts.length > 0) query = query.where('host', 'not in', withoutHosts);
      if (perHost !== undefined) query = query.where(firstOfHost(at, perHost));
      const rows = await query.orderBy('next_visit_at').orderBy('id').limit(wanted.limit).execute();
      return rows.map(articleOf);
    },
    dueImages: (query) => dueImages(db, query),
    ...revisionReads(db),
  };
}

/** Each prefix by the index of ids; all in a few statements. */
async function articlesBeginning(
  db: Database,
  prefixes: readonly string[],
): ReturnType<Store['articlesBeginning']> {
  const found: { id: string; stays: string }[] = [];
  for (let from = 0; from < prefixes.length; from += 500) {
    const part = sql.join(prefixes.slice(from, from + 500).map((prefix) => sql`(${prefix})`));
    const { rows } = await sql<{ id: string; stays: string }>`
      with asked (prefix) as (values ${part})
      select articles.id, coalesce(merged_into, articles.id) as stays from asked
      cross join articles where articles.id >= prefix and articles.id < prefix || '~'
      order by articles.id`.execute(db);
    found.push(...rows);
  }
  return found;
}

async function dueImages(db: Database, wanted: DueImagesQuery): Promise<ArticleRecord[]> {
  const { from, at, sourceId, without = [], limit } = wanted;
  let query = db
    .selectFrom('articles')
    .selectAll()
    .where('images_due_at', '<=', at)
    .where('images_due_at', '>=', from)
    .where('merged_into', 'is', null);
  if (sourceId !== undefined) query = query.where('source_id', '=', sourceId);
  if (without.length > 0) query = query.where('id', 'not in', without);
  const rows = await query.orderBy('images_due_at', 'desc').orderBy('id').limit(limit).execute();
  return rows.map(articleOf);
}

/** Articles that are among the first so many of their host to be visited. */
const firstOfHost = (at: Instant, perHost: number) => sql<boolean>`id in (
  select id from (
    select id, row_number() over (partition by host order by next_visit_at, id) as turn
    from articles where next_visit_at <= ${at}) as placed
  where turn <= ${perHost})`;
function keyReads(db: Database): Pick<ArticleReads, 'knownKeys' | 'keysOf'> {
  return {
    async knownKeys(keys) {
      if (keys.length === 0) return [];
      const asked = new Map(keys.map((key) => [bounded(key), key]));
      const rows = await db
        .selectFrom('keys')
        .leftJoin('articles', 'articles.id', 'keys.article_id')
        .select(['keys.key', 'keys.whole', 'keys.url', 'keys.claimed'])
        .select((eb) => eb.fn.coalesce('articles.merged_into', 'keys.article_id').as('article_id'))
        .where('key', 'in', [...asked.keys()])
        .execute();
      return rows.map((row) => keyOf({ ...row, whole: asked.get(row.key) ?? row.whole }));
    },
    async keysOf(articleId) {
      const rows = await db
        .selectFrom('keys')
        .selectAll()
        .where('article_id', 'in', itAndMerged(db, articleId))
        .orderBy('key')
        .execute();
      return rows.map((row) => keyOf({ ...row, article_id: articleId }));
    },
  };
}

function revisionReads(
  db: Database,
): Pick<
  ArticleReads,
  'revisions' | 'revision' | 'revisionOfText' | 'latestRevisions' | 'absences'
> {
  return {
    async revisions(articleId) {
      const rows = await db
        .selectFrom('revisions')
        .select(revisionColumns)
        .where('article_id', '=', articleId)
        .orderBy('number')
        .execute();
      return rows.map(revisionOf);
    },
    async revision(id) {
      const row = await db
        .selectFrom('revisions')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row && revisionRecordOf(row);
    },
    async revisionOfText(digest) {
      const row = await db
        .selectFrom('revisions')
        .selectAll()
        .where('text_digest', '=', digest)
        .limit(1)
        .executeTakeFirst();
      return row && revisionRecordOf(row);
    },
    async latestRevisions(articleIds) {
      if (articleIds.length === 0) return [];
      const rows = await db
        .selectFrom('revisions')
        .innerJoin('articles', 'articles.revision_id', 'revisions.id')
        .selectAll('revisions')
        .where('articles.id', 'in', articleIds)
        .execute();
      return rows.map(revisionRecordOf);
    },
    async absences(articleId) {
      const rows = await db
        .selectFrom('absences')
        .selectAll()
        .where('article_id', 'in', itAndMerged(db, articleId))
        .orderBy('seen_at')
        .orderBy('article_id')
        .execute();
      return rows.map(absenceOf);
    },
  };
}

/** The ids of an article and of what is merged into it. */
function itAndMerged(db: Database, id: string) {
  return db
    .selectFrom('articles')
    .select('id')
    .where((eb) => eb.or([eb('id', '=', id), eb('merged_into', '=', id)]));
}

async function articles(db: Database, wanted: ArticleQuery): Promise<ArticleRecord[]> {
  const { sourceId, since, until, language, after } = wanted;
  const [direction, beyond] = wanted.oldestFirst
    ? (['asc', '>'] as const)
    : (['desc', '<'] as const);
  let query = db.selectFrom('articles').selectAll().where('merged_into', 'is', null);
  if (sourceId !== undefined) query = query.where('source_id', '=', sourceId);
  if (since !== undefined) query = query.where('sort_at', '>=', since);
  if (until !== undefined) query = query.where('sort_at', '<', until);
  if (language !== undefined) {
    query = query.where((eb) =>
      eb.or([eb('language', '=', language), eb('language', 'like', `${language}-%`)]),
    );
  }
  if (after !== undefined) {
    query = query.where((eb) =>
      eb(eb.refTuple('sort_at', 'id'), beyond, eb.tuple(after.sortAt, after.id)),
    );
  }
  const rows = await query
    .orderBy('sort_at', direction)
    .orderBy('id', direction)
    .limit(wanted.limit)
    .execute();
  return rows.map(articleOf);
}

async function days(
  db: Database,
  wanted: { sourceId?: string; before?: string; limit: number },
): Promise<DayCount[]> {
  let query = db
    .selectFrom('articles')
    .select([
      (eb) => eb.fn<string>('substr', ['sort_at', eb.lit(1), eb.lit(10)]).as('day'),
      (eb) => eb.fn.countAll<number>().as('count'),
    ])
    .where('merged_into', 'is', null);
  if (wanted.sourceId !== undefined) query = query.where('source_id', '=', wanted.sourceId);
  if (wanted.before !== undefined) query = query.where('sort_at', '<', wanted.before);
  const rows = await query.groupBy('day').orderBy('day', 'desc').limit(wanted.limit).execute();
  return rows.map((row) => ({ day: row.day, articles: Number(row.count) }));
}
