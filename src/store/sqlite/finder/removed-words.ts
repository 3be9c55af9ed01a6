import { ArchiveError } from '../../../model/index.ts';
import type { Clause, Phrase } from '../../queries.ts';
import type { RemovedPlace, RemovedRow } from '../../records.ts';
import { type Fields, fieldsOf, packPhrase, placeIn } from './packed-text.ts';
import { type Connection, statement } from './tables.ts';

/**
 * The words that revisions took away: of an article (`ord`) and the revision without them the packed
 * words of the passages, each with what stood around, and in `spans` where the bytes that went begin and
 * end, as pairs of little-endian 32 bits. They are read one by one.
 */
export const removedTables: readonly string[] = [
  `create table find_removed (ord integer not null, revision integer not null, packed blob not null,
     spans blob not null)`,
  'create unique index find_removed_of on find_removed (ord, revision)',
];

/** Stands behind every passage; no word holds it. */
const passageEnd = Buffer.of(1);
const bound = 0;

interface Passage {
  readonly bytes: Buffer;
  /** Offsets in `bytes` of what went. */
  readonly spans: readonly (readonly [from: number, to: number])[];
}

interface Row {
  readonly ord: number;
  readonly revision: number;
  readonly packed: Buffer;
  readonly spans: Buffer;
}

/**
 * Writes what revisions took away, and lets go what stands again in the words on record, of these
 * articles and of those whose words were written; the caller holds the transaction.
 */
export function writeRemoved(
  connection: Connection,
  rows: readonly RemovedRow[],
  written: readonly string[],
): void {
  if (rows.length + written.length === 0) return;
  const put = statement<[number, Buffer, Buffer, string], unknown>(
    connection,
    `insert or replace into find_removed (ord, revision, packed, spans)
       select ord, ?, ?, ? from articles where id = ?`,
  );
  for (const { articleId, revision, passages } of rows) {
    const { packed, spans } = rowOf(passages.map(packPassage));
    put.run(revision, packed, spans, articleId);
  }
  for (const id of new Set([...written, ...rows.map(({ articleId }) => articleId)]))
    letGo(connection, id);
}

/** Deletes what of an article stands again. */
function letGo(connection: Connection, articleId: string): void {
  const rows = statement<[string], Row>(
    connection,
    `select find_removed.* from articles join find_removed on find_removed.ord = articles.ord
       where id = ?`,
  ).all(articleId);
  const [first] = rows;
  if (first === undefined) return;
  const packed = statement<[number], { packed: Buffer }>(
    connection,
    'select packed from find_docs where ord = ?',
  ).get(first.ord)?.packed;
  if (packed === undefined) return;
  const fields = fieldsOf(packed);
  for (const row of rows) {
    const all = passagesOf(row);
    const left = all.filter(({ bytes }) => !stands(packed, fields, bytes));
    if (left.length < all.length) replace(connection, row, left);
  }
}

const stands = (packed: Buffer, { title, authors, body }: Fields, bytes: Buffer): boolean =>
  [title, authors, body].some((span) => placeIn(packed, bytes, span) >= 0);

function replace(connection: Connection, { ord, revision }: Row, left: readonly Passage[]): void {
  if (left.length === 0) {
    connection
      .prepare('delete from find_removed where ord = ? and revision = ?')
      .run(ord, revision);
    return;
  }
  const { packed, spans } = rowOf(left);
  connection
    .prepare('update find_removed set packed = ?, spans = ? where ord = ? and revision = ?')
    .run(packed, spans, ord, revision);
}

/** Words packed one behind the other, as `packPhrase` packs them together. */
function packPassage({ words, removed }: RemovedRow['passages'][number]): Passage {
  const parts: Buffer[] = [];
  const places: { readonly from: number; readonly to: number }[] = [];
  let length = 0;
  let isBound = false;
  for (const word of words) {
    const packed = packPhrase([word]);
    const isLong = packed[0] === bound;
    const part = isLong && isBound ? packed.subarray(1) : packed;
    const from = length + (part[0] === bound ? 1 : 0);
    length += part.length;
    places.push({ from, to: length - (isLong ? 1 : 0) });
    parts.push(part);
    isBound = isLong;
  }
  const spans = removed.map(
    ([first, end]) => [places[first]?.from ?? 0, places[end - 1]?.to ?? 0] as const,
  );
  return { bytes: Buffer.concat(parts), spans };
}

function rowOf(passages: readonly Passage[]): Pick<Row, 'packed' | 'spans'> {
  const offsets: number[] = [];
  let length = 0;
  for (const { bytes, spans } of passages) {
    for (const [from, to] of spans) offsets.push(length + from, length + to);
    length += bytes.length + 1;
  }
  const spans = Buffer.alloc(4 * offsets.length);
  for (const [at, offset] of offsets.entries()) spans.writeUInt32LE(offset, 4 * at);
  return { packed: Buffer.concat(passages.flatMap(({ bytes }) => [bytes, passageEnd])), spans };
}

function passagesOf({ packed, spans }: Row): Passage[] {
  const passages: Passage[] = [];
  for (let from = 0; from < packed.length; ) {
    const to = packed.indexOf(passageEnd, from);
    const start = from;
    const own = spansOf(spans).filter((span) => span[0] >= start && span[1] <= to);
    passages.push({
      bytes: packed.subarray(start, to),
      spans: own.map((span) => [span[0] - start, span[1] - start] as const),
    });
    from = to + 1;
  }
  return passages;
}

