import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { narrowedText } from './narrowed-text.ts';
import { parseQuery } from './parse-query.ts';

afterEach(() => vi.unstubAllEnvs());

const now = Date.UTC(2026, 10, 24, 12);
const clausesOf = (text: string, language?: string) =>
  parseQuery(text, language === undefined ? {} : { language }).clauses;
const filtersOf = (text: string) => parseQuery(text, { now }).filters;
const row = (...words: string[]) => ({ anyOf: [{ words }] });
const day = (text: string) => `${text}T00:00:00.000Z`;

describe('a query', () => {
  it('asks for every word, for words in a row, and against words', () => {
    const clauses = clausesOf('渡轮 "Harbour ferry" -storm ferr* 软件 harbours', 'en');
    expect(clauses).toEqual([
      row('渡', '轮'),
      row('harbour', 'ferry'),
      { anyOf: [{ words: ['storm'] }], exclude: true },
      { anyOf: [{ words: ['ferr'], prefix: true }] },
      { anyOf: [{ words: ['软', '件'] }, { words: ['软', '体'] }] },
      { anyOf: [{ words: ['harbours'] }, { words: ['harbour'] }, { also: 'en:harbour' }] },
    ]);
  });

  it('asks for either of two, or more', () => {
    const either = { anyOf: [{ words: ['a1'] }, { words: ['b2'] }, { words: ['c', '3'] }] };
    expect(clausesOf('a1 OR b2 OR "c 3" d4')).toEqual([either, row('d4')]);
    expect(clausesOf('a1 ＯＲ b2 | 「c 3」')).toEqual([either]);
    expect(clausesOf('港 或 口')).toEqual([{ anyOf: [{ words: ['港'] }, { words: ['口'] }] }]);
  });

  it('asks for both where either cannot be asked for', () => {
    const removed = { ...row('a1'), removed: true };
    expect(clausesOf('removed:a1 OR b2')).toEqual([removed, row('b2')]);
    expect(clausesOf('-a1 OR b2')).toEqual([{ ...row('a1'), exclude: true }, row('b2')]);
    expect(filtersOf('edited:yes OR gone:yes')).toEqual({ edited: true, gone: true });
  });

  it('asks for words of titles and authors alone', () => {
    const title = { anyOf: [{ words: ['北', '港'], field: 'title' }] };
    const author = { anyOf: [{ words: ['林', '一'], field: 'author' }] };
    for (const text of [
      'title:北港 author:林一',
      '标题：北港 作者：林一',
      'TITLE: 北港 by:"林一"',
    ]) {
      expect(clausesOf(text)).toEqual([title, author]);
    }
    expect(clausesOf('-标题:“北港”')).toEqual([{ ...title, exclude: true }]);
    expect(clausesOf('title:北港 OR 林')).toEqual([{ anyOf: [...title.anyOf, { words: ['林'] }] }]);
  });

  it('asks in fields for words as they are written, whatever the language', () => {
    const title = { anyOf: [{ words: ['harbours'], field: 'title' }] };
    expect(clausesOf('title:harbours')).toEqual([title]);
    expect(clausesOf('title:harbours', 'en')).toEqual([title]);
    expect(clausesOf('removed:harbours')).toEqual([{ ...row('harbours'), removed: true }]);
    expect(clausesOf('删去:软件')).toEqual([
      { anyOf: [{ words: ['软', '件'] }, { words: ['软', '体'] }], removed: true },
    ]);
  });

  it('is narrowed by source, language, edits and absence', () => {
    expect(filtersOf('source:paper 来源：“The Post” -媒体:晚报')).toEqual({
      sources: ['paper', 'The Post'],
      exceptSources: ['晚报'],
    });
    expect(filtersOf('lang:zh-tw OR 语言:英文 -lang:FR')).toEqual({
      languages: ['zh-Hant', 'en'],
      exceptLanguages: ['fr'],
    });
    expect(filtersOf('edited:yes -gone:')).toEqual({ edited: true, gone: false });
    expect(filtersOf('改动：是 下架:否')).toEqual({ edited: true, gone: false });
    expect(clausesOf('edited: ferry')).toEqual(clausesOf('ferry'));
  });

  it.each([
    ['since:2024', '2024-01-01', undefined],
    ['since:2024-03 until:2024-3-5', '2024-03-01', '2024-03-06'],
    ['自:2024年3月5日 至：2024', '2024-03-05', '2025-01-01'],
    ['after:20240305 before:2024/12', '2024-03-05', '2024-12-01'],
    ['date:2024-02', '2024-02-01', '2024-03-01'],
    ['日期:2023..2024.6.30', '2023-01-01', '2024-07-01'],
    ['-since:2024', undefined, '2024-01-01'],
    ['since:2020 since:2024', '2024-01-01', undefined],
  ])('is narrowed to a time: %s', (text, since, until) => {
    expect(filtersOf(text)).toEqual({
      ...(since && { since: day(since) }),
      ...(until && { until: day(until) }),
    });
  });

  it('counts a while from now', () => {
    expect(filtersOf('since:7d')).toEqual({ since: '2026-11-17T12:00:00.000Z' });
    expect(filtersOf('since:3个月 until:12h')).toEqual({
      since: '2026-08-24T12:00:00.000Z',
      until: '2026-11-24T00:00:00.000Z',
    });
    expect(filtersOf('date:2周')).toEqual({ since: '2026-11-10T12:00:00.000Z' });
  });

  it('counts months to the last day of one that is shorter', () => {
    const on = (text: string) => parseQuery('since:1m', { now: Date.parse(text) }).filters.since;
    expect(on('2026-03-31T12:00Z')).toBe('2026-02-28T12:00:00.000Z');
    expect(on('2026-12-31T12:00Z')).toBe('2026-11-30T12:00:00.000Z');
    const leap = parseQuery('since:1y', { now: Date.UTC(2024, 1, 29) }).filters.since;
    expect(leap).toBe(day('2023-02-28'));
  });

  it('takes a whole time, in UTC where it names no zone', () => {
    vi.stubEnv('TZ', 'Asia/Shanghai');
    const since = (text: string) => filtersOf(`since:"${text}"`).since;
    expect(since('2024-03-05 10:00')).toBe('2024-03-05T10:00:00.000Z');
    expect(since('2024-03-05T10:00:30.5')).toBe('2024-03-05T10:00:30.500Z');
    expect(since('2024-03-05t10:00z')).toBe('2024-03-05T10:00:00.000Z');
    expect(since('2024-03-05T10:00+08:00')).toBe('2024-03-05T02:00:00.000Z');
  });

  it('takes for words what cannot be meant', () => {
    expect(clausesOf('" - * ()')).toEqual([]);
    expect(clausesOf('"x1 q1')).toEqual([row('x1'), row('q1')]);
    expect(clausesOf('OR x1')).toEqual([...clausesOf('or'), row('x1')]);
    expect(clausesOf('x1 OR')).toEqual([row('x1'), ...clausesOf('or')]);
    expect(clausesOf('nothing:x1')).toEqual([row('nothing', 'x1')]);
    expect(clausesOf('since:x1')).toEqual([row('since', 'x1')]);
    expect(clausesOf('https://paper.test')).toEqual([row('https', 'paper', 'test')]);
    for (const text of [
      'since:2024-02-31',
      'until:99999',
      'lang:?',
      'date:2024..x',
      'since:9999y',
    ]) {
      expect([text, parseQuery(text, { now }).filters]).toEqual([text, {}]);
    }
  });

  it('is narrowed further without saying anything twice', () => {
    expect(narrowedText('渡轮 source:a  source:b since:2024', 'source', 'c')).toBe(
      '渡轮 since:2024 source:c',
    );
    expect(narrowedText('渡轮 since:2024', 'date', '2025-01')).toBe('渡轮 date:2025-01');
    expect(narrowedText('', 'lang', 'zh')).toBe('lang:zh');
  });
});

