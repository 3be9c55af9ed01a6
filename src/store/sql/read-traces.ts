import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Instant, Url } from '../../model/index.ts';
import type { Store } from '../contract.ts';
import { captureOf } from './rows.ts';
import type { Database, Tables } from './schema.ts';

/** What writers of exports ask, to leave alone what has not changed. */
export function traceReads(
  db: Database,
): Pick<Store, 'traces' | 'imageCaptures' | 'revisionPlaces'> {
  return {
    async traces(ids) {
      if (ids.length === 0) return new Map();
      const list = sql.join([...ids]);
      const { rows } = await sql<{ id: string; trace: string }>`
        with own (id, stays) as (
          select id, id from articles where id in (${list})
          union all select id, merged_into from articles where merged_into in (${list}))
        select stays as id, count(*) || ' ' || sum(
            (select count(*) from revisions r where r.article_id = own.id)) || ' ' || sum(
            (select count(*) from keys k where k.article_id = own.id)) || ' ' || sum(
            (select count(*) from keys k join captures c on c.asked_url = k.url
             where k.article_id = own.id and c.removed is null)) || ' ' || sum(
            (select count(*) + count(ended_at) * 100000 from absences b where b.article_id = own.id))
          as trace
        from own group by stays`.execute(db);
      return new Map(rows.map(({ id, trace }) => [id, trace]));
    },
    async revisionPlaces(limit, after = '') {
      const rows = await db
        .selectFrom('revisions')
        .select(['id', 'seen_at'])
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(({ id, seen_at }) => ({ id, seenAt: seen_at as Instant }));
    },
    async imageCaptures(urls) {
      if (urls.length === 0) return new Map();
      const { rows } = await sql<Selectable<Tables['captures']>>`
        select * from captures where asked_url in (${sql.join([...urls])})
        and status = 200 and removed is null order by captured_at desc, id`.execute(db);
      const newestLast = rows.map(captureOf).reverse();
      return new Map(newestLast.map((capture) => [capture.askedUrl as Url, capture]));
    },
  };
}
