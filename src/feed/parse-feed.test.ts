import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArchiveError, type Url } from '../model/index.ts';
import { documentKind, parseFeed, sectionEntries } from './index.ts';

const url = 'https://gazette.example/feed' as Url;
const fixture = (name: string): string =>
  readFileSync(new URL(`testdata/${name}`, import.meta.url), 'utf8');
const feed = (text: string) => parseFeed({ url, text });
const rss = (inner: string): string => `<rss version="2.0"><channel>${inner}</channel></rss>`;
const item = (inner: string): string =>
  rss(`<item><link>https://gazette.example/1</link>${inner}</item>`);
const first = (text: string) => {
  const [entry] = feed(text).entries;
  if (entry === undefined) throw new Error('no entry');
  return entry;
};

describe('RSS 2.0', () => {
  const parsed = feed(fixture('full.rss'));

  it('tells the channel', () => {
    expect(parsed).toMatchObject({
      kind: 'feed',
      format: 'RSS 2.0',
      title: 'Harbour Gazette & Post',
      url: 'https://gazette.example/',
      language: 'en-GB',
      description: 'News of the harbour',
      hints: { pollSeconds: 1800, hubs: ['https://hub.example/'] },
    });
  });

  it('tells an item with content, summary, authors and date', () => {
    expect(parsed.entries[0]).toEqual({
      guid: 'gz-1',
      url: 'https://gazette.example/2026/01/05/ferry?a=1&b=2',
      title: 'The ferry is late "again"',
      authors: ['Ada Quay', 'Ben Pier'],
      publishedAt: '2026-01-05T09:20:00.000Z',
      contentHtml: ' <p>The ferry &amp; its crew were late.</p>\n<p>Twice.</p>\n ',
      summaryHtml: 'The ferry was <b>late</b>.',
    });
  });

  it('prefers the original link to the reseller and encodes it', () => {
    expect(parsed.entries[1]).toEqual({
      guid: 'https://gazette.example/?p=2',
      url: 'https://gazette.example/%E5%9B%BD%E9%99%85/%E6%B8%A1%E8%BD%AE',
      title: '海港日报：渡轮再次晚点',
      authors: ['李编辑'],
      publishedAt: '2026-01-06T15:05:00.000Z',
      contentHtml: '只有<i>摘要</i>',
    });
  });

  it('follows a guid that is an address and warns of what it leaves out', () => {
    expect(parsed.entries.map((entry) => entry.url)).toHaveLength(3);
    expect(parsed.entries[2]?.url).toBe('https://gazette.example/?p=3');
    expect(parsed.warnings).toEqual([
      'item 4 «Nowhere to go» has no link; it was left out.',
      'item 5 «Told twice»: its date «the day after» could not be read.',
      'item 5 «Told twice» repeats the guid «gz-1»; the first one was kept.',
    ]);
  });

  it('reads upper-case names, Atom links and an undeclared prefix', () => {
    const text =
      '<RSS><Channel><Item><atom:link href="/a"/><DC:Creator>Ada</DC:Creator></Item></Channel></RSS>';
    expect(first(text)).toMatchObject({ url: 'https://gazette.example/a', authors: ['Ada'] });
  });

  it('resolves relative links against xml:base', () => {
    const text =
      '<rss xml:base="https://a.example/x/"><channel><item xml:base="y/"><link>z</link></item></channel></rss>';
    expect(first(text).url).toBe('https://a.example/x/y/z');
  });

  it('takes an empty feed for a feed, with a warning', () => {
    expect(feed(rss('<title>T</title>'))).toMatchObject({
      entries: [],
      warnings: ['The feed holds no items.'],
    });
  });
});

