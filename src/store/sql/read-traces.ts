import type { RawBuilder, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Instant, Url } from '../../model/index.ts';
import type { Store } from '../contract.ts';
import type { ArticleOutline } from '../records.ts';
import { beginning, beginningOf } from './bounded.ts';
import { captureOf } from './rows.ts';
import type { Database, Tables } from './schema.ts';

/** What writers of exports ask, to leave alone what has not changed. */
export function traceReads(
  db: Database,
): Pick<Store, 'outlines' | 'imageCaptures' | 'revisionPlaces'> {
  return {
    async outlines(limit, after) {
      const beyond = after ? sql`and (sort_at, id) > (${after.sortAt}, ${after.id})` : sql``;
      const { rows } = await sql<OutlineRow>`
        select id, url, source_id, sort_at, first_seen_at, revision_id, revisions,
          title, authors, language, published_at, absent, absent_since, gone_since, lead, image,
          case when images_due_at is null then 1 else 0 end as images_done,
          last_seen_at, last_visit_at, ${sql.join(countsOf('a'), sql` || ' ' || `)} as own,
          (select count(*) || ' ' || ${sql.join(
            countsOf('m').map((count) => sql`sum(${count})`),
            sql` || ' ' || `,
          )} from articles m where m.merged_into = a.id) as merged
        from articles a where merged_into is null ${beyond}
        order by sort_at, id limit ${limit}`.execute(db);
      return rows.map(outlineOf);
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
        select * from captures where ${beginning('asked_url')} in (${sql.join([...urls].map(beginningOf))})
        and asked_url in (${sql.join([...urls])})
        and status = 200 and removed is null order by captured_at desc, id`.execute(db);
      const newestLast = rows.map(captureOf).reverse();
      return new Map(newestLast.map((capture) => [capture.askedUrl as Url, capture]));
    },
  };
}

type Told = Pick<
  Selectable<Tables['articles']>,
  | ('id' | 'url' | 'source_id' | 'sort_at' | 'first_seen_at' | 'revision_id' | 'revisions')
  | ('title' | 'authors' | 'language' | 'published_at' | 'lead' | 'image')
  | ('absent' | 'absent_since' | 'gone_since')
>;

interface OutlineRow extends Told {
  readonly images_done: number;
  readonly last_seen_at: string;
  readonly last_visit_at: string | null;
  readonly own: string;
  readonly merged: string | null;
}

/** How much is on record beside a row of `articles`: revisions, addresses, captures of them, absences. */
const countsOf = (alias: 'a' | 'm'): readonly RawBuilder<number>[] => {
  const id = sql.ref(`${alias}.id`);
  return [
    sql`(select count(*) from revisions r where r.article_id = ${id})`,
    sql`(select count(*) from keys k where k.article_id = ${id})`,
    sql`(select count(*) from keys k join captures c
      on ${beginning('c.asked_url')} = ${beginning('k.url')} and c.asked_url = k.url
      where k.article_id = ${id} and c.removed is null)`,
    sql`(select count(*) + count(ended_at) * 100000 from absences b where b.article_id = ${id})`,
  ];
};

function outlineOf(row: OutlineRow): ArticleOutline {
  const { own, merged, last_seen_at, last_visit_at, ...told } = row;
  return {
    id: row.id,
    url: row.url as Url,
    sourceId: row.source_id,
    language: row.language,
    sortAt: row.sort_at as Instant,
    firstSeenAt: row.first_seen_at as Instant,
    revisionId: row.revision_id,
    revisions: row.revisions,
    line: JSON.stringify(Object.values(told)),
    beside: `${last_seen_at} ${last_visit_at} ${own} ${merged}`,
  };
}
