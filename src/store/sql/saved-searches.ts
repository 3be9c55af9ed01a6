import type { Instant } from '../../model/index.ts';
import type { Change } from '../change.ts';
import type { Store } from '../contract.ts';
import type { Finder } from '../finder/index.ts';
import type { SavedHit } from '../records.ts';
import type { SavedCheck, SavedLook, SavedMatches, SavedSearch } from '../saved-records.ts';
import { type Asking, all, first, isThere, run } from './asking.ts';
import type { Row } from './cells.ts';
import { articleOf } from './rows.ts';

/**
 * Saved searches, and every article that one has ever found (`ord`), so that nothing is told twice:
 * `told` is the mark under which it was told, null for what it found when it was saved. Whoever numbers
 * the documents of the index anew sets `checked` to 0.
 */
export const savedTables: readonly string[] = [
  `create table saved_searches (number integer primary key autoincrement, id text not null unique,
     name text not null unique, text text not null, saved_at text not null,
     checked integer not null, incomplete integer not null, told integer not null,
     looked integer not null, looked_at text)`,
  `create table saved_hits (search integer not null, ord integer not null, told integer,
     primary key (search, ord)) without rowid`,
  'create index saved_hits_told on saved_hits (search, told) where told is not null',
];

/** What a rebuild takes over from the catalogue before. Its documents have other numbers. */
export const carriedSaved: readonly string[] = [
  `insert into saved_searches select number, id, name, text, saved_at, 0, incomplete, told, looked,
     looked_at from before.saved_searches`,
  `insert or ignore into saved_hits select hit.search, articles.ord, hit.told
     from before.saved_hits hit join before.articles was on was.ord = hit.ord
     join main.articles on articles.id = was.id`,
];

interface SearchRow {
  readonly number: number;
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly saved_at: string;
  readonly checked: number;
  readonly incomplete: number;
  readonly told: number;
  readonly looked: number;
  readonly looked_at: string | null;
  readonly fresh: number;
}

/** A hit is shown as the article that stays, once: not where that was a hit before. */
const shownHits = `from saved_hits hit join articles own on own.ord = hit.ord
  join articles stays on stays.id = coalesce(own.merged_into, own.id)
  where hit.search = ? and hit.told > ? and not exists (
    select 1 from saved_hits other join articles alike on alike.ord = other.ord
    where own.merged_into is not null and other.search = hit.search and alike.id = own.merged_into
      and coalesce(other.told, 0) < hit.told) and not exists (
    select 1 from articles alike join saved_hits other on other.ord = alike.ord
    where alike.merged_into = stays.id and alike.ord <> hit.ord and other.search = hit.search
      and coalesce(other.told, 0) < hit.told)`;

/** What a saved search finds and has not found before, as the contract says. */
export function* savedMatches(
  finder: Finder,
  search: Parameters<Store['savedMatches']>[0],
  { isOpen, ...query }: Parameters<Store['savedMatches']>[1],
): Asking<SavedMatches> {
  const after = isOpen ? 0 : search.checked;
  const { ords, upTo, unindexed } = yield* finder.newer(query, after);
  const found = yield* newOnes(search.id, ords);
  const old = search.incomplete ? yield* seenBefore(found, search.savedAt) : new Set();
  return {
    fresh: found.filter((ord) => !old.has(ord)),
    old: found.filter((ord) => old.has(ord)),
    upTo,
    incomplete: unindexed > 0,
  };
}

/** What was told of a saved search, as the contract says. */
export function* savedHits({
  searchId,
  after = 0,
  latestFirst = false,
  known = false,
  limit,
}: Parameters<Store['savedHits']>[0]): Asking<SavedHit[]> {
  if (known) return yield* knownHits(searchId, limit);
  const rows = yield* all<Row<'articles'> & { readonly mark: number }>(
    `select stays.*, hit.told as mark ${shownHits}
       order by hit.told ${latestFirst ? 'desc' : 'asc'} limit ?`,
    (yield* numberOf(searchId)) ?? 0,
    after,
    limit,
  );
  return rows.map(({ mark, ...row }) => ({ article: articleOf(row), mark }));
}

/** What a search found when it was saved; of records that were merged the one that stays, where it is a hit. */
function* knownHits(searchId: string, limit: number): Asking<SavedHit[]> {
  const rows = yield* all<Row<'articles'>>(
    `select own.* from saved_hits hit join articles own on own.ord = hit.ord
       where hit.search = ? and hit.told is null and own.merged_into is null
       order by hit.ord desc limit ?`,
    (yield* numberOf(searchId)) ?? 0,
    limit,
  );
  return rows.map((row) => ({ article: articleOf(row), mark: 0 }));
}

/** All, by name; none in a catalogue of a version before that is only read. */
export function* savedSearches(): Asking<SavedSearch[]> {
  if (!(yield* isThere('saved_searches'))) return [];
  const rows = yield* all<Omit<SearchRow, 'fresh'>>('select * from saved_searches order by name');
  const searches: SavedSearch[] = [];
  for (const row of rows) searches.push(searchOf({ ...row, fresh: yield* freshOf(row) }));
  return searches;
}

