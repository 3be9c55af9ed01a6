import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Url } from '../model/index.ts';
import { formatOpml, parseOpml } from './index.ts';

const url = 'https://gazette.example/list.opml' as Url;

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
      .array(fc.constantFrom('a', 'B', '7', '<', '>', '&', '"', "'", '中', '文', 'é'), {
        minLength: 1,
        maxLength: 6,
      })
      .map((letters) => letters.join('-'));
    const outline = fc.record(
      {
        title: name,
        xmlUrl: fc.nat(999).map((number) => `https://a.example/?a=1&f=${number}` as Url),
        folder: fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/')),
      },
      { requiredKeys: ['title', 'xmlUrl'] },
    );
    fc.assert(
      fc.property(fc.array(outline, { maxLength: 6 }), (outlines) => {
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
});
