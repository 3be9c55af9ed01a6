import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { exportBook } from '../src/transfer/index.ts';
import { clock, openForTest, scratch } from './newspaper.ts';
import { type Site, startSite } from './small-site.ts';

const epubcheck = '/usr/share/java/epubcheck.jar';
const webp = Buffer.from('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA', 'base64');
const plain = '<p>Plain words stand here, so that there is an article to be read.</p>'.repeat(4);

/** HTML set as badly as can be: blocks in lines, lines in blocks, parts of tables and lists outside of them. */
const broken = `<p>a<div>b</div>c <a href="/x">d</a> <a href="javascript:alert(1)">e</a>
<a href="https://a.example/?q=a b|c%zz"><p>f</p><a href="https://b.example">g</a></a>
<ul>loose<li>one<li>two<ul><li>three</ul><p>p</p></ul><li>alone</li><dt>t</dt><dl><dd>x</dd></dl>
<dl><dt>t<p>p</p></dt><dd>d</dd></dl><table><tr><td colspan=0>1<td rowspan=2>2</table><table></table><td>cell</td>
<table><caption><h2>c</h2></caption><thead><tr><th><p>h</p></th></tr></thead><tbody><tr></tr></tbody></table>
<figure><figcaption>one</figcaption><img src="https://m.example/a.png" alt="<p> & "><figcaption>two</figcaption></figure>
<img src="https://m.example/a.webp"><img src="https://m.example/lost.png" alt="lost"><img src="x" alt=>
<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby><ruby><rt>x</rt></ruby><rt>y</rt>
<h1>h<div>x</div></h1><span><blockquote><p>q</blockquote></span><em>x<p>y</em>z
<p id="1 2" onclick="x" class='"' lang="!!" dir="up" style="color:red">w</p><bdo dir=rtl>r</bdo><time>yesterday</time>
<script>alert(1)</script><style>p{}</style><svg><script/></svg><iframe src="https://t.example"></iframe>
&nbsp;&lt;&#0;&#x1;\u0001\uFFFE\uD800 ]]> <!-- -- --> <?pi x?> <pre>  a
 b</pre><hr><ol start=3 reversed><li>x</ol><ol start="z"></ol><section><h2>s</h2></section><q>q</q>
<unknown-x><p>u</p></unknown-x><p></p><sub>1</sub><caption>c</caption><figcaption>f</figcaption><tr><td>x`;

/** What a feed brings as whole texts, by their titles. */
const texts: Readonly<Record<string, string>> = {
  'Broken <b> & "nesting" ]]>': broken,
  'Deep boxes': `${'<div><b>'.repeat(3000)}deep down`,
  'Deep lists': `${'<ul><li>'.repeat(3000)}deep down`,
  'Deep terms': `${'<dl><dt>a</dt><dd>'.repeat(3000)}deep down`,
  'Deep tables': `${'<table><tr><td>'.repeat(3000)}deep down`,
  'Deep ruby': `${'<ruby>漢<rt>'.repeat(3000)}deep down`,
  'Deep quotes': `${'<blockquote><figure>'.repeat(3000)}deep down`,
  'جسر صغير': '<p dir="rtl">كلمات <b lang="en">in English</b></p>',
  'A WebP': '<p><img src="{base}/a.webp" alt="A boat"></p>',
};

/** Text in XML, without the characters that make XML none. */
const xml = (text: string): string =>
  text
    .replaceAll('\u0001', '')
    .replaceAll('\uFFFE', '')
    .replaceAll('\uD800', '')
    .replace(/[&<>]/g, (one) => `&#${one.charCodeAt(0)};`);

const feed = (): string => {
  const items = Object.entries(texts).map(
    ([title, html], at) =>
      `<item><title>${xml(title)}</title><link>{base}/2024/${at}</link><guid>{base}/2024/${at}</guid><content:encoded>${xml(html + plain)}</content:encoded></item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Gazette</title><language>en</language>${items.join('')}</channel></rss>`;
};

describe('a book of broken HTML', () => {
  const time = clock();
  const { folder, clear } = scratch();
  let site: Site;
  let archive: Archive;

  beforeAll(async () => {
    site = await startSite({
      '/feed': { type: 'application/rss+xml', body: feed() },
      '/a.webp': { type: 'image/webp', body: webp },
    });
    archive = await openForTest(folder, time.now);
    await archive.follow(site.url('/feed'), { allowPrivate: true, body: 'feed' });
    await archive.fetch({ all: true });
  });

  afterAll(async () => {
    await archive.close();
    await site.close();
    clear();
  });

  it.skipIf(!existsSync(epubcheck))(
    'passes epubcheck without a warning (Debian’s epubcheck)',
    async () => {
      const file = join(folder, 'broken.epub');
      const context = { archiveTitle: 'The Archive', timeZone: 'UTC' };
      const title = '<Harbour> & "港湾" \u0001';
      const { articles } = await exportBook(archive, file, {
        ...{ of: { of: 'all' }, title, context, limit: 100 },
      });
      expect(articles).toBe(Object.keys(texts).length);
      const told = execFileSync('java', ['-jar', epubcheck, '--failonwarnings', file], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      expect(told).toContain('No errors or warnings detected.');
    },
    180_000,
  );
});
