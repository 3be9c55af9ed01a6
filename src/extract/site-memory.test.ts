import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  emptyMemory,
  formatMemory,
  learnPage,
  parseMemory,
  type SiteMemory,
  sitePage,
} from './index.ts';
import { countsOf } from './site-memory.ts';

const words = [
  'alder',
  'birch',
  'cedar',
  'elder',
  'fir',
  'hazel',
  'larch',
  'maple',
  'oak',
  'rowan',
];
/** Sentences that no other article holds. */
const paragraph = (article: number, at: number): string =>
  `<p>The ${words[article % 10]} of ${article} stood by the ${words[at % 10]} for ${at + 2} years, and nobody who passed there thought of article ${article} as long.</p>`;
const body = (article: number): string =>
  [0, 1, 2, 3, 4].map((at) => paragraph(article, at)).join('');
const foot = '<p>Follow the Courier</p>';
const page = (
  article: number,
  html = body(article) + foot,
  title = `Story ${words[article % 10]} no ${article}`,
) => sitePage(`key ${article}`, { title, html });
const learnAll = (pages: readonly ReturnType<typeof page>[]): SiteMemory =>
  pages.reduce(learnPage, emptyMemory);
/** On how many pages the block that stands on most of them stands. */
const mostSeen = (memory: SiteMemory): number =>
  Math.max(0, ...[...countsOf(memory).marks.values()].map(({ pages }) => pages));

test('a block that stands on every page is counted once a page', () => {
  expect(mostSeen(learnAll([1, 2, 3].map((n) => page(n))))).toBe(3);
  expect(mostSeen(learnAll([page(1, body(1) + foot + foot)]))).toBe(1);
});

test('the same page captured twice counts once, with what it shows now', () => {
  const again = page(1, `${body(1)}<p>Follow us elsewhere</p>`);
  const memory = learnAll([page(1), page(2), again]);
  expect(memory.pages).toHaveLength(2);
  expect(memory.learned).toBe(2);
  expect(mostSeen(memory)).toBe(1);
});

test('it is one whether a page comes twice in a row or with another between', () => {
  const again = page(1, `${body(1)}<p>Follow us elsewhere</p>`);
  expect(learnAll([page(1), page(2), again]).pages).toEqual(
    learnAll([page(1), again, page(2)]).pages,
  );
});

test('an article that is syndicated to another address counts once', () => {
  const other = sitePage('key 99', { title: 'Another headline', html: body(1) + foot });
  expect(learnAll([page(1), other]).pages).toHaveLength(1);
});

test('a revision at another address counts once', () => {
  const edited = `${body(1).replace('thought', 'dreamt')}${foot}`;
  const same = sitePage('key 98', { title: 'Story birch no 1', html: edited });
  expect(learnAll([page(1), same]).pages).toHaveLength(1);
});

test('short news under long furniture are different pages', () => {
  const legal = paragraph(7, 7) + paragraph(8, 8) + paragraph(9, 9);
  const brief = (n: number) => page(n, `<p>News ${n} is short.</p>${legal}`);
  expect(learnAll([1, 2, 3].map(brief)).pages).toHaveLength(3);
});

test('what stood on many pages is known after those pages are forgotten', () => {
  const old = Array.from({ length: 50 }, (_, n) => page(n));
  const later = Array.from({ length: 60 }, (_, n) => page(100 + n, body(100 + n)));
  const memory = learnAll([...old, ...later]);
  expect(mostSeen(memory)).toBe(1);
  expect(memory.proven.map(([, n, of]) => n / of)).toContain(1);
});

test('a memory is the same after it was written and read', () => {
  const memory = learnAll(Array.from({ length: 20 }, (_, n) => page(n)));
  expect(parseMemory(formatMemory(memory))).toEqual(memory);
  expect(formatMemory(parseMemory(formatMemory(memory)))).toBe(formatMemory(memory));
});

test('a memory of another version is learned anew, and what is none is an error', () => {
  expect(parseMemory('{"version":2,"fingerprints":[]}')).toEqual(emptyMemory);
  for (const text of [
    '',
    'null',
    '[]',
    '{"version":1}',
    '{"version":1,"learned":1,"pages":[1],"proven":[]}',
  ]) {
    expect(() => parseMemory(text)).toThrow(/not the memory of a site/);
  }
});

test('a memory stays small whatever is learned', () => {
  let memory = emptyMemory;
  for (let n = 0; n < 150; n += 1) {
    const shared = Array.from(
      { length: 80 },
      (_, at) => `<p>Item ${(n * 7 + at * (1 + (n % 3))) % 400} of all</p>`,
    );
    memory = learnPage(memory, page(n, body(n) + shared.join('')));
  }
  expect(formatMemory(memory).length).toBeLessThan(22_000);
});

test('any pages in any order: no fault, and a page that comes again changes no count', () => {
  const pages = fc.array(
    fc.record({
      n: fc.nat(6),
      html: fc.array(
        fc.constantFrom(
          '<p>a b</p>',
          '<p>更多</p>',
          '<ul><li>x',
          paragraph(1, 1),
          paragraph(2, 2),
          '<br>',
        ),
      ),
    }),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(pages, (all) => {
      const learned = all.map(({ n, html }) => page(n, html.join('')));
      const memory = learnAll(learned);
      const again = memory.pages.reduce(learnPage, memory);
      expect(again).toEqual(memory);
      expect(learnAll(learned)).toEqual(memory);
      expect(parseMemory(formatMemory(memory))).toEqual(memory);
    }),
  );
});
