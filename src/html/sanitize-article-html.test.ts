import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Url } from '../model/index.ts';
import { sanitizeArticleHtml } from './sanitize-article-html.ts';

const base = 'https://paper.example/news/1.html' as Url;
const clean = (html: string): string => sanitizeArticleHtml(html, base);

describe('structure', () => {
  test.each([
    [
      'a division with only a line becomes a paragraph',
      '<div>x <b>y</b></div>',
      '<p>x <b>y</b></p>',
    ],
    [
      'text between blocks becomes a paragraph',
      '<p>a</p>b<div>c</div>',
      '<p>a</p><p>b</p><p>c</p>',
    ],
    ['two line breaks part paragraphs', 'a<br> <br/>b<br>c', '<p>a</p><p>b<br>c</p>'],
    [
      'a break before an ideographic indent parts paragraphs',
      '　　一段<br>\n　　二段<br>三',
      '<p>一段</p><p>二段<br>三</p>',
    ],
    ['empty elements go', '<p>&nbsp;</p><p><b> </b></p><ul><li></li></ul><h2></h2>x', '<p>x</p>'],
    ['the first heading is one below the title', '<h1>A</h1><h4>B</h4>', '<h2>A</h2><h4>B</h4>'],
    ['blocks in a heading are its lines', '<h2><div>a</div><p>b</p></h2>', '<h2>a<br>b</h2>'],
    [
      'a heading that holds a list ends before it',
      '<h2>a<ul><li>b</ul>',
      '<h2>a</h2><ul><li>b</li></ul>',
    ],
    [
      'an inline element around blocks is repeated in each',
      '<a href="/x"><div>1</div><div>2</div></a>',
      '<p><a href="https://paper.example/x">1</a></p><p><a href="https://paper.example/x">2</a></p>',
    ],
    [
      'a list in a list stands in an item',
      '<ul><li>a</li><ul><li>b</ul></ul>',
      '<ul><li>a</li><li><ul><li>b</li></ul></li></ul>',
    ],
    ['an item outside a list is a paragraph', '<li>a</li><li>b', '<p>a</p><p>b</p>'],
    ['a table of one cell is layout', '<table><tr><td><p>a<p>b</table>', '<p>a</p><p>b</p>'],
    [
      'a table keeps its shape and loses empty rows',
      '<table border=1><thead><tr><th colspan=2>h<tbody><tr><td><td><tr><td>a<td>b</table>',
      '<table><thead><tr><th colspan="2">h</th></tr></thead><tbody><tr><td>a</td><td>b</td></tr></tbody></table>',
    ],
    [
      'a figure keeps picture and caption',
      '<figure><div><img src="a.jpg"></div><figcaption><p>c</p></figcaption></figure>',
      '<figure><img src="https://paper.example/news/a.jpg" alt=""><figcaption>c</figcaption></figure>',
    ],
    ['a figure without picture and caption is its text', '<figure><p>q</p></figure>', '<p>q</p>'],
    [
      'a caption stays a caption without its picture',
      '<figure><p>q</p><figcaption>c</figcaption></figure>',
      '<figure><p>q</p><figcaption>c</figcaption></figure>',
    ],
    ['preformatted text stays as it is', '<pre>\n  a\r\n    b\n\n</pre>', '<pre>  a\n    b</pre>'],
    ['definitions stay', '<dl><dt>a<dd>b<dd>c</dl>', '<dl><dt>a</dt><dd>b</dd><dd>c</dd></dl>'],
    [
      'ruby stays',
      '<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>',
      '<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby></p>',
    ],
    ['a paragraph keeps its language', '<p lang="fr">ici</p>', '<p lang="fr">ici</p>'],
    ['unknown elements leave their text', '<my-box>a <o:p>b</o:p></my-box>', '<p>a b</p>'],
    [
      'a whole page gives its body',
      '<html><head><title>t</title></head><body>x</body></html>',
      '<p>x</p>',
    ],
  ])('%s', (_, html, expected) => {
    expect(clean(html)).toBe(expected);
  });
});

