import { type Asking, all, first as firstRow, run } from '../sql/asking.ts';

/** What is known of a document without reading it. */
export interface DocFacts {
  /** The article's `ord`; 0: the document is no more. */
  readonly ord: number;
  /** Its place in time, ms since 1970. */
  readonly at: number;
  /** Numbers of names. */
  readonly source: number;
  readonly language: number;
}

/** A row of so many fits into one page of the database. */
const inChunk = 404;
/** at 8 bytes, ord, source and language 4 each. */
const bytesEach = 20;
const chunkBytes = inChunk * bytesEach;

interface TimeSpan {
  readonly earliest: number;
  readonly latest: number;
}

/** The facts of all documents in memory, 20 bytes each; brought up to date before each search by
 * reading the rows that changed. */
export class Columns {
  ord = new Uint32Array(0);
  at = new Float64Array(0);
  source = new Uint32Array(0);
  language = new Uint32Array(0);
  /** The earliest and the latest time in each row. */
  private readonly spans: (TimeSpan | undefined)[] = [];
  private version = -1;

  /** One more than the number of the last document that may be there. */
  get end(): number {
    return this.ord.length;
  }

  *refresh(): Asking<void> {
    const rows = yield* all<{ chunk: number; version: number; data: Buffer }>(
      'select chunk, version, data from find_columns where version > ?',
      this.version,
    );
    const end = rows.reduce((most, { chunk }) => Math.max(most, (chunk + 1) * inChunk), this.end);
    if (end > this.end) this.lengthen(end);
    for (const { chunk, version, data } of rows) {
      this.take(chunk * inChunk, data);
      this.version = Math.max(this.version, version);
    }
  }

  /** The first and the last document that may be of a stretch of time, `since` in and `until` out of it,
   * ms since 1970. */
  within(since: number, until: number): { readonly first: number; readonly last: number } {
    const isIn = (span: TimeSpan | undefined) =>
      span !== undefined && span.latest >= since && span.earliest < until;
    const first = this.spans.findIndex(isIn);
    if (first < 0) return { first: 0, last: -1 };
    return {
      first: first * inChunk,
      last: (this.spans.findLastIndex(isIn) + 1) * inChunk - 1,
    };
  }

  private take(first: number, data: Buffer): void {
    let [earliest, latest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let at = 0; at < inChunk; at += 1) {
      const from = at * bytesEach;
      const time = data.readDoubleLE(from);
      this.at[first + at] = time;
      this.ord[first + at] = data.readUInt32LE(from + 8);
      this.source[first + at] = data.readUInt32LE(from + 12);
      this.language[first + at] = data.readUInt32LE(from + 16);
      if (this.ord[first + at] === 0) continue;
      earliest = Math.min(earliest, time);
      latest = Math.max(latest, time);
    }
    this.spans[first / inChunk] = { earliest, latest };
  }

  /** With room to spare: each lengthening copies all. */
  private lengthen(needed: number): void {
    const end = Math.max(needed, Math.ceil((this.end * 1.125) / inChunk) * inChunk);
    const [ord, at] = [new Uint32Array(end), new Float64Array(end)];
    const [source, language] = [new Uint32Array(end), new Uint32Array(end)];
    ord.set(this.ord);
    at.set(this.at);
    source.set(this.source);
    language.set(this.language);
    Object.assign(this, { ord, at, source, language });
  }
}

/** Writes facts of documents; each row that changes gets a version above all others. */
export function* writeFacts(facts: ReadonlyMap<number, DocFacts>): Asking<void> {
  const chunks = Map.groupBy(facts, ([doc]) => Math.floor(doc / inChunk));
  const rows = yield* all<{ chunk: number; data: Buffer }>(
    ({ numbers }) => `select chunk, data from find_columns where chunk in ${numbers}`,
    JSON.stringify([...chunks.keys()]),
  );
  const there = new Map(rows.map((row) => [row.chunk, row.data]));
  for (const [chunk, ones] of chunks) {
    const data = there.get(chunk) ?? Buffer.alloc(chunkBytes);
    for (const [doc, { ord, at, source, language }] of ones) {
      const from = (doc % inChunk) * bytesEach;
      data.writeDoubleLE(at, from);
      data.writeUInt32LE(ord, from + 8);
      data.writeUInt32LE(source, from + 12);
      data.writeUInt32LE(language, from + 16);
    }
    yield* run(
      `insert into find_columns (chunk, version, data)
         values (?, (select coalesce(max(version), 0) + 1 from find_columns), ?)
         on conflict (chunk) do update set version = excluded.version, data = excluded.data`,
      chunk,
      data,
    );
  }
}

/** The numbers of names, given to those that have none. */
export function* numbersOf(names: readonly string[]): Asking<ReadonlyMap<string, number>> {
  const wanted = [...new Set(names)];
  const there = yield* all<{ id: number; name: string }>(
    ({ texts }) => `select id, name from find_names where name in ${texts}`,
    JSON.stringify(wanted),
  );
  const numbers = new Map(there.map(({ id, name }) => [name, id]));
  for (const name of wanted) if (!numbers.has(name)) numbers.set(name, yield* newNumber(name));
  return numbers;
}

/** Numbered in a row: they are places in a list when facets are counted. */
function* newNumber(name: string): Asking<number> {
  const made = yield* firstRow<{ id: number }>(
    `insert into find_names (id, name) select coalesce(max(id), 0) + 1, ? from find_names
       returning id`,
    name,
  );
  return made?.id ?? 0;
}
