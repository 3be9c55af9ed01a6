import type { SketchRow, WordRow } from '../../records.ts';
import { type DocFacts, numberOf, writeFacts } from './columns.ts';
import { Gather } from './gather.ts';
import { mergeAll, mergeSome } from './merge-segments.ts';
import { newestDoc } from './newest-doc.ts';
import { longWordsIn, packRow } from './packed-text.ts';
import { addSegment, segmentsOf } from './segments.ts';
import { dropSketch, putSketch, sketchOfDoc } from './sketches.ts';
import { type Connection, statement } from './tables.ts';
import { kindOf } from './token-kinds.ts';
import { emptyVocabulary, writeVocabulary } from './vocabulary.ts';

/** Documents that each search reads one by one before they become a segment, most: where they come
 * singly, and where many come at once, of which larger segments are sooner made. */
const mostFresh = 128;
const mostFreshAtOnce = 1024;
/** A commit of so many articles is of those that come many at once. */
const many = 32;
/** Bytes of packed words in a segment, most, for the memory that its making takes. */
const mostBytes = 4_000_000;
/** Blocks merged for each document of a new segment: about twice what all levels together take. */
const blocksEach = 2;

interface Known {
  readonly ord: number;
  readonly source_id: string;
  readonly language: string;
  readonly sort_at: string;
}

/**
 * Writes the words of articles that stand in `articles` already, in place of those they had; the
 * caller holds the transaction.
 */
export function writeDocs(connection: Connection, rows: readonly WordRow[]): void {
  const find = statement<[string], Known>(
    connection,
    'select ord, source_id, language, sort_at from articles where id = ?',
  );
  const facts = new Map<number, DocFacts>();
  for (const row of rows) {
    const known = find.get(row.articleId);
    if (known === undefined) continue;
    forget(connection, known.ord, facts);
    const doc = addDoc(connection, known, packRow(row), row.sketch);
    facts.set(doc, factsOf(connection, known));
  }
  if (facts.size === 0) return;
  writeFacts(connection, facts);
  for (const kind of new Set(rows.flatMap(({ also = [] }) => also.map(kindOf)))) {
    numberOf(connection, `also ${kind}`);
  }
  for (const { title, authors = '', body } of rows) {
    for (const field of [title, authors, body]) {
      writeVocabulary(connection, field.match(/[^ ]{2,}/g) ?? []);
    }
  }
  settle(connection, facts.size);
}

/**
 * Writes sketches of articles whose words are on record, in place of those they had. Each gets a document
 * of a new number with the words it has: a segment that is made already takes in nothing more. The
 * caller holds the transaction.
 */
export function writeSketches(connection: Connection, rows: readonly SketchRow[]): void {
  const find = statement<[string], Known & { readonly packed: Buffer }>(
    connection,
    `select ord, source_id, language, sort_at, packed from articles join find_docs using (ord)
       where id = ?`,
  );
  const facts = new Map<number, DocFacts>();
  for (const { articleId, sketch } of rows) {
    const known = find.get(articleId);
    if (known === undefined) continue;
    forget(connection, known.ord, facts);
    const doc = addDoc(connection, known, known.packed, sketch);
    facts.set(doc, factsOf(connection, known));
  }
  if (facts.size === 0) return;
  writeFacts(connection, facts);
  settle(connection, facts.size);
}

/** Gives its number. */
function addDoc(
  connection: Connection,
  { ord }: Known,
  packed: Buffer,
  sketch: Uint8Array | undefined,
): number {
  const insert = statement<[number, Buffer], never>(
    connection,
    'insert into find_docs (ord, packed) values (?, ?)',
  );
  const doc = Number(insert.run(ord, packed).lastInsertRowid);
  if (sketch !== undefined) putSketch(connection, doc, { ord, sketch });
  return doc;
}

function factsOf(connection: Connection, { ord, source_id, language, sort_at }: Known): DocFacts {
  return {
    ord,
    at: Date.parse(sort_at),
    source: numberOf(connection, `source ${source_id}`),
    language: numberOf(connection, `language ${language}`),
  };
}

function forget(connection: Connection, ord: number, facts: Map<number, DocFacts>): void {
  const row = statement<[number], { doc: number }>(
    connection,
    'delete from find_docs where ord = ? returning doc',
  ).get(ord);
  if (row === undefined) return;
  dropSketch(connection, row.doc);
  facts.set(row.doc, none);
}

/** A document that is no more has no article. */
const none: DocFacts = { ord: 0, at: 0, source: 0, language: 0 };

/** Makes segments of what is fresh once that is much. `added`: documents of this commit. */
function settle(connection: Connection, added: number): void {
  const most = added < many ? mostFresh : mostFreshAtOnce;
  for (;;) {
    const before = segmentsOf(connection).at(-1);
    const last = before?.last ?? 0;
    if (newestDoc(connection) - last < most) return;
    const gather = new Gather();
    const segment = gatherFrom(connection, last, gather);
    // Levels never rise from a segment to the next, so that those of one level lie side by side.
    const level = Math.min(levelOf(segment.count), before?.level ?? highestLevel);
    addSegment(connection, { level, last: segment.last }, (give) => gather.blocks(give));
    mergeSome(connection, segment.count * blocksEach);
  }
}

const highestLevel = 9;
const levelOf = (docs: number): number => (docs < mostFreshAtOnce / 2 ? 0 : 1);

function gatherFrom(
  connection: Connection,
  from: number,
  gather: Gather,
): { readonly last: number; readonly count: number } {
  const next = statement<[number], { doc: number; packed: Buffer }>(
    connection,
    'select doc, packed from find_docs where doc > ? order by doc limit 1',
  );
  let [last, count, bytes] = [from, 0, 0];
  while (count < mostFreshAtOnce && bytes < mostBytes) {
    const row = next.get(last);
    if (row === undefined) break;
    gather.add(row.packed, row.doc, sketchOfDoc(connection, row.doc)?.sketch);
    last = row.doc;
    count += 1;
    bytes += row.packed.length;
  }
  return { last, count };
}

/** Takes the words and sketches of articles, by `ord`, out of what is searched; the caller holds the transaction. */
export function eraseDocs(connection: Connection, ords: readonly number[]): void {
  const facts = new Map<number, DocFacts>();
  for (const ord of ords) forget(connection, ord, facts);
  if (facts.size > 0) writeFacts(connection, facts);
}

/** Makes one segment of all in which nothing of what was erased is left, and the vocabulary anew. */
export function scrubDocs(connection: Connection): void {
  const here = connection.prepare<[number], { doc: number }>(
    'select doc from find_docs where doc = ?',
  );
  mergeAll(connection, (doc) => here.get(doc) !== undefined);
  emptyVocabulary(connection);
  const some = connection.prepare<[number, number], { doc: number; packed: Buffer }>(
    'select doc, packed from find_docs where doc > ? order by doc limit ?',
  );
  let last = 0;
  for (;;) {
    const rows = some.all(last, mostFreshAtOnce);
    last = rows.at(-1)?.doc ?? last;
    if (rows.length === 0) return;
    for (const { packed } of rows) writeVocabulary(connection, longWordsIn(packed));
  }
}