describe('content', () => {
  const ns = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"';
  const encoded = (inner: string) =>
    first(item(`<content:encoded ${ns}>${inner}</content:encoded>`)).contentHtml;

  it('comes out byte for byte from CDATA, whatever it holds', () => {
    const markup = fc
      .string({ unit: 'grapheme' })
      .filter((x) => /\S/.test(x) && !x.includes(']]>'));
    fc.assert(
      fc.property(markup, (x) => {
        expect(encoded(`<![CDATA[${x}]]>`)).toBe(x);
      }),
    );
  });

  it('keeps CR, U+2028, entities and outer white space in CDATA, not the indentation around it', () => {
    const x = ' \r\n<p>a\u2028b &nbsp;&amp;amp; c</p>\t\n';
    expect(encoded(`\n   <![CDATA[${x}]]>\n `)).toBe(x);
  });

  it('joins CDATA that was split to hold its own end', () => {
    expect(encoded('<![CDATA[a]]]]><![CDATA[>b]]>')).toBe('a]]>b');
  });

  it('decodes escaped HTML once and leaves entities XML does not know', () => {
    expect(encoded('&lt;p&gt;a&amp;lt;b&nbsp;&#x4e2d;&#20013;&lt;/p&gt;')).toBe(
      '<p>a&lt;b&nbsp;中中</p>',
    );
  });

  it('takes naked markup as it stands', () => {
    expect(
      first(item('<description>a <b class="x">b</b> &amp; <br/> c</description>')).contentHtml,
    ).toBe('a <b class="x">b</b> &amp; <br/> c');
  });

  it('falls back to the description when the full text is empty', () => {
    const text = item(
      `<content:encoded ${ns}><![CDATA[]]></content:encoded><description>d</description>`,
    );
    expect(first(text)).toMatchObject({ contentHtml: 'd' });
    expect(first(text).summaryHtml).toBeUndefined();
  });
});

describe('titles', () => {
  const title = (inner: string) => first(item(`<title>${inner}</title>`)).title;

  it.each([
    ['one\ntwo\r\n three', 'one two three'],
    ['a\u2028b\u2029c', 'a b c'],
    ['\uFEFFword', 'word'],
    ['&amp;quot;x&amp;quot; &amp;amp; y', '"x" & y'],
    ['&amp;amp;quot;x&amp;amp;quot;', '"x"'],
    ['<![CDATA[AT&T &quot;wins&quot;]]>', 'AT&T "wins"'],
    ['AT&T', 'AT&T'],
    ['caf&eacute;&nbsp;au lait', 'café au lait'],
    ['&lt;b&gt;bold&lt;/b&gt; move', 'bold move'],
    ['List&lt;String&gt; in Java', 'List<String> in Java'],
    ['a &lt; b', 'a < b'],
    ['naked <i>tags</i> here', 'naked tags here'],
    ['bell\u0007', 'bell'],
    ['【视频】 [a](b) | “引号”', '【视频】 [a](b) | “引号”'],
  ])('reads %j as %j', (inner, expected) => {
    expect(title(inner)).toBe(expected);
  });
});

describe('Atom', () => {
  const parsed = feed(fixture('full.atom'));

  it('reads prefixed names, xml:base, xml:lang, XHTML and dates', () => {
    expect(parsed).toMatchObject({
      format: 'Atom 1.0',
      title: 'Gazette <fast',
      url: 'https://gazette.example/',
      language: 'zh-Hans',
      warnings: [],
    });
    expect(parsed.entries[0]).toEqual({
      guid: 'tag:gazette.example,2026:1',
      url: 'https://gazette.example/articles/one.html',
      title: '1 < 2 & 3',
      authors: ['Desk'],
      publishedAt: '2026-01-05T09:20:00.500Z',
      updatedAt: '2026-01-05T12:00:00.000Z',
      contentHtml: '<p>One<br/>two &amp; <a name="x"></a>three</p>',
      summaryHtml: '<p>Short &lt; text</p>',
      enclosures: [{ url: 'https://gazette.example/articles/sound.mp3' }],
    });
  });

  it('keeps escaped HTML verbatim and follows an id that is an address', () => {
    expect(parsed.entries[1]).toMatchObject({
      url: 'https://gazette.example/two',
      authors: ['Ada Quay'],
      contentHtml: '\n<p>Body</p> ',
    });
  });

  it('reads Atom 0.3 with its modes', () => {
    const text = `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><link rel="alternate" href="/a"/>
      <issued>2003-12-13T08:29:29-04:00</issued><title mode="base64" type="text/html">PGI+YjwvYj4=</title></entry></feed>`;
    expect(feed(text).format).toBe('Atom 0.3');
    expect(first(text)).toMatchObject({ title: 'b', publishedAt: '2003-12-13T12:29:29.000Z' });
  });
});