describe('pictures and players', () => {
  const picture = (url: string): string => `<p><img src="${url}" alt=""></p>`;
  test.each([
    [
      'a lazy picture shows its real file',
      '<img src="data:image/gif;base64,R0" data-src="/a.jpg">',
      '/a.jpg',
    ],
    [
      'the original of another lazy loader',
      '<img src="/img/blank.gif" data-original="/a.jpg">',
      '/a.jpg',
    ],
    [
      'the largest file up to 1600 w is taken',
      '<img src="/s.jpg" srcset="/a.jpg 400w, /b.jpg 1600w, /c.jpg 3200w">',
      '/b.jpg',
    ],
    [
      'a source stands in for a missing file',
      '<picture><source srcset="/a.webp 800w"><img src="data:,"></picture>',
      '/a.webp',
    ],
    [
      'a picture without img shows its source',
      '<picture><source srcset="/a.webp"></picture>',
      '/a.webp',
    ],
    [
      'a picture that a loader keeps in data-lazy-src',
      '<img src="data:image/gif;base64,R0" data-lazy-src="/a.jpg">',
      '/a.jpg',
    ],
    [
      'a lazy srcset, the largest up to 1600 pixels',
      '<img src="/s.jpg" data-srcset="/a.jpg 800w, /b.jpg 1200w, /c.jpg 2400w">',
      '/b.jpg',
    ],
    [
      'of files that are all larger the smallest',
      '<img src="/s.jpg" srcset="/a.jpg 4000w, /b.jpg 2000w">',
      '/b.jpg',
    ],
    [
      'the picture in noscript where the lazy one has no address',
      '<img class="lazy" src="data:image/gif;base64,R0"><noscript><img src="/a.jpg"></noscript>',
      '/a.jpg',
    ],
    [
      'the copy in noscript is not shown twice',
      '<img data-src="/a.jpg"><noscript><img src="/a.jpg"></noscript>',
      '/a.jpg',
    ],
    [
      'a picture of AMP, the largest of its files up to 1600 w',
      '<amp-img src="/a.jpg" srcset="/b.jpg 800w, /c.jpg 2400w"></amp-img>',
      '/b.jpg',
    ],
    [
      'neither the copy in noscript nor what stands in for it',
      '<amp-img src="/a.jpg"><amp-img fallback src="/b.jpg"></amp-img><noscript><img src="/c.jpg"></noscript></amp-img>',
      '/a.jpg',
    ],
    [
      'the copy in noscript where that of AMP has no address',
      '<amp-img><noscript><img src="/c.jpg"></noscript></amp-img>',
      '/c.jpg',
    ],
    [
      'a picture of AMP whose sides are a ratio',
      '<amp-img layout="responsive" width="1" height="1" src="/a.jpg"></amp-img>',
      '/a.jpg',
    ],
  ])('%s', (_, html, path) => {
    expect(clean(html)).toBe(picture(`https://paper.example${path}`));
  });

  test('tracking pixels go', () => {
    expect(clean('<img src="/t.gif" width="1" height="1"><img src=/u.gif style="width:1px">')).toBe(
      '',
    );
  });

  test('a picture keeps text and size', () => {
    expect(clean('<img src="/a.jpg" alt="A &quot;b&quot;" width="640" height="50%">')).toBe(
      '<p><img src="https://paper.example/a.jpg" alt="A &quot;b&quot;" width="640"></p>',
    );
  });

  test('a picture of AMP keeps text and size, and the text around it its place', () => {
    const html =
      'a<b>c<amp-img src="/a.jpg" alt="A" width="640" height="360" layout="responsive"></amp-img>d</b>e';
    expect(clean(html)).toBe(
      '<p>a<b>c<img src="https://paper.example/a.jpg" alt="A" width="640" height="360">d</b>e</p>',
    );
  });

  test('a player becomes a link to its source', () => {
    expect(clean('a<iframe src="//video.example/e/1?t=9" title="The speech"></iframe>b')).toBe(
      '<p>a</p><p><a href="https://video.example/e/1?t=9">The speech</a></p><p>b</p>',
    );
    expect(clean('<video><source src="/v.mp4"><p>No video</p></video>')).toBe(
      '<p><a href="https://paper.example/v.mp4">paper.example/v.mp4</a></p>',
    );
  });
});

