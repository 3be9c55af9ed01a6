import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { articleImages, articleText, escapeHtml, plainText } from './index.ts';

describe('articleText', () => {
  test.each([
    ['every block is a line', '<h2>a</h2><p>b</p><ul><li>c</li><li>d</li></ul>', 'a\nb\nc\nd'],
    ['a break ends a line', '<p>a<br>b</p>', 'a\nb'],
    [
      'a table row is a line',
      '<table><tr><td>a</td><td><p>b</p><p>c</p></td></tr><tr><td>d</td></tr></table>',
      'a b c\nd',
    ],
    [
      'the caption of a figure is no line of the story',
      '<figure><img src="x" alt="no"><figcaption>c</figcaption></figure><p>p</p>',
      'p',
    ],
    ['each preformatted line is a line', '<pre>a\n\n  b  c\r\nd</pre>', 'a\nb c\nd'],
    ['white space of every kind is one space', '<p>　a\u00a0 \u2028b\r\n\tc　</p>', 'a b c'],
    ['empty lines are left out', '<p> </p><p>a</p><hr><p>\u200b</p>', 'a'],
    [
      'zero-width spaces and soft hyphens go',
      '<p>新\u200b闻\ufeff Ent\u00adscheidung</p>',
      '新闻 Entscheidung',
    ],
    [
      'joiners stay where they join',
      '<p>می\u200cخواهم 👩\u200d🚀 a\u200d 新\u200d闻</p>',
      'می\u200cخواهم 👩\u200d🚀 a 新闻',
    ],
    ['text is composed', '<p>Cafe\u0301 が</p>', 'Café が'],
    ['readings are not words', '<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字</p>', '漢字'],
    ['references are decoded once', '<p>&lt;b&gt; &amp;amp;</p>', '<b> &amp;'],
  ])('%s', (_, html, text) => {
    expect(articleText(html)).toBe(text);
  });

  test('is canonical: the text of its own text is the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = articleText(`<p>${escapeHtml(text)}</p>`);
        expect(articleText(`<p>${escapeHtml(once).replaceAll('\n', '<br>')}</p>`)).toBe(once);
        expect(once).not.toMatch(/^\s|\s$|\n\n| {2}/);
      }),
      { numRuns: 1000 },
    );
  });
});

test('articleImages tells each picture once, in order', () => {
  const html =
    '<p><img src="https://a/1.jpg" alt="One &amp; only"><img src="https://a/2.jpg" alt=""></p><p><img src="https://a/1.jpg" alt="again"></p>';
  expect(articleImages(html)).toEqual([
    { url: 'https://a/1.jpg', alt: 'One & only' },
    { url: 'https://a/2.jpg', alt: '' },
  ]);
});

test.each([
  ['tags go', '<b>A</b> <i>title</i><br>of two', 'A title of two'],
  ['references are decoded once', 'R&amp;D &quot;x&quot; &amp;lt;', 'R&D "x" &lt;'],
  ['a sign that opens no tag stays', '1 < 2 & 3 > 2, AT&T', '1 < 2 & 3 > 2, AT&T'],
  ['lines become one', ' 标题\n\n第二\u3000行 ', '标题 第二 行'],
  ['scripts are no title', 'a<script>b</script>', 'a'],
])('plainText: %s', (_, input, text) => {
  expect(plainText(input)).toBe(text);
});

test('escapeHtml makes text safe between tags and in both quotes', () => {
  expect(escapeHtml(`<a href="x" title='y'>&`)).toBe(
    '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;',
  );
});