it('reads RDF with Dublin Core', () => {
  const parsed = feed(fixture('one.rdf'));
  expect(parsed).toMatchObject({ format: 'RDF 1.0', title: 'RDF' });
  expect(parsed.entries).toEqual([
    {
      guid: 'https://gazette.example/rdf/1',
      url: 'https://gazette.example/rdf/1?x',
      title: 'One',
      authors: ['Ada Quay'],
      publishedAt: '2026-01-05T00:00:00.000Z',
      contentHtml: 'Text',
    },
  ]);
});

describe('JSON Feed', () => {
  const json = (items: readonly unknown[]): string =>
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'J &amp; K',
      authors: [{ name: 'Desk' }],
      items,
    });

  it('reads HTML verbatim and text as paragraphs', () => {
    const parsed = feed(
      json([
        {
          id: 7,
          url: '/a',
          title: 'A',
          content_html: ' <p>x</p>\n',
          summary: 's',
          date_published: '2026-01-05T00:00:00+08:00',
        },
        {
          id: 'b',
          external_url: 'https://b.example/',
          content_text: 'a < b\nc\n\nd',
          author: { name: 'Ada' },
        },
      ]),
    );
    expect(parsed).toMatchObject({ format: 'JSON Feed 1.1', title: 'J & K', warnings: [] });
    expect(parsed.entries).toEqual([
      {
        guid: '7',
        url: 'https://gazette.example/a',
        title: 'A',
        authors: ['Desk'],
        publishedAt: '2026-01-04T16:00:00.000Z',
        contentHtml: ' <p>x</p>\n',
        summaryHtml: '<p>s</p>',
      },
      {
        guid: 'b',
        url: 'https://b.example/',
        title: '',
        authors: ['Ada'],
        contentHtml: '<p>a &lt; b<br>c</p><p>d</p>',
      },
    ]);
  });

  it('reads the whole items of one that is cut off and names bad ones', () => {
    const whole = json([
      { id: '1', url: '/1' },
      { id: '2', url: '/2' },
      'no',
      { id: '3', url: '/3' },
    ]);
    expect(feed(whole).entries).toHaveLength(3);
    expect(feed(whole).warnings).toEqual(['item 3 is not a JSON object; it was left out.']);
    const cut = feed(whole.slice(0, -15));
    expect(cut.entries.map((entry) => entry.guid)).toEqual(['1', '2']);
    expect(cut.warnings[0]).toMatch(/^The JSON could not be read whole/);
  });
});

describe('broken XML', () => {
  it.each([
    [
      'junk before the declaration',
      `\n<br />Warning: x\n<?xml version="1.0"?>${item('<title>T</title>')}`,
    ],
    ['a byte order mark', `\uFEFF<?xml version="1.0"?>${item('<title>T</title>')}`],
    ['an HTML doctype', `<!DOCTYPE html>${item('<title>T</title>')}`],
    ['an unclosed title', item('<title>T<guid>1</guid>')],
    ['a stray end tag', item('</b><title>T</title></p>')],
    ['an unclosed item', rss('<item><link>/1</link><title>T</title><item><link>/2</link></item>')],
    ['a missing end', `<rss><channel><item><link>/1</link><title>T</title></item>`],
    ['an unquoted attribute', item('<title lang=en>T</title>')],
    ['null characters', item('<title>\0T</title>')],
  ])('is read with %s', (_what, text) => {
    expect(first(text).title).toBe('T');
  });

  it('loses only what was cut off, and says so', () => {
    const text = `${rss('<item><link>/1</link><title>One</title></item>').replace('</channel></rss>', '')}<item><link>/2</link><title>Two</title><description>&lt;p&gt;half of`;
    const parsed = feed(text);
    expect(parsed.entries.map(({ title, contentHtml }) => [title, contentHtml])).toEqual([
      ['One', undefined],
      ['Two', undefined],
    ]);
    expect(parsed.warnings).toEqual([
      'The document ends before its last element is closed.',
      'item 2 «Two»: the document ends within it, so what was cut off is left out.',
    ]);
  });

  it('names the item whose tags were repaired', () => {
    const parsed = feed(
      rss('<item><link>/1</link><title>One</title></item><item><title>Two<link>/2</link></item>'),
    );
    expect(parsed.entries.map((entry) => entry.title)).toEqual(['One', 'Two']);
    expect(parsed.warnings).toEqual(['item 2 «Two»: its tags did not match and were repaired.']);
  });

  it('keeps all items when the document is cut anywhere, as far as they were complete', () => {
    const text = fixture('full.rss');
    const ends = [...text.matchAll(/<\/item>/g)].map((match) => match.index + match[0].length);
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: text.length }), (cut) => {
        const complete = Math.min(3, ends.filter((end) => end <= cut).length);
        expect(feed(text.slice(0, cut)).entries.length).toBeGreaterThanOrEqual(complete);
      }),
    );
  });
});

