import { ArchiveError } from '../../model/index.ts';
import type { Clause, Phrase } from '../queries.ts';
import type { RemovedPlace, RemovedRow } from '../records.ts';
import { type Asking, all, isThere, run } from '../sql/asking.ts';
import { type Fields, fieldsOf, packPhrase, placeIn } from './packed-text.ts';

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
export function* writeRemoved(
  rows: readonly RemovedRow[],
  written: readonly string[],
): Asking<void> {
  if (rows.length + written.length === 0) return;
  const ords = rows.length === 0 ? new Map<string, number>() : yield* ordsByIds(rows);
  for (const { articleId, revision, passages } of rows) {
    const ord = ords.get(articleId);
    if (ord === undefined) continue;
    const { packed, spans } = rowOf(passages.map(packPassage));
    yield* run(
      `insert into find_removed (ord, revision, packed, spans) values (?, ?, ?, ?)
         on conflict (ord, revision) do update set packed = excluded.packed, spans = excluded.spans`,
      ...[ord, revision, packed, spans],
    );
  }
  yield* letGo([...new Set([...written, ...rows.map(({ articleId }) => articleId)])]);
}

function* ordsByIds(rows: readonly RemovedRow[]): Asking<ReadonlyMap<string, number>> {
  const articles = yield* all<{ id: string; ord: number }>(
    ({ texts }) => `select id, ord from articles where id in ${texts}`,
    JSON.stringify(rows.map(({ articleId }) => articleId)),
  );
  return new Map(articles.map(({ id, ord }) => [id, ord]));
}

/** Deletes what of articles stands again. */
function* letGo(articleIds: readonly string[]): Asking<void> {
  const rows = yield* all<Row & { readonly words: Buffer }>(
    ({ texts }) => `select find_removed.*, find_docs.packed as words from articles
       join find_removed on find_removed.ord = articles.ord
       join find_docs on find_docs.ord = articles.ord where id in ${texts}`,
    JSON.stringify(articleIds),
  );
  for (const row of rows) {
    const fields = fieldsOf(row.words);
    const passages = passagesOf(row);
    const left = passages.filter(({ bytes }) => !stands(row.words, fields, bytes));
    if (left.length < passages.length) yield* replace(row, left);
  }
}

const stands = (packed: Buffer, { title, authors, body }: Fields, bytes: Buffer): boolean =>
  [title, authors, body].some((span) => placeIn(packed, bytes, span) >= 0);

function* replace({ ord, revision }: Row, left: readonly Passage[]): Asking<void> {
  if (left.length === 0) {
    yield* run('delete from find_removed where ord = ? and revision = ?', ord, revision);
    return;
  }
  const { packed, spans } = rowOf(left);
  yield* run(
    'update find_removed set packed = ?, spans = ? where ord = ? and revision = ?',
    packed,
    spans,
    ord,
    revision,
  );
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

/** Reads all that went. Throws ArchiveError `conflict` where a catalogue (`name`) of a version that did
 * not know it is only read. */
export function* removedBy(name: string, clauses: readonly Clause[]): Asking<Removed> {
  yield* requireTable(name);
  const asked: { readonly exclude: boolean; readonly ords: ReadonlySet<number> }[] = [];
  for (const clause of clauses) {
    const { exclude, anyOf } = soughtOf(clause);
    asked.push({ exclude, ords: yield* ordsOf(anyOf) });
  }
  const holds = (ord: number) => asked.every(({ exclude, ords }) => ords.has(ord) !== exclude);
  const one = asked.find(({ exclude }) => !exclude);
  return one === undefined ? { holds } : { holds, ords: [...one.ords].filter(holds) };
}

/** Rows read at once. */
const atOnce = 1000;

/** The articles of which any of these bytes went. The database looks for them, so that few rows come here. */
function* ordsOf(anyOf: readonly Sought[]): Asking<ReadonlySet<number>> {
  const ords = new Set<number>();
  if (anyOf.length === 0) return ords;
  let [ord, revision] = [-1, -1];
  for (;;) {
    const rows = yield* all<Row>(
      ({ place }) => `select ord, revision, packed, spans from find_removed
        where (ord, revision) > (?, ?) and (${anyOf.map(() => `${place('packed')} > 0`).join(' or ')})
        order by ord, revision limit ?`,
      ...[ord, revision, ...anyOf.map(({ bytes }) => bytes), atOnce],
    );
    for (const row of rows) if (hasGone(row, anyOf)) ords.add(row.ord);
    const last = rows.at(-1);
    if (last === undefined || rows.length < atOnce) return ords;
    [ord, revision] = [last.ord, last.revision];
  }
}

/** In which revision what clauses ask for went last, of each of these articles. */
export function* removedPlaces(
  name: string,
  articleIds: readonly string[],
  clauses: readonly Clause[],
): Asking<RemovedPlace[]> {
  yield* requireTable(name);
  const asked = clauses.map(soughtOf);
  const rows = yield* all<Row & { readonly id: string }>(
    ({ texts }) => `select find_removed.*, articles.id from articles
       join find_removed on find_removed.ord = articles.ord
       where id in ${texts} order by revision desc`,
    JSON.stringify(articleIds),
  );
  const byArticle = Map.groupBy(rows, ({ id }) => id);
  return articleIds.flatMap((articleId) => {
    const own = byArticle.get(articleId) ?? [];
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
export function* docsOfOrds(ords: readonly number[]): Asking<Uint32Array> {
  const rows = yield* all<{ doc: number }>(
    ({ numbers }) => `select doc from find_docs where ord in ${numbers} order by doc`,
    JSON.stringify(ords),
  );
  return Uint32Array.from(rows, ({ doc }) => doc);
}

/** Takes what went of articles, by `ord`, out of what is found; the caller holds the transaction. */
export function* eraseRemoved(ords: readonly number[]): Asking<void> {
  if (ords.length === 0) return;
  yield* run(
    ({ numbers }) => `delete from find_removed where ord in ${numbers}`,
    JSON.stringify(ords),
  );
}

function* requireTable(name: string): Asking<void> {
  if (yield* isThere('find_removed')) return;
  throw new ArchiveError(
    'conflict',
    `${name}: what revisions removed is not indexed yet; backissue fetch or backissue serve does it.`,
  );
}
