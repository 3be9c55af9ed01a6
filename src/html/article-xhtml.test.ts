import { describe, expect, it } from 'vitest';
import { articleXhtml } from './index.ts';

const options = {
  image: (address: string) => (address.endsWith('/1.jpg') ? '1.jpg' : undefined),
  missing: 'no picture',
};
const xhtml = (html: string) => articleXhtml(html, options);

describe('an article as XHTML', () => {
  it.each([
    ['empty elements are closed', '<p>a<br>b</p><hr>', '<p>a<br/>b</p><hr/>'],
    ['text stays text', '<p>1 &lt; 2 &amp; "3"</p>', '<p>1 &lt; 2 &amp; "3"</p>'],
    ['characters XML forbids are replaced', '<p>a\u0001b\u{fffe}</p>', '<p>a\uFFFDb\uFFFD</p>'],
    [
      'a language is told twice',
      '<p lang="zh-TW" dir="ltr">渡輪</p>',
      '<p xml:lang="zh-TW" lang="zh-TW" dir="ltr">渡輪</p>',
    ],
    ['attributes that nothing needs go', '<p onclick="x" class="y">a</p>', '<p>a</p>'],
    [
      'links lead to the web',
      '<a href="https://a.example/a|b">x</a>',
      '<a href="https://a.example/a%7Cb">x</a>',
    ],
    ['links that could run are text', '<a href="javascript:alert(1)">x</a>', 'x'],
    [
      'a picture that is there',
      '<img src="https://a.example/1.jpg" alt="A &amp; B">',
      '<img src="1.jpg" alt="A &amp; B"/>',
    ],
    [
      'a picture that is not',
      '<img src="https://a.example/2.jpg" alt="Ferry">',
      '<span class="image-missing">Ferry · no picture</span>',
    ],
    [
      'ruby',
      '<ruby>渡<rp>(</rp><rt>dù</rt><rp>)</rp></ruby>',
      '<ruby>渡<rp>(</rp><rt>dù</rt><rp>)</rp></ruby>',
    ],
    ['ruby without a reading is text', '<ruby>渡輪</ruby>', '渡輪'],
    ['terms', '<dl><dt>a</dt><dd>b</dd></dl>', '<dl><dt>a</dt><dd>b</dd></dl>'],
    [
      'terms without a meaning are lines',
      '<dl><dd>b</dd><dt>a</dt></dl>',
      '<div><div>b</div><div>a</div></div>',
    ],
    [
      'cells',
      '<table><tr><td colspan="2">a</td></tr></table>',
      '<table><tr><td colspan="2">a</td></tr></table>',
    ],
    ['elements that are not known leave their text', '<blink>a<p>b</p></blink>', 'a<p>b</p>'],
  ])('%s', (_says, html, expected) => {
    expect(xhtml(html)).toBe(expected);
  });

  it.each(['<div>', '<b>', '<dl><dt>a</dt><dd>', '<ruby>', '<ul><li>', '<table><tr><td>'])(
    'keeps what lies under 3,000 %s, in time that grows with their number only',
    (tags) => {
      const told = xhtml(`${tags.repeat(3000)}deep &amp; down`);
      expect(told).toContain('deep &amp; down');
      expect(told.length).toBeLessThan(20_000);
    },
    2000,
  );
});