const spansOf = (spans: Buffer): (readonly [number, number])[] =>
  Array.from({ length: spans.length / 8 }, (_, at) => [
    spans.readUInt32LE(8 * at),
    spans.readUInt32LE(8 * at + 4),
  ]);

/** What went of articles, as clauses ask for it. */
export interface Removed {
  /** Whether an article, by its `ord`, holds all clauses. */
  holds(ord: number): boolean;
  /** All that do; unset where nothing has to be held, only something not. */
  readonly ords?: readonly number[];
}

/** Reads all that went. Throws ArchiveError `conflict` where a catalogue of a version that did not know
 * it is only read. */
export function removedBy(connection: Connection, clauses: readonly Clause[]): Removed {
  requireTable(connection);
  const asked = clauses.map((clause) => {
    const { exclude, anyOf } = soughtOf(clause);
    return { exclude, ords: ordsOf(connection, anyOf) };
  });
  const holds = (ord: number) => asked.every(({ exclude, ords }) => ords.has(ord) !== exclude);
  const first = asked.find(({ exclude }) => !exclude);
  return first === undefined ? { holds } : { holds, ords: [...first.ords].filter(holds) };
}

/** The articles of which any of these bytes went. SQLite looks for them, so that few rows come here. */
function ordsOf(connection: Connection, anyOf: readonly Sought[]): ReadonlySet<number> {
  if (anyOf.length === 0) return new Set();
  const has = anyOf.map(() => 'instr(packed, ?) > 0').join(' or ');
  const rows = connection.prepare<Buffer[], Row>(
    `select ord, packed, spans from find_removed where ${has}`,
  );
  const ords = new Set<number>();
  for (const row of rows.iterate(...anyOf.map(({ bytes }) => bytes))) {
    if (hasGone(row, anyOf)) ords.add(row.ord);
  }
  return ords;
}

/** In which revision what clauses ask for went last, of each of these articles. */
export function removedPlaces(
  connection: Connection,
  articleIds: readonly string[],
  clauses: readonly Clause[],
): RemovedPlace[] {
  requireTable(connection);
  const asked = clauses.map(soughtOf);
  const rows = connection.prepare<[string], Row>(
    `select find_removed.* from articles join find_removed on find_removed.ord = articles.ord
       where id = ? order by revision desc`,
  );
  return articleIds.flatMap((articleId) => {
    const own = rows.all(articleId);
    return asked.flatMap(({ anyOf }, clause) => {
      const row = own.find((one) => hasGone(one, anyOf));
      return row === undefined ? [] : [{ articleId, clause, revision: row.revision }];
    });
  });
}

function soughtOf({ anyOf, exclude = false }: Clause) {
  return { exclude, anyOf: anyOf.flatMap(soughtPhrase) };
}

/** Bytes to be found; without the bounds at their ends, which the words beside them have too. */
interface Sought {
  readonly bytes: Buffer;
  readonly inner: readonly [from: number, to: number];
}

function soughtPhrase(phrase: Phrase): Sought[] {
  if ('also' in phrase || phrase.words.length === 0) return [];
  const bytes = packPhrase(phrase.words, phrase.prefix);
  const from = bytes[0] === bound ? 1 : 0;
  const to = bytes.at(-1) === bound ? bytes.length - 1 : bytes.length;
  return [{ bytes, inner: [from, to] }];
}

const hasGone = (row: Pick<Row, 'packed' | 'spans'>, anyOf: readonly Sought[]): boolean =>
  anyOf.some((sought) => stoodAndWent(row, sought));

/** Whether bytes stand where something went, or reach into it. */
function stoodAndWent({ packed, spans }: Pick<Row, 'packed' | 'spans'>, sought: Sought): boolean {
  const [inFrom, inTo] = sought.inner;
  for (let at = packed.indexOf(sought.bytes); at >= 0; at = packed.indexOf(sought.bytes, at + 1)) {
    for (let span = 0; span < spans.length; span += 8) {
      const isIn =
        spans.readUInt32LE(span) < at + inTo && spans.readUInt32LE(span + 4) > at + inFrom;
      if (isIn) return true;
    }
  }
  return false;
}

/** The documents of articles, ascending. */
export function docsOfOrds(connection: Connection, ords: readonly number[]): Uint32Array {
  const find = statement<[number], { doc: number }>(
    connection,
    'select doc from find_docs where ord = ?',
  );
  return Uint32Array.from(ords.flatMap((ord) => find.get(ord)?.doc ?? [])).sort();
}

/** Takes what went of articles, by `ord`, out of what is found; the caller holds the transaction. */
export function eraseRemoved(connection: Connection, ords: readonly number[]): void {
  const erase = statement<[number], unknown>(connection, 'delete from find_removed where ord = ?');
  for (const ord of ords) erase.run(ord);
}

function requireTable(connection: Connection): void {
  const table = statement<[], unknown>(
    connection,
    "select 1 from sqlite_master where name = 'find_removed'",
  );
  if (table.get() !== undefined) return;
  throw new ArchiveError(
    'conflict',
    `${connection.name}: what revisions removed is not indexed yet; backissue fetch or backissue serve does it.`,
  );
}
