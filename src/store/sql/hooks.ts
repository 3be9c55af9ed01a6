import type { Instant, Url } from '../../model/index.ts';
import type { Change } from '../change.ts';
import type { Happening, Hook, HookProgress, RecordedHappening } from '../hook-records.ts';
import { type Asking, all, first, isThere, run } from './asking.ts';

/**
 * Hooks, and what happened that they are still to be told of. `ord` never comes again (autoincrement),
 * for hooks remember it. Happenings hold no words of articles; those of one that is taken down go with it.
 */
export const hookTables: readonly string[] = [
  `create table hooks (id text primary key, url text not null, kinds text not null,
     least integer not null, source_id text, folder text, search_id text, secret text,
     allow_private integer not null, added_at text not null, cursor integer not null,
     progress text not null)`,
  `create table happenings (ord integer primary key autoincrement, kind text not null, at text not null,
     source_id text not null, article_id text, revision_id text, facts text)`,
];

/** What a rebuild takes over: the numbers go on where they were. */
export const carriedHooks: readonly string[] = [
  'insert into hooks select * from before.hooks',
  'delete from happenings',
  `insert into happenings select * from before.happenings
     where article_id is null or article_id in (select id from main.articles)`,
  "delete from main.sqlite_sequence where name = 'happenings'",
  `insert into main.sqlite_sequence (name, seq)
     select name, seq from before.sqlite_sequence where name = 'happenings'`,
];

interface HookRow {
  readonly id: string;
  readonly url: string;
  readonly kinds: string;
  readonly least: number;
  readonly source_id: string | null;
  readonly folder: string | null;
  readonly search_id: string | null;
  readonly secret: string | null;
  readonly allow_private: number;
  readonly added_at: string;
  readonly cursor: number;
  readonly progress: string;
}

interface HappeningRow {
  readonly ord: number;
  readonly kind: string;
  readonly at: string;
  readonly source_id: string;
  readonly article_id: string | null;
  readonly revision_id: string | null;
  readonly facts: string | null;
}

/** All hooks; none in a catalogue of a version before that is only read. */
export function* hooksIn(): Asking<Hook[]> {
  if (!(yield* isThere('hooks'))) return [];
  return (yield* all<HookRow>('select * from hooks order by added_at, id')).map(hookOf);
}

/** What happened behind a number, in its order. */
export function* happeningsAfter(after: number, limit: number): Asking<RecordedHappening[]> {
  const rows = yield* all<HappeningRow>(
    'select * from happenings where ord > ? order by ord limit ?',
    after,
    limit,
  );
  return rows.map(happeningOf);
}

/** Writes what a change says of hooks; the caller holds the transaction. */
export function* writeHooks(change: Change): Asking<void> {
  for (const happening of change.happenings ?? []) yield* insertHappening(happening);
  for (const id of change.unhooked ?? []) yield* run('delete from hooks where id = ?', id);
  // There are no hits any more that it could be told of.
  for (const id of change.unsaved ?? []) yield* run('delete from hooks where search_id = ?', id);
  for (const hook of change.hooks ?? []) yield* putHook(hook);
  for (const { id, progress } of change.hookProgress ?? []) yield* noteProgress(id, progress);
}

function* insertHappening(one: Happening): Asking<void> {
  const facts = one.facts === undefined ? null : JSON.stringify(one.facts);
  yield* run(
    `insert into happenings (kind, at, source_id, article_id, revision_id, facts)
       values (?, ?, ?, ?, ?, ?)`,
    ...[one.kind, one.at, one.sourceId, one.articleId ?? null, one.revisionId ?? null, facts],
  );
}

/** A hook that is added is told of what comes from now on; of one that is there its own settings are
 * written anew. */
function* putHook(hook: Hook): Asking<void> {
  const { cursor, ...progress } = hook.progress;
  // That of a hook on a saved search is a mark of its hits.
  const from = hook.searchId === undefined ? yield* lastOrd() : cursor;
  yield* run(
    `insert into hooks (id, url, kinds, least, source_id, folder, search_id, secret, allow_private,
         added_at, cursor, progress) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (id) do update set url = excluded.url, kinds = excluded.kinds,
         least = excluded.least, secret = excluded.secret, allow_private = excluded.allow_private`,
    ...[hook.id, hook.url, JSON.stringify(hook.kinds), hook.least, hook.sourceId ?? null],
    ...[hook.folder ?? null, hook.searchId ?? null, hook.secret ?? null],
    ...[Number(hook.allowPrivate), hook.addedAt, from, JSON.stringify(progress)],
  );
}

/** The number of what happened last, of what is still to be told; what comes has a higher one. */
export function* lastOrd(): Asking<number> {
  const row = yield* first<{ last: number }>(
    'select coalesce(max(ord), 0) as last from happenings',
  );
  return row?.last ?? 0;
}

function* noteProgress(id: string, { cursor, ...rest }: HookProgress): Asking<void> {
  yield* run('update hooks set progress = ? where id = ?', JSON.stringify(rest), id);
  yield* run('update hooks set cursor = ? where id = ? and cursor < ?', cursor, id, cursor);
}

/** Forgets what no hook and no digest is still to tell of; asked behind all else that a change says of them. */
export function* forgetTold(change: Change): Asking<void> {
  const { hookProgress, unhooked, digestProgress, undigested } = change;
  if ((hookProgress ?? unhooked ?? digestProgress ?? undigested) === undefined) return;
  yield* run(
    ({ member }) => `delete from happenings where ord <= coalesce((select min(cursor) from hooks
         where search_id is null and ${member('progress', 'stoppedAt')} is null), ord)
       and (kind <> 'edit' or ord <= coalesce((select min(cast(${member('progress', 'cursor')} as bigint))
         from digests where ${member('digest', 'of')} = 'edits'), ord))`,
  );
}

/** Takes what happened to articles that are taken down, by id, out of what hooks are still to be told. */
export function* eraseHappenings(articleIds: readonly string[]): Asking<void> {
  for (const id of articleIds) yield* run('delete from happenings where article_id = ?', id);
}

const hookOf = (row: HookRow): Hook => ({
  id: row.id,
  url: row.url as Url,
  kinds: JSON.parse(row.kinds) as Hook['kinds'],
  least: row.least,
  ...(row.source_id === null ? {} : { sourceId: row.source_id }),
  ...(row.folder === null ? {} : { folder: row.folder }),
  ...(row.search_id === null ? {} : { searchId: row.search_id }),
  ...(row.secret === null ? {} : { secret: row.secret }),
  allowPrivate: row.allow_private === 1,
  addedAt: row.added_at as Instant,
  progress: {
    ...(JSON.parse(row.progress) as Omit<HookProgress, 'cursor'>),
    cursor: row.cursor,
  },
});

const happeningOf = (row: HappeningRow): RecordedHappening => ({
  ord: row.ord,
  kind: row.kind as RecordedHappening['kind'],
  at: row.at as Instant,
  sourceId: row.source_id,
  ...(row.article_id === null ? {} : { articleId: row.article_id }),
  ...(row.revision_id === null ? {} : { revisionId: row.revision_id }),
  ...(row.facts === null ? {} : { facts: JSON.parse(row.facts) as Record<string, unknown> }),
});