const fragment = fc.constantFrom(
  ...[
    'title',
    '标题',
    'since',
    'lang',
    'edited',
    'gone',
    'date',
    ':',
    '：',
    ' ',
    '　',
    '"',
    '“',
    '”',
  ],
  ...['「', '」', '-', '－', '*', 'OR', '或', '|', '2024', '-03', '..', '7d', '港口', 'ferry', '5'],
  ...['(', ')', '，', '\u0000', '\ud800', '𠮷', 'ｆｅ', 'yes', 'en'],
);
const typed = fc.oneof(
  fc.array(fragment, { maxLength: 16 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

describe('any text', () => {
  it('is a query, whose pieces say the same again', () => {
    fc.assert(
      fc.property(typed, fc.double({ min: 0, max: 4e12, noNaN: true }), (text, at) => {
        const { clauses, filters, pieces } = parseQuery(text, { now: at });
        for (const { anyOf } of clauses) expect(anyOf.length).toBeGreaterThan(0);
        for (const time of [filters.since, filters.until]) {
          if (time !== undefined) expect(Date.parse(time)).not.toBeNaN();
        }
        const again = parseQuery(pieces.map((piece) => piece.text).join(' '), { now: at });
        expect(again).toEqual({ clauses, filters, pieces });
      }),
      { numRuns: 3000 },
    );
  });
});
