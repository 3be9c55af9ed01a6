import { sql } from 'kysely';
import type { Instant } from '../../model/index.ts';
import type { Store } from '../contract.ts';
import type { SourceStats, Stats, StatsAsked } from '../records.ts';
import { beginning, beginningOf, bounded } from './bounded.ts';
import type { Database } from './schema.ts';
import { entryOf, sourceOf } from './source-rows.ts';

type SourceReads = Pick<
  Store,
  | 'sources'
  | 'source'
  | 'sourceAt'
  | 'entries'
  | 'dueEntries'
  | 'failedEntries'
  | 'sourceStats'
  | 'stats'
>;

/** What is asked of sources and their entries. */
export function sourceReads(db: Database): SourceReads {
  return {
    async sources() {
      const rows = await db
        .selectFrom('sources')
        .selectAll()
        .orderBy('followed_at')
        .orderBy('id')
        .execute();
      return rows.map(sourceOf);
    },
    async source(id) {
      const row = await db
        .selectFrom('sources')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row && sourceOf(row);
    },
    async sourceAt(url) {
      const row = await db
        .selectFrom('sources')
        .selectAll()
        .where(beginning('url'), '=', beginningOf(url))
        .where('url', '=', url)
        .orderBy('id')
        .executeTakeFirst();
      return row && sourceOf(row);
    },
    async entries(sourceId, guids) {
      if (guids.length === 0) return [];
      const rows = await db
        .selectFrom('entries')
        .selectAll()
        .where('source_id', '=', sourceId)
        .where('guid', 'in', guids.map(bounded))
        .execute();
      return rows.map(entryOf);
    },
    dueEntries: (query) => dueEntries(db, query),
    async failedEntries(sourceId) {
      let query = db.selectFrom('entries').selectAll().where('state', '=', 'failed');
      if (sourceId !== undefined) query = query.where('source_id', '=', sourceId);
      return (await query.orderBy('source_id').orderBy('guid').execute()).map(entryOf);
    },
    sourceStats: (asked = {}) => sourceStats(db, asked),
    stats: () => stats(db),
  };
}

async function dueEntries(
  db: Database,
  wanted: Parameters<Store['dueEntries']>[0],
): ReturnType<Store['dueEntries']> {
  const { at, sourceId, perHost, withoutHosts = [] } = wanted;
  let query = db.selectFrom('entries').selectAll().where(isPending).where(isFollowed);
  if (at !== undefined) query = query.where('next_try_at', '<=', at);
  if (sourceId !== undefined) query = query.where('source_id', '=', sourceId);
  if (withoutHosts.length > 0) query = query.where('host', 'not in', withoutHosts);
  if (perHost !== undefined) query = query.where(firstOfHost(at, perHost));
  const rows = await query
    .orderBy('published_at')
    .orderBy('source_id')
    .orderBy('guid')
    .limit(wanted.limit)
    .execute();
  return rows.map(entryOf);
}

/** Written out, not bound: only so does the engine see that the index of pending entries will do. */
const isPending = sql<boolean>`entries.state = 'pending'`;
const isFollowed = sql<boolean>`exists (
  select 1 from sources where sources.id = entries.source_id and sources.state = 'followed')`;

/** Entries that are among the first so many due of their host. */
function firstOfHost(at: Instant | undefined, perHost: number) {
  const due = at === undefined ? sql`` : sql`and next_try_at <= ${at}`;
  return sql<boolean>`(source_id, guid) in (
    select source_id, guid from (
      select source_id, guid, row_number() over (
        partition by host order by published_at, source_id, guid) as turn
      from entries where ${isPending} and ${isFollowed} ${due}) as placed
    where turn <= ${perHost})`;
}

async function sourceStats(
  db: Database,
  { sourceId, articles: isCounted = true }: StatsAsked = {},
): Promise<SourceStats[]> {
  // The index of sources tells all of them, another the few that were merged; to ask for those that were
  // not would read every article.
  const countBySource = () => {
    const all = db
      .selectFrom('articles')
      .select(['source_id', (eb) => eb.fn.countAll<number>().as('count')])
      .groupBy('source_id');
    return sourceId === undefined ? all : all.where('source_id', '=', sourceId);
  };
  const articles = isCounted ? await countBySource().execute() : [];
  const merged = isCounted
    ? await countBySource().where('merged_into', 'is not', null).execute()
    : [];
  const entriesOfAll = db
    .selectFrom('entries')
    .select(['source_id', 'state', (eb) => eb.fn.countAll<number>().as('count')])
    .where('state', '<>', 'done')
    .groupBy(['source_id', 'state']);
  const entries = await (sourceId === undefined
    ? entriesOfAll
    : entriesOfAll.where('source_id', '=', sourceId)
  ).execute();
  const counts = new Map<string, SourceStats>();
  const of = (sourceId: string) =>
    counts.get(sourceId) ?? { sourceId, articles: 0, pending: 0, failed: 0 };
  for (const { source_id: id, count } of articles) {
    counts.set(id, { ...of(id), articles: Number(count) });
  }
  for (const { source_id: id, count } of merged) {
    counts.set(id, { ...of(id), articles: of(id).articles - Number(count) });
  }
  for (const { source_id: id, state, count } of entries) {
    counts.set(id, { ...of(id), [state]: Number(count) });
  }
  return [...counts.values()].sort((one, other) => (one.sourceId < other.sourceId ? -1 : 1));
}

async function stats(db: Database): Promise<Stats> {
  const count = async (table: 'revisions' | 'captures' | 'absences') => {
    const row = await db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return Number(row.count);
  };
  const sources = await db
    .selectFrom('sources')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('state', '=', 'followed')
    .executeTakeFirstOrThrow();
  const perSource = await sourceStats(db);
  return {
    sources: Number(sources.count),
    articles: perSource.reduce((sum, row) => sum + row.articles, 0),
    revisions: await count('revisions'),
    captures: await count('captures'),
    absences: await count('absences'),
    pending: perSource.reduce((sum, row) => sum + row.pending, 0),
    failed: perSource.reduce((sum, row) => sum + row.failed, 0),
  };
}
