import { describe, expect, it } from 'vitest';
import { itemsIn } from './feed-items.ts';

const found = (text: string) => itemsIn(text).map(({ from, to }) => text.slice(from, to));

describe('itemsIn', () => {
  it('gives each item with the blanks before it and the end of its line', () => {
    expect(
      found('<rss>\n  <item a="1">x</item >\r\n\t<Entry>y</entry> \n<url>z</url><items/>'),
    ).toEqual(['  <item a="1">x</item >\r\n', '\t<Entry>y</entry> \n', '<url>z</url>']);
  });

  it('takes an item as far as the next closing tag of its own name', () => {
    expect(found('<a:item><item>x</item></a:item> <item>never closed <entry>y</entry>')).toEqual([
      '<a:item><item>x</item></a:item> ',
      ' <entry>y</entry>',
    ]);
  });

  it.each([
    ['spaces', ' '.repeat(2_000_000)],
    ['tags that are never closed', '<item >'.repeat(300_000)],
    ['tags of many names', Array.from({ length: 150_000 }, (_, at) => `<a${at}:item >`).join('')],
    ['closings that never end', `<item >${`</item${' '.repeat(50)}`.repeat(40_000)}`],
    ['blanks before tags', `${' '.repeat(20)}<item >`.repeat(80_000)],
  ])('is through with %s in a moment', (_name, text) => {
    const start = performance.now();
    expect(found(text)).toEqual([]);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
