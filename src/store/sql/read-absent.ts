import { sql } from 'kysely';
import type { Store } from '../contract.ts';
import type { AbsentQuery } from '../queries.ts';
import type { AbsentCount, ArticleRecord } from '../records.ts';
import { articleOf } from './rows.ts';
import type { Database } from './schema.ts';

type AbsentReads = Pick<Store, 'absentArticles' | 'countAbsent' | 'absentCounts'>;

/** Articles that were not served, listed and counted. */
export function absentReads(db: Database): AbsentReads {
  return {
    absentArticles: (query) => absentArticles(db, query),
    countAbsent: (query) => countAbsent(db, query),
    absentCounts: () => absentCounts(db),
  };
}

async function absentArticles(db: Database, wanted: AbsentQuery): Promise<ArticleRecord[]> {
  const last =
    wanted.state === 'returned'
      ? sql<string>`(select max(ended_at) from absences where article_id = articles.id)`
      : sql<string>`absent_since`;
  const rows = await absentIn(db, wanted)
    .selectAll('articles')
    .orderBy(last, 'desc')
    .orderBy('id')
    .limit(wanted.limit)
    .execute();
  return rows.map(articleOf);
}

async function countAbsent(db: Database, wanted: Omit<AbsentQuery, 'limit'>): Promise<number> {
  const counted = await absentIn(db, wanted)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirst();
  return Number(counted?.count ?? 0);
}

function absentIn(db: Database, { sourceIds, since, state }: Omit<AbsentQuery, 'limit'>) {
  let query = db.selectFrom('articles').where('merged_into', 'is', null);
  if (sourceIds !== undefined) query = query.where('source_id', 'in', sourceIds);
  if (state !== 'returned') {
    query = query.where('absent', 'is not', null);
    query = query.where('gone_since', state === 'gone' ? 'is not' : 'is', null);
    return since === undefined ? query : query.where('absent_since', '>=', since);
  }
  return query.where('absent', 'is', null).where('id', 'in', (eb) => {
    const ended = eb.selectFrom('absences').select('article_id').where('ended_at', 'is not', null);
    return since === undefined ? ended : ended.where('ended_at', '>=', since);
  });
}

async function absentCounts(db: Database): Promise<AbsentCount[]> {
  const rows = await db
    .selectFrom('articles')
    .select(['source_id', (eb) => eb.fn.countAll<number>().as('count')])
    .where('merged_into', 'is', null)
    .where((eb) =>
      eb.or([
        eb('absent', 'is not', null),
        eb(
          'id',
          'in',
          eb.selectFrom('absences').select('article_id').where('ended_at', 'is not', null),
        ),
      ]),
    )
    .groupBy('source_id')
    .orderBy('source_id')
    .execute();
  return rows.map((row) => ({ sourceId: row.source_id, articles: Number(row.count) }));
}