describe('safety', () => {
  test.each([
    [
      'scripts and styles',
      '<script>alert(1)</script><style>p{}</style><p onclick="x()" style="a">a</p>',
    ],
    ['links that run code', '<a href="javascript:alert(1)">a</a>'],
    ['links that run code, hidden by white space', '<a href=" java\nscript:alert(1)">a</a>'],
    ['links to data', '<a href="data:text/html,x">a</a><img src="data:image/png;base64,AA">'],
    ['drawings with scripts', '<svg><script>x</script><a>y</a></svg><math><mi>z</math>a'],
    ['forms', '<form action="/x"><button>go</button><select><option>1</select>a</form>'],
    ['comments', '<!-- x -->a<![CDATA[y]]>'],
    ['hidden elements', '<div style="display: none">x</div><p hidden>y</p>a'],
    ['links to the same page', '<a href="#note">a</a>'],
  ])('%s go', (_, html) => {
    expect(clean(html)).toBe('<p>a</p>');
  });

  test('escaped markup stays escaped', () => {
    expect(clean('&lt;script&gt;&amp;lt;')).toBe('<p>&lt;script&gt;&amp;lt;</p>');
    expect(clean('<img src=/x alt="&quot;><script>">')).toBe(
      '<p><img src="https://paper.example/x" alt="&quot;&gt;&lt;script&gt;"></p>',
    );
  });

  test.each([
    ['100,000 divisions', '<div>'.repeat(100_000)],
    ['500,000 quotations', '<blockquote>x'.repeat(300_000)],
    ['unclosed links', '<a href=x>'.repeat(500_000)],
    ['end tags without start', `<b><table><tr><td>${'<i>'.repeat(400)}${'</b>'.repeat(1_000_000)}`],
    ['angle brackets', '<'.repeat(5_000_000)],
    ['blanks', ' \u00a0\u3000'.repeat(1_600_000)],
    ['line breaks', 'x<br>'.repeat(1_000_000)],
    ['a long srcset', `<img src=/a srcset="${'a 1w, '.repeat(800_000)}">`],
  ])(
    'five megabytes of %s end soon',
    (_, html) => {
      const output = clean(html);
      expect(clean(output)).toBe(output);
    },
    20_000,
  );
});

const piece = fc.oneof(
  fc.constantFrom(
    ...'div p h1 h3 ul ol li dl dt dd table caption thead tbody tr td th blockquote q figure figcaption a em b i pre code ruby rt span section video picture noscript script svg time'
      .split(' ')
      .flatMap((name) => [`<${name}>`, `</${name}>`]),
    ...[
      '<br>',
      '<hr>',
      '<img src=a.jpg>',
      '<img>',
      '<a href="/x?a=1&b=2">',
      '<p lang=en>',
      '<td colspan=2>',
    ],
    ...[
      ' ',
      '\n',
      'x',
      'y z',
      '&nbsp;',
      '　',
      '　　',
      '&lt;',
      '&amp;amp;',
      '\u200b',
      '\u0000',
      '\ud800',
    ],
    ...['<source srcset="/b.jpg 2x">', '<iframe src=/i>t</iframe>', '<!--', '-->', '<', '"', '='],
  ),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const hostile = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

test('its own output passes unchanged', () => {
  fc.assert(
    fc.property(hostile, (html) => {
      const once = clean(html);
      expect(clean(once)).toBe(once);
    }),
    { numRuns: 3000 },
  );
});

test('output is well-formed and holds only what is allowed, whatever the input', () => {
  const allowed =
    /^(?:p|h[2-6]|ul|ol|li|dl|dt|dd|table|caption|thead|tbody|tr|th|td|blockquote|q|cite|figure|figcaption|img|a|em|strong|b|i|u|s|sub|sup|code|pre|br|hr|time|ruby|rt|rp|abbr)$/;
  fc.assert(
    fc.property(hostile, (html) => {
      const open: string[] = [];
      const output = clean(html);
      expect(output).not.toMatch(/<p[^>]*><\/p>/);
      const rest = output.replace(/<(\/?)([a-z0-9]+)((?: [a-z]+="[^"<>]*")*)>/g, (_, end, name) => {
        expect(name).toMatch(allowed);
        if (end === '/') expect(open.pop()).toBe(name);
        else if (!/^(?:br|hr|img)$/.test(name)) open.push(name);
        return '';
      });
      expect(open).toEqual([]);
      expect(rest).not.toMatch(/[<>]/);
    }),
    { numRuns: 2000 },
  );
});