describe('hostile input', () => {
  it('expands no entities', () => {
    const bomb = `<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;<x>"> ]>${item('<title>&c;</title><description>&c;</description>')}`;
    expect(first(bomb)).toMatchObject({ title: '&c;', contentHtml: '&c;' });
  });

  it('never throws anything but an ArchiveError, whatever the text', () => {
    const pieces = fc.constantFrom(
      '<item>',
      '</item>',
      '<rss>',
      '<channel>',
      '<title>',
      '</title>',
      '<![CDATA[',
      ']]>',
      '<a:b xmlns:a="x">',
      '<link href="',
      '"/>',
      '&',
      '&amp;',
      '<!--',
      '-->',
      '<?',
      '<!DOCTYPE x [',
      '{"items":[',
      '{}',
      '\0',
      '文',
      '<div/>',
      '<description>',
      '</description>',
      '<content type="xhtml">',
      '<entry>',
      '<feed>',
      '<urlset>',
      '<url>',
      '<loc>http://a/</loc>',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        for (const read of [documentKind, parseFeed, sectionEntries]) {
          try {
            read({ url, text });
          } catch (error) {
            expect(error).toBeInstanceOf(ArchiveError);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('reads floods of tags in linear time', () => {
    for (const flood of [
      '<a>',
      '<a></b>',
      '<item>',
      '<title>',
      '<a xmlns:b="c">',
      '<![CDATA[',
      '&',
      '<',
    ]) {
      const started = performance.now();
      feed(`<rss><channel>${flood.repeat(50_000)}`);
      expect(performance.now() - started).toBeLessThan(5000);
    }
  });

  it('takes at most 10,000 items', () => {
    const many = Array.from(
      { length: 10_050 },
      (_, index) => `<item><link>/${index}</link></item>`,
    );
    const parsed = feed(rss(many.join('')));
    expect(parsed.entries).toHaveLength(10_000);
    expect(parsed.warnings).toEqual([
      'Only the first 10000 items were read; the document holds more.',
    ]);
  });

  it('refuses documents beyond 64 Mi characters, empty ones, pages and lists', () => {
    expect(() => feed(' '.repeat(64 * 1024 * 1024 + 1))).toThrow(/at most 67108864 are read/);
    expect(() => feed(' \n\uFEFF')).toThrow(/empty document/);
    expect(() => feed('<!doctype html><title>x</title>')).toThrow(/is a page, not a feed/);
    expect(() => feed('<opml><body/></opml>')).toThrow(/is an OPML list/);
    expect(() => feed('hello')).toThrow(/no feed that can be read/);
    expect(() => feed('{"items":')).toThrow(ArchiveError);
  });

  it('gives up links that lead nowhere or are no http', () => {
    const parsed = feed(
      rss('<item><link>javascript:alert(1)</link></item><item><link>http://</link></item>'),
    );
    expect(parsed.entries).toEqual([]);
    expect(parsed.warnings).toHaveLength(2);
  });
});

describe('the kind of a document', () => {
  it.each([
    ['<rss/>', 'feed'],
    ['<?xml version="1.0"?><!-- <html> --><feed xmlns="http://www.w3.org/2005/Atom"/>', 'feed'],
    ['<rdf:RDF xmlns="http://purl.org/rss/1.0/"><channel/></rdf:RDF>', 'feed'],
    ['<rdf:RDF><foaf:Person/></rdf:RDF>', 'unknown'],
    ['{"version":"https://jsonfeed.org/version/1","items":[]}', 'feed'],
    ['{"a":1}', 'unknown'],
    ['<urlset/>', 'sitemap'],
    ['<sm:sitemapindex/>', 'sitemap-index'],
    ['<opml version="2.0"/>', 'opml'],
    ['<!DOCTYPE html><p>x', 'page'],
    ['<br/>Notice: x <rss/>', 'feed'],
    ['<kml><Document/></kml>', 'unknown'],
    ['', 'unknown'],
  ])('of %j is %s', (text, kind) => {
    expect(documentKind({ url, text })).toBe(kind);
  });
});
