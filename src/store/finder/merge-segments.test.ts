import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerAtOnce, type Connection } from '../sqlite/answer-at-once.ts';
import { Gather } from './gather.ts';
import { mergeAll, mergeSome } from './merge-segments.ts';
import { packRow } from './packed-text.ts';
import { Searched } from './searched.ts';
import { addSegment, segmentsOf } from './segments.ts';
import { findTables } from './tables.ts';
import { type Term, titleTerm, wordTerm } from './terms.ts';

const words = '港 口 大 桥 开 放 后 第 一 天 harbour bridge opens 的 2026'.split(' ');

/** Some of the words, others for each document. */
const textOf = (doc: number): string[] =>
  words.filter((_, at) => (doc * 7 + at * at * 3) % 5 < 2 || (doc + at) % 9 === 0);

const unitOf = (word: string): number => (word.length === 1 ? word.charCodeAt(0) : 0);
const termOf = (word: string): Term => unitOf(word) || wordTerm(word);

describe('segments of the search index', () => {
  let connection: Connection;
  const all = 400;
  const together = 7;

  beforeEach(() => {
    connection = new Sqlite(':memory:');
    for (const table of findTables.filter((one) => !one.includes(' on articles ')))
      connection.exec(table);
    for (let first = 1; first <= all; first += together) {
      const gather = new Gather();
      const last = Math.min(all, first + together - 1);
      for (let doc = first; doc <= last; doc += 1) {
        const [title = '', ...body] = textOf(doc);
        gather.add(packRow({ articleId: '', title, body: body.join(' ') }), doc);
      }
      answerAtOnce(
        connection,
        addSegment({ level: 0, last }, (give) => gather.blocks(give)),
      );
    }
  });
  afterEach(() => void connection.close());

  const documentsWith = (word: string, keeps = (_doc: number) => true) =>
    Array.from({ length: all }, (_, at) => at + 1).filter(
      (doc) => keeps(doc) && textOf(doc).includes(word),
    );
  const segments = () => answerAtOnce(connection, segmentsOf());
  const found = (term: Term) => [
    ...answerAtOnce(connection, new Searched(segments(), []).docsOf(term)),
  ];

  it('tell the same documents before, while and after they become one, a few blocks at a time', () => {
    let steps = 0;
    do {
      for (const word of words) expect(found(termOf(word))).toEqual(documentsWith(word));
      steps += 1;
    } while (answerAtOnce(connection, mergeSome(1)));
    expect(steps).toBeGreaterThan(4);
    expect(segments().length).toBeLessThan(10);
    const titled = documentsWith('港').filter((doc) => textOf(doc)[0] === '港');
    expect(found(titleTerm(termOf('港')))).toEqual(titled);
  });

  it('become one without the documents that are no more', () => {
    const keeps = (doc: number) => doc % 3 !== 0;
    answerAtOnce(connection, mergeAll(keeps));
    expect(segments()).toHaveLength(1);
    for (const word of words) expect(found(termOf(word))).toEqual(documentsWith(word, keeps));
  });
});
