import type { Instant } from '../../model/index.ts';
import type { Change } from '../change.ts';
import type { Store } from '../contract.ts';
import type { SavedCheck, SavedLook, SavedSearch } from '../saved-records.ts';
import { articleOf } from '../sql/rows.ts';
import type { Tables } from '../sql/schema.ts';
import { type Connection, type Finder, statement } from './finder/index.ts';

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

type SavedReads = Pick<Store, 'savedSearches' | 'savedMatches' | 'savedHits'>;

export function savedReads(connection: Connection, finder: Finder): SavedReads {
  return {
    savedSearches: async () => connection.transaction(() => searchesIn(connection))(),
    savedMatches: async (search, { isOpen, ...query }) =>
      connection.transaction(() => {
        const after = isOpen ? 0 : search.checked;
        const { ords, upTo, unindexed } = finder.newer(query, after);
        const found = newOnes(connection, search.id, ords);
        const old = search.incomplete ? seenBefore(connection, found, search.savedAt) : new Set();
        return {
          fresh: found.filter((ord) => !old.has(ord)),
          old: found.filter((ord) => old.has(ord)),
          upTo,
          incomplete: unindexed > 0,
        };
      })(),
    async savedHits({ searchId, after = 0, latestFirst = false, known = false, limit }) {
      if (known) return knownHits(connection, searchId, limit);
      const rows = statement<[number, number, number], Tables['articles'] & { mark: number }>(
        connection,
        `select stays.*, hit.told mark ${shownHits}
           order by hit.told ${latestFirst ? 'desc' : 'asc'} limit ?`,
      ).all(numberOf(connection, searchId) ?? 0, after, limit);
      return rows.map(({ mark, ...row }) => ({ article: articleOf(row as never), mark }));
    },
  };
}

/** What a search found when it was saved; of records that were merged the one that stays, where it is a hit. */
function knownHits(connection: Connection, searchId: string, limit: number) {
  const rows = statement<[number, number], Tables['articles']>(
    connection,
    `select own.* from saved_hits hit join articles own on own.ord = hit.ord
       where hit.search = ? and hit.told is null and own.merged_into is null
       order by hit.ord desc limit ?`,
  ).all(numberOf(connection, searchId) ?? 0, limit);
  return rows.map((row) => ({ article: articleOf(row as never), mark: 0 }));
}

/** None in a catalogue of a version before that is only read. */
function searchesIn(connection: Connection): SavedSearch[] {
  if (!hasTables(connection)) return [];
  return connection
    .prepare<[], Omit<SearchRow, 'fresh'>>('select * from saved_searches order by name')
    .all()
    .map((row) => searchOf({ ...row, fresh: freshOf(connection, row) }));
}

const hasTables = (connection: Connection): boolean =>
  connection.prepare("select 1 from sqlite_master where name = 'saved_searches'").get() !==
  undefined;

const freshOf = (connection: Connection, { number, looked }: Omit<SearchRow, 'fresh'>): number =>
  statement<[number, number], { count: number }>(
    connection,
    `select count(*) count ${shownHits}`,
  ).get(number, looked)?.count ?? 0;

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

const numberOf = (connection: Connection, id: string): number | undefined =>
  statement<[string], { number: number }>(
    connection,
    'select number from saved_searches where id = ?',
  ).get(id)?.number;

/** Those that are no hits yet, nor any record that is merged into them. */
function newOnes(connection: Connection, id: string, ords: readonly number[]): number[] {
  const number = numberOf(connection, id);
  if (number === undefined) return [...ords];
  const isHit = statement<[number, number, number, number], unknown>(
    connection,
    `select 1 from saved_hits where search = ? and ord = ? union all
       select 1 from articles stays join articles other on other.merged_into = stays.id
         join saved_hits hit on hit.ord = other.ord and hit.search = ? where stays.ord = ?`,
  );
  return ords.filter((ord) => isHit.get(number, ord, number, ord) === undefined);
}

/** Those whose newest words were seen before a moment. */
function seenBefore(
  connection: Connection,
  ords: readonly number[],
  moment: Instant,
): ReadonlySet<number> {
  const seen = statement<[number], { seen_at: string }>(
    connection,
    `select seen_at from articles join revisions on revisions.id = articles.revision_id
       where articles.ord = ?`,
  );
  return new Set(ords.filter((ord) => (seen.get(ord)?.seen_at ?? '') < moment));
}

/** Writes what a change says of saved searches; the caller holds the transaction. */
export function writeSaved(connection: Connection, change: Change): void {
  for (const search of change.saved ?? []) putSearch(connection, search);
  for (const check of change.savedChecks ?? []) noteCheck(connection, check);
  for (const look of change.savedLooks ?? []) noteLook(connection, look);
  for (const id of change.unsaved ?? []) forget(connection, id);
}

function putSearch(connection: Connection, search: SavedSearch): void {
  const { id, name, text, savedAt, checked, incomplete, told, looked } = search;
  connection
    .prepare(
      `insert into saved_searches
         (id, name, text, saved_at, checked, incomplete, told, looked, looked_at)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set name = excluded.name`,
    )
    .run(id, name, text, savedAt, checked, Number(incomplete), told, looked, search.lookedAt);
}

function noteCheck(connection: Connection, check: SavedCheck): void {
  const row = connection
    .prepare<[string], SearchRow>('select * from saved_searches where id = ?')
    .get(check.searchId);
  if (row === undefined) return;
  const insert = statement<[number, number, number | null], unknown>(
    connection,
    'insert or ignore into saved_hits values (?, ?, ?)',
  );
  for (const ord of check.known) insert.run(row.number, ord, null);
  let { told } = row;
  for (const ord of check.told) {
    const mark = Math.max(told + 1, Date.parse(check.at));
    if (insert.run(row.number, ord, mark).changes > 0) told = mark;
  }
  connection
    .prepare('update saved_searches set told = ?, checked = ?, incomplete = ? where number = ?')
    .run(told, Math.max(row.checked, check.upTo), Number(check.incomplete), row.number);
}

function noteLook(connection: Connection, { searchId, mark, at }: SavedLook): void {
  connection
    .prepare('update saved_searches set looked = max(looked, ?), looked_at = ? where id = ?')
    .run(mark, at, searchId);
}

function forget(connection: Connection, id: string): void {
  const number = numberOf(connection, id);
  if (number === undefined) return;
  connection.prepare('delete from saved_hits where search = ?').run(number);
  connection.prepare('delete from saved_searches where number = ?').run(number);
}

/** Takes articles that are taken down, by `ord`, out of what was found. */
export function eraseSaved(connection: Connection, ords: readonly number[]): void {
  const erase = statement<[number], unknown>(
    connection,
    'delete from saved_hits where search in (select number from saved_searches) and ord = ?',
  );
  for (const ord of ords) erase.run(ord);
}
