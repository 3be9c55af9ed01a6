import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Url } from '../model/index.ts';
import { folderNames, folderPath, formatOpml, type OpmlOutline, parseOpml } from './index.ts';

const url = 'https://gazette.example/list.opml' as Url;

/** What makes an outline another one. */
function placeOf({ xmlUrl, folder = '' }: Partial<OpmlOutline>): string {
  return `${xmlUrl} ${folder}`;
}

describe('OPML', () => {
  it('tells feeds, pages and folders, and warns of addresses that are none', () => {
    const text = `<?xml version="1.0"?><opml version="1.0"><head><title>My &amp; list</title></head><body>
      <outline text="News"><outline text="国际"><outline type="rss" text="x" title="法广 &amp; co" xmlUrl="https://a.example/f?a=1&amp;b" htmlUrl="https://a.example/"/></outline></outline>
      <outline text="Local" xmlURL="gopher://local"/><outline text="Link" url="https://b.example/list"/><outline text="Page" type="link" url="https://c.example/"/></body></opml>`;
    expect(parseOpml({ url, text })).toEqual({
      title: 'My & list',
      outlines: [
        {
          title: '法广 & co',
          xmlUrl: 'https://a.example/f?a=1&b',
          htmlUrl: 'https://a.example/',
          folder: 'News/国际',
        },
        { title: 'Link', xmlUrl: 'https://b.example/list' },
        { title: 'Page', htmlUrl: 'https://c.example/' },
      ],
      warnings: ['outline «Local» has the address «gopher://local», which is no http address.'],
    });
  });

  it('reads back what it writes, always the same bytes', () => {
    const name = fc
      .array(fc.constantFrom('a', 'B', '7', '<', '>', '&', '"', "'", '中', '文', 'é', '/', '\\'), {
        minLength: 1,
        maxLength: 6,
      })
      .map((letters) => letters.join('-'));
    const outline = fc.record(
      {
        title: name,
        xmlUrl: fc.nat(999).map((number) => `https://a.example/?a=1&f=${number}` as Url),
        folder: fc.array(name, { minLength: 1, maxLength: 3 }).map(folderPath),
      },
      { requiredKeys: ['title', 'xmlUrl'] },
    );
    fc.assert(
      fc.property(fc.uniqueArray(outline, { maxLength: 6, selector: placeOf }), (outlines) => {
        const written = formatOpml({ title: 'T', outlines });
        const read = parseOpml({ url, text: written });
        expect(read.warnings).toEqual([]);
        const sorted = (list: readonly object[]): string[] =>
          list.map((one) => JSON.stringify(Object.entries(one).sort())).sort();
        expect(sorted(read.outlines)).toEqual(sorted(outlines));
        expect(formatOpml({ title: 'T', outlines: read.outlines })).toBe(written);
      }),
    );
  });

  it('is written with folders nested', () => {
    const xmlUrl = 'https://a.example/f?a&b' as Url;
    expect(formatOpml({ title: 'A "b"', outlines: [{ title: 'x', xmlUrl, folder: 'N/M' }] })).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head>
    <title>A &quot;b&quot;</title>
  </head>
  <body>
    <outline text="N" title="N">
      <outline text="M" title="M">
        <outline type="rss" text="x" title="x" xmlUrl="https://a.example/f?a&amp;b"/>
      </outline>
    </outline>
  </body>
</opml>
`,
    );
  });

  it('is told from anything else', () => {
    expect(() => parseOpml({ url, text: '<rss/>' })).toThrow(/not an OPML list/);
  });

  it.each([
    [
      'an & and a < that are not escaped',
      '<outline text="A & B" xmlUrl="https://a.example/?a=1&b=2"/>',
      [{ title: 'A & B', xmlUrl: 'https://a.example/?a=1&b=2' }],
    ],
    [
      'quotes and tags within a value',
      '<outline text="F"><outline text="A" description="see <a href="https://x.example/">x</a>" xmlUrl="https://a.example/"/></outline><outline text="B" xmlUrl="https://b.example/"/>',
      [
        { title: 'A', xmlUrl: 'https://a.example/', folder: 'F' },
        { title: 'B', xmlUrl: 'https://b.example/' },
      ],
    ],
    [
      'feeds that are not closed',
      '<outline text="F"><outline text="A" xmlUrl="https://a.example/"><outline text="B" xmlUrl="https://b.example/"></outline><outline text="C" xmlUrl="https://c.example/">',
      [
        { title: 'A', xmlUrl: 'https://a.example/', folder: 'F' },
        { title: 'B', xmlUrl: 'https://b.example/', folder: 'F' },
      ],
    ],
    [
      'names in any case and entities of HTML',
      '<OUTLINE TEXT="Caf&eacute;" XMLURL="https://a.example/"/>',
      [{ title: 'Café', xmlUrl: 'https://a.example/' }],
    ],
    [
      'a feed that is a folder too',
      '<outline text="A" xmlUrl="https://a.example/"><outline text="B" xmlUrl="https://b.example/"/></outline>',
      [
        { title: 'A', xmlUrl: 'https://a.example/' },
        { title: 'B', xmlUrl: 'https://b.example/', folder: 'A' },
      ],
    ],
    [
      'categories in place of folders',
      '<outline text="A" category="/News/Sea,/Boats" xmlUrl="https://a.example/"/>',
      [{ title: 'A', xmlUrl: 'https://a.example/', folder: 'News/Sea' }],
    ],
    [
      'a feed told twice',
      '<outline text="A" xmlUrl="https://a.example/"/><outline text="A2" xmlUrl="https://a.example/"/>',
      [{ title: 'A', xmlUrl: 'https://a.example/' }],
    ],
    [
      'schemes of feed readers',
      '<outline text="A" xmlUrl="feed://a.example/"/><outline text="B" xmlUrl="feed:https://b.example/"/>',
      [
        { title: 'A', xmlUrl: 'http://a.example/' },
        { title: 'B', xmlUrl: 'https://b.example/' },
      ],
    ],
  ])('is read with %s', (_what, body, expected) => {
    const text = `\uFEFF<?xml version="1.0"?><opml version="1.1"><body>${body}</body></opml>`;
    const { outlines } = parseOpml({ url, text });
    expect(outlines.slice(0, expected.length)).toEqual(expected);
  });

  it('that is cut off gives every outline before the cut', () => {
    const text =
      '<opml><body><outline text="F"><outline text="A" xmlUrl="https://a.example/"/><outline text="B" xmlU';
    const { outlines, warnings } = parseOpml({ url, text });
    expect(outlines).toEqual([{ title: 'A', xmlUrl: 'https://a.example/', folder: 'F' }]);
    expect(warnings).toEqual(['The document ends before its last element is closed.']);
  });
});

describe('a folder path', () => {
  it('keeps every name, also one with a slash or a backslash', () => {
    expect(folderPath(['UI / UX', 'a\\b'])).toBe('UI \\/ UX/a\\\\b');
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 })), (names) => {
        expect(folderNames(folderPath(names))).toEqual(names);
      }),
    );
  });

  it('takes other backslashes as they stand', () => {
    expect(folderNames('a\\b//c')).toEqual(['a\\b', 'c']);
  });
});
