import type { SketchRow, WordRow } from '../records.ts';
import { type Asking, all, type Dialect, together } from '../sql/asking.ts';
import { type DocFacts, numbersOf, writeFacts } from './columns.ts';
import { Gather } from './gather.ts';
import { mergeAll, mergeSome } from './merge-segments.ts';
import { newestDoc } from './newest-doc.ts';
import { longWordsIn, packRow } from './packed-text.ts';
import { addSegment, segmentsOf } from './segments.ts';
import { dropSketches, putSketches } from './sketches.ts';
import { kindOf } from './token-kinds.ts';
import { emptyVocabulary, type WrittenWords, writeVocabulary } from './vocabulary.ts';

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
  readonly id: string;
  readonly ord: number;
  readonly source_id: string;
  readonly language: string;
  readonly sort_at: string;
}

/** The articles that stand in `articles` of those with these ids, which are JSON. */
function* knownOf(ids: string): Asking<ReadonlyMap<string, Known>> {
  const rows = yield* all<Known>(
    ({ texts }) =>
      `select id, ord, source_id, language, sort_at from articles where id in ${texts}`,
    ids,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Writes the words of articles that stand in `articles` already, in place of those they had; of an
 * article that comes twice the last. The caller holds the transaction. `beside` is done once the documents are there,
 * beside what is written last.
 */
export function* writeDocs(
  rows: readonly WordRow[],
  written: WrittenWords,
  beside: Asking<void> = nothing(),
): Asking<void> {
  if (rows.length === 0) return yield* beside;
  const ids = JSON.stringify(rows.map(({ articleId }) => articleId));
  const [known, gone] = yield* together(knownOf(ids), dropDocs(ofArticles, ids));
  const fresh = new Map<number, NewDoc>();
  for (const row of rows) {
    const its = known.get(row.articleId);
    if (its !== undefined) {
      fresh.set(its.ord, { ...its, packed: packRow(row), sketch: row.sketch });
    }
  }
  if (fresh.size === 0) return yield* beside;
  const kinds = rows.flatMap(({ also = [] }) => also.map((token) => `also ${kindOf(token)}`));
  const facts = yield* addDocs([...fresh.values()], gone, kinds);
  const words = rows.flatMap(({ title, authors = '', body }) =>
    [title, authors, body].flatMap((field) => field.match(/[^ ]{2,}/g) ?? []),
  );
  yield* writeVocabulary(words, written);
  yield* together(writeFacts(facts), settle(fresh.size), beside);
}

function* nothing(): Asking<void> {}

/**
 * Writes sketches of articles whose words are on record, in place of those they had. Each gets a document
 * of a new number with the words it has: a segment that is made already takes in nothing more. The
 * caller holds the transaction.
 */
export function* writeSketches(rows: readonly SketchRow[]): Asking<void> {
  if (rows.length === 0) return;
  const ids = JSON.stringify(rows.map(({ articleId }) => articleId));
  const there = yield* all<Known & { readonly packed: Buffer }>(
    ({ texts }) => `select id, articles.ord, source_id, language, sort_at, packed from articles
       join find_docs on find_docs.ord = articles.ord where id in ${texts}`,
    ids,
  );
  const known = new Map(there.map((its) => [its.id, its]));
  const fresh = new Map<string, NewDoc>();
  for (const { articleId, sketch } of rows) {
    const its = known.get(articleId);
    if (its !== undefined) fresh.set(articleId, { ...its, sketch });
  }
  if (fresh.size === 0) return;
  const facts = yield* addDocs([...fresh.values()], yield* dropDocs(ofArticles, ids));
  yield* together(writeFacts(facts), settle(fresh.size));
}

/** A document that is to be written. */
interface NewDoc extends Known {
  readonly packed: Uint8Array;
  readonly sketch: Uint8Array | undefined;
}

/** Writes documents in place of those their articles had, which are `gone`: few statements, however many there are, for
 * each is a way to the database and back. `names`: others that get a number besides. Gives what is known of them now. */
function* addDocs(
  fresh: readonly NewDoc[],
  gone: readonly number[],
  names: readonly string[] = [],
): Asking<ReadonlyMap<number, DocFacts>> {
  const wanted = [...fresh.flatMap(namesOf), ...names];
  const [docs, numbers] = yield* together(insertDocs(fresh), numbersOf(wanted));
  const facts = new Map(gone.map((doc) => [doc, none]));
  for (const its of fresh) {
    const [source = 0, language = 0] = namesOf(its).map((name) => numbers.get(name));
    const at = Date.parse(its.sort_at);
    facts.set(docs.get(its.ord) ?? 0, { ord: its.ord, at, source, language });
  }
  return facts;
}

const namesOf = ({ source_id, language }: Known): readonly [string, string] => [
  `source ${source_id}`,
  `language ${language}`,
];

/** Documents a statement. */
const addedAtOnce = 100;

/** Gives their numbers by those of their articles. */
function* insertDocs(fresh: readonly NewDoc[]): Asking<ReadonlyMap<number, number>> {
  const docs = new Map<number, number>();
  for (let from = 0; from < fresh.length; from += addedAtOnce) {
    const some = fresh.slice(from, from + addedAtOnce);
    const made = yield* all<{ doc: number; ord: number }>(
      `insert into find_docs (ord, packed) values ${some.map(() => '(?, ?)').join(', ')}
         returning doc, ord`,
      ...some.flatMap(({ ord, packed }) => [ord, packed]),
    );
    for (const { doc, ord } of made) docs.set(ord, doc);
    yield* putSketches(
      some.flatMap(({ ord, sketch }) =>
        sketch === undefined ? [] : [{ doc: docs.get(ord) ?? 0, ord, sketch }],
      ),
    );
  }
  return docs;
}

/** Takes the documents of articles away, and gives which they were; `given` is JSON. */
function* dropDocs(ofThese: (dialect: Dialect) => string, given: string): Asking<number[]> {
  const rows = yield* all<{ doc: number }>(
    (dialect) => `delete from find_docs where ord in ${ofThese(dialect)} returning doc`,
    given,
  );
  const docs = rows.map(({ doc }) => doc);
  if (docs.length > 0) yield* dropSketches(docs);
  return docs;
}

const ofArticles = ({ texts }: Dialect): string =>
  `(select ord from articles where id in ${texts})`;

/** A document that is no more has no article. */
const none: DocFacts = { ord: 0, at: 0, source: 0, language: 0 };

/** Makes segments of what is fresh once that is much. `added`: documents of this commit. */
function* settle(added: number): Asking<void> {
  const most = added < many ? mostFresh : mostFreshAtOnce;
  for (;;) {
    const [segments, newest] = yield* together(segmentsOf(), newestDoc());
    const before = segments.at(-1);
    const last = before?.last ?? 0;
    if (newest - last < most) return;
    const gather = new Gather();
    const segment = yield* gatherFrom(last, gather);
    // Levels never rise from a segment to the next, so that those of one level lie side by side.
    const level = Math.min(levelOf(segment.count), before?.level ?? highestLevel);
    yield* addSegment({ level, last: segment.last }, (give) => gather.blocks(give));
    yield* mergeSome(segment.count * blocksEach);
  }
}

const highestLevel = 9;
const levelOf = (docs: number): number => (docs < mostFreshAtOnce / 2 ? 0 : 1);

/** Documents read at once. */
const readAtOnce = 64;

interface FullDoc {
  readonly doc: number;
  readonly packed: Buffer;
  readonly sketch: Buffer | null;
}

function* gatherFrom(
  from: number,
  gather: Gather,
): Asking<{ readonly last: number; readonly count: number }> {
  let [last, count, bytes] = [from, 0, 0];
  while (count < mostFreshAtOnce && bytes < mostBytes) {
    const rows = yield* all<FullDoc>(
      `select find_docs.doc, packed, sketch from find_docs
         left join find_sketches on find_sketches.doc = find_docs.doc
         where find_docs.doc > ? order by find_docs.doc limit ?`,
      last,
      Math.min(readAtOnce, mostFreshAtOnce - count),
    );
    for (const { doc, packed, sketch } of rows) {
      gather.add(packed, doc, sketch ?? undefined);
      last = doc;
      count += 1;
      bytes += packed.length;
      if (bytes >= mostBytes) break;
    }
    if (rows.length < readAtOnce) break;
  }
  return { last, count };
}

/** Takes the words and sketches of articles, by `ord`, out of what is searched; the caller holds the transaction. */
export function* eraseDocs(ords: readonly number[]): Asking<void> {
  if (ords.length === 0) return;
  const gone = yield* dropDocs(({ numbers }) => numbers, JSON.stringify(ords));
  if (gone.length > 0) yield* writeFacts(new Map(gone.map((doc) => [doc, none])));
}

/** Makes one segment of all in which nothing of what was erased is left, and the vocabulary anew. */
export function* scrubDocs(written: WrittenWords): Asking<void> {
  const here = new Uint8Array((yield* newestDoc()) + 1);
  for (const { doc } of yield* all<{ doc: number }>('select doc from find_docs')) here[doc] = 1;
  yield* mergeAll((doc) => here[doc] === 1);
  yield* emptyVocabulary(written);
  let last = 0;
  for (;;) {
    const rows = yield* all<{ doc: number; packed: Buffer }>(
      'select doc, packed from find_docs where doc > ? order by doc limit ?',
      last,
      mostFreshAtOnce,
    );
    last = rows.at(-1)?.doc ?? last;
    if (rows.length === 0) return;
    for (const { packed } of rows) yield* writeVocabulary(longWordsIn(packed), written);
  }
}