function* freshOf({ number, looked }: Omit<SearchRow, 'fresh'>): Asking<number> {
  const row = yield* first<{ count: number }>(
    `select count(*) as count ${shownHits}`,
    number,
    looked,
  );
  return row?.count ?? 0;
}

const searchOf = (row: SearchRow): SavedSearch => ({
  id: row.id,
  name: row.name,
  text: row.text,
  savedAt: row.saved_at as Instant,
  checked: row.checked,
  incomplete: row.incomplete === 1,
  told: row.told,
  looked: row.looked,
  ...(row.looked_at === null ? {} : { lookedAt: row.looked_at as Instant }),
  fresh: row.fresh,
});

function* numberOf(id: string): Asking<number | undefined> {
  const row = yield* first<{ number: number }>(
    'select number from saved_searches where id = ?',
    id,
  );
  return row?.number;
}

/** Those that are no hits yet, nor any record that is merged into them. */
function* newOnes(id: string, ords: readonly number[]): Asking<number[]> {
  const number = yield* numberOf(id);
  if (number === undefined) return [...ords];
  const given = JSON.stringify(ords);
  const rows = yield* all<{ ord: number }>(
    ({ numbers }) => `select ord from saved_hits where search = ? and ord in ${numbers} union
       select stays.ord from articles stays join articles other on other.merged_into = stays.id
         join saved_hits hit on hit.ord = other.ord and hit.search = ?
         where stays.ord in ${numbers}`,
    ...[number, given, number, given],
  );
  const hits = new Set(rows.map(({ ord }) => ord));
  return ords.filter((ord) => !hits.has(ord));
}

/** Those whose newest words were seen before a moment. */
function* seenBefore(ords: readonly number[], moment: Instant): Asking<ReadonlySet<number>> {
  const rows = yield* all<{ ord: number }>(
    ({ numbers }) => `select ord from articles
       join revisions on revisions.id = articles.revision_id
       where articles.ord in ${numbers} and seen_at < ?`,
    JSON.stringify(ords),
    moment,
  );
  return new Set(rows.map(({ ord }) => ord));
}

/** Writes what a change says of saved searches; the caller holds the transaction. */
export function* writeSaved(change: Change): Asking<void> {
  for (const search of change.saved ?? []) yield* putSearch(search);
  for (const check of change.savedChecks ?? []) yield* noteCheck(check);
  for (const look of change.savedLooks ?? []) yield* noteLook(look);
  for (const id of change.unsaved ?? []) yield* forget(id);
}

function* putSearch(search: SavedSearch): Asking<void> {
  const { id, name, text, savedAt, checked, incomplete, told, looked } = search;
  yield* run(
    `insert into saved_searches
       (id, name, text, saved_at, checked, incomplete, told, looked, looked_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set name = excluded.name`,
    ...[id, name, text, savedAt, checked, Number(incomplete), told, looked],
    search.lookedAt ?? null,
  );
}

function* noteCheck(check: SavedCheck): Asking<void> {
  const row = yield* first<Omit<SearchRow, 'fresh'>>(
    'select * from saved_searches where id = ?',
    check.searchId,
  );
  if (row === undefined) return;
  for (const ord of check.known) yield* addHit(row.number, ord, null);
  let { told } = row;
  for (const ord of check.told) {
    const mark = Math.max(told + 1, Date.parse(check.at));
    if (yield* addHit(row.number, ord, mark)) told = mark;
  }
  yield* run(
    'update saved_searches set told = ?, checked = ?, incomplete = ? where number = ?',
    ...[told, Math.max(row.checked, check.upTo), Number(check.incomplete), row.number],
  );
}

/** Gives whether it was none before. */
function* addHit(search: number, ord: number, told: number | null): Asking<boolean> {
  const added = yield* first(
    `insert into saved_hits (search, ord, told) values (?, ?, ?)
       on conflict (search, ord) do nothing returning ord`,
    ...[search, ord, told],
  );
  return added !== undefined;
}

function* noteLook({ searchId, mark, at }: SavedLook): Asking<void> {
  yield* run(
    `update saved_searches set looked_at = ?,
       looked = case when looked < ? then ? else looked end where id = ?`,
    ...[at, mark, mark, searchId],
  );
}

function* forget(id: string): Asking<void> {
  const number = yield* numberOf(id);
  if (number === undefined) return;
  yield* run('delete from saved_hits where search = ?', number);
  yield* run('delete from saved_searches where number = ?', number);
}

/** Takes articles that are taken down, by `ord`, out of what was found. */
export function* eraseSaved(ords: readonly number[]): Asking<void> {
  for (const ord of ords) {
    yield* run(
      'delete from saved_hits where search in (select number from saved_searches) and ord = ?',
      ord,
    );
  }
}
