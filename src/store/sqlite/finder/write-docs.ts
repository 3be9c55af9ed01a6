import type { WordRow } from '../../records.ts';
import { type DocFacts, numberOf, writeFacts } from './columns.ts';
import { Gather } from './gather.ts';
import { longWordsIn, packRow } from './packed-text.ts';
import { addSegment, mergeAll, mergeSome, segmentsOf } from './segments.ts';
import { type Connection, statement } from './tables.ts';
import { eachTerm } from './terms.ts';

/** Documents that each search reads one by one before they become a segment, most. */
const mostFresh = 256;
/** Blocks merged for each document of a new segment: more than it takes on all levels together. */
const blocksEach = 4;

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
  const find = connection.prepare<[string], Known>(
    'select ord, source_id, language, sort_at from articles where id = ?',
  );
  const insert = connection.prepare('insert into find_docs (ord, packed) values (?, ?)');
  const facts = new Map<number, DocFacts>();
  for (const row of rows) {
    const known = find.get(row.articleId);
    if (known === undefined) continue;
    forget(connection, known.ord, facts);
    const { lastInsertRowid } = insert.run(known.ord, packRow(row));
    facts.set(Number(lastInsertRowid), factsOf(connection, known));
  }
  if (facts.size === 0) return;
  writeFacts(connection, facts);
  writeVocabulary(connection, rows);
  settle(connection);
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
  if (row !== undefined) facts.set(row.doc, none);
}

/** A document that is no more has no article. */
const none: DocFacts = { ord: 0, at: 0, source: 0, language: 0 };

/** Every word that is no single character, so that a search finds those that go on from a prefix. */
function writeVocabulary(connection: Connection, rows: readonly WordRow[]): void {
  const words = new Set(
    rows.flatMap(({ title, authors = '', body }) =>
      [title, authors, body].flatMap((field) => field.match(/[^ ]{2,}/g) ?? []),
    ),
  );
  const insert = connection.prepare('insert or ignore into find_words values (?)');
  for (const word of words) insert.run(word);
}

/** Makes a segment of what is fresh once that is much. */
function settle(connection: Connection): void {
  const last = segmentsOf(connection).at(-1)?.last ?? 0;
  const { newest } = connection
    .prepare<[], { newest: number }>('select coalesce(max(doc), 0) newest from find_docs')
    .get() ?? { newest: 0 };
  if (newest - last < mostFresh) return;
  const rows = connection.prepare<[number], { doc: number; packed: Buffer }>(
    'select doc, packed from find_docs where doc > ? order by doc',
  );
  const gather = new Gather();
  for (const { doc, packed } of rows.iterate(last))
    eachTerm(packed, (term) => gather.add(term, doc));
  addSegment(connection, { level: levelOf(newest - last), last: newest }, (give) =>
    gather.blocks(give),
  );
  mergeSome(connection, (newest - last) * blocksEach);
}

/** A level's segments are eight times as large as those of the one below. */
const levelOf = (docs: number): number =>
  Math.max(0, Math.floor(Math.log(docs / mostFresh) / Math.log(8)));

/** Takes the words of articles, by `ord`, out of what is searched; the caller holds the transaction. */
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
  connection.exec('delete from find_words');
  const insert = connection.prepare('insert or ignore into find_words values (?)');
  const all = connection.prepare<[], Buffer>('select packed from find_docs').pluck();
  const words = new Set((all.all() as unknown as Buffer[]).flatMap(longWordsIn));
  for (const word of words) insert.run(word);
}
