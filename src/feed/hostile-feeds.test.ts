import { describe, expect, it } from 'vitest';
import { ArchiveError, type Url } from '../model/index.ts';
import { hubLinks, parseFeed, parseOpml } from './index.ts';

const url = 'https://gazette.example/feed' as Url;
const million = 1_000_000;
/** Seconds of CPU, far above what is needed, far below what anything worse than linear takes. */
const bound = 8;

/** Runs a reader on hostile text: it ends in time, with a result or a refusal. */
function inTime<T>(read: () => T): T | undefined {
  const start = process.cpuUsage();
  let result: T | undefined;
  try {
    result = read();
  } catch (error) {
    expect(error).toBeInstanceOf(ArchiveError);
  }
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1e6).toBeLessThan(bound);
  return result;
}

describe('a feed of a million', () => {
  it.each([
    ['nested elements', '<a>'],
    ['elements that are never opened', '</a>'],
    ['unclosed CDATA sections', '<![CDATA['],
    ['unclosed comments', '<!--'],
    ['namespaces', '<a xmlns:b="c">'],
    ['categories', '<category>x</category>'],
    ['pictures', '<media:content url="/x.jpg"/>'],
    ['entities', '&amp;'],
    ['items within items', '<item>'],
    ['unclosed attribute values', '<a b="'],
    ['enclosures', '<enclosure url="/x"/>'],
  ])('%s is read in time', (_what, unit) => {
    const item = '<rss><channel><item><link>/1</link><title>T</title>';
    for (const head of ['<rss><channel>', item, `${item}<title>`, '<feed><entry><content>']) {
      inTime(() => parseFeed({ url, text: head + unit.repeat(million / 20) }));
    }
    inTime(() => parseFeed({ url, text: item + unit.repeat(million) }));
  });

  it('nested objects of JSON is read in time', () => {
    for (const unit of ['{"a":', '[', '"', '{"id":"1"},', '\\"']) {
      inTime(() => parseFeed({ url, text: `{"items":[${unit.repeat(million)}` }));
    }
  });

  it('tags more than are read keeps the items before them', () => {
    const start = '<rss><channel><item><link>/1</link><title>One</title></item>';
    const parsed = inTime(() => parseFeed({ url, text: start + '<a/>'.repeat(3 * million) }));
    expect(parsed?.entries.map((entry) => entry.title)).toEqual(['One']);
    expect(parsed?.warnings[0]).toMatch(/holds more tags than are read/);
  });
});

describe('an entity bomb', () => {
  it('expands to nothing', () => {
    const names = Array.from({ length: 30 }, (_, index) => `e${index}`);
    const entities = names.map(
      (name, index) =>
        `<!ENTITY ${name} "${index === 0 ? 'x' : `&${names[index - 1]};`.repeat(10)}">`,
    );
    const text = `<!DOCTYPE rss [${entities.join('')}]><rss><channel><item><link>/1</link><title>&e29;</title></item></channel></rss>`;
    expect(inTime(() => parseFeed({ url, text }))?.entries[0]?.title).toBe('&e29;');
  });
});

describe('a list of feeds', () => {
  it.each([
    ['<outline>'],
    ['<outline xmlUrl="http://a.example/" text="x">'],
    ['<outline a="b"c'],
    ['<outline a="'],
    ['<outline text="a"></outline>'],
    ['</outline>'],
  ])('of two million characters of %s is read in time', (unit) => {
    const text = `<opml><body>${unit.repeat(Math.floor((2 * million) / unit.length))}`;
    inTime(() => parseOpml({ url, text }));
  });

  it('that is longer is refused', () => {
    const text = `<opml><body>${' '.repeat(9 * million)}</body></opml>`;
    expect(() => parseOpml({ url, text })).toThrow(/at most 8388608 are read/);
  });
});

it('a Link header of any length is read in time', () => {
  for (const unit of ['<', '<a>;', ';rel="', ',', '"\\', '; rel=hub']) {
    inTime(() => hubLinks([['link', `<a>; rel="hub${unit.repeat(million)}`]], url));
  }
});
