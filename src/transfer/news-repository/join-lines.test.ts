import fc from 'fast-check';
import { expect, test } from 'vitest';
import { htmlPieces } from './html-pieces.ts';
import { joinLines } from './join-lines.ts';

function expectJoined(pairs: Readonly<Record<string, string>>): void {
  for (const [html, joined] of Object.entries(pairs)) expect(joinLines(html)).toBe(joined);
}

test('a body of one line stays byte for byte', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const line = text.replace(/[\r\n]/g, '');
      expect(joinLines(line)).toBe(line);
    }),
  );
});

test('a line break inside a tag becomes one space', () => {
  expectJoined({
    '<source\n  type="a"\r\n\tsrc="b"\n>': '<source type="a" src="b" >',
    '<img alt="two\nlines">': '<img alt="two lines">',
    '<a title="a > b\n"\nhref=x>y</a>': '<a title="a > b " href=x>y</a>',
  });
});

test('a line break between words becomes one space', () => {
  expectJoined({
    'one\ntwo\r\n\r\n   three': 'one two three',
    '<p>one\n<b>two</b>\nthree</p>': '<p>one <b>two</b> three</p>',
    '一\n二': '一 二',
    'a < b\n& c': 'a < b & c',
  });
});

test('between tags of blocks it leaves nothing, between inline tags it parts the words', () => {
  expectJoined({
    '\n<div>\n  <p>a</p>\n\n  <p>b</p>\n</div>\n': '<div><p>a</p><p>b</p></div>',
    '<p>\n  a\n</p>': '<p>a</p>',
    'a<br>\nb\n<br>c': 'a<br>b<br>c',
    '<b>a</b>\n<i>b</i>': '<b>a</b> <i>b</i>',
    '<p> a</p>\n<p>b </p>': '<p> a</p><p>b </p>',
  });
});

test('preformatted text keeps its lines as character references', () => {
  expectJoined({
    '<pre>a\n  b\r\n<b>c</b>\n</pre>\n<p>d</p>': '<pre>a&#10;  b&#10;<b>c</b>&#10;</pre><p>d</p>',
    '<textarea>\na\n</textarea>\nb': '<textarea>&#10;a&#10;</textarea> b',
    '</pre>a\nb': '</pre>a b',
  });
});

test('comments, scripts and a tag that never ends come out on one line too', () => {
  expectJoined({
    '<p>a</p><!-- x\n y --><script>\nlet a\nlet b\n</script>':
      '<p>a</p><!-- x y --><script>let a let b</script>',
    '<p title="\n<p>a\n': '<p title=" <p>a',
  });
});

test('any body comes out on one line, and joining twice changes nothing', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '"',
    '=',
    '\n',
    '\r\n',
    ' ',
    'a',
    '<p>',
    '</b>',
    '<pre>',
    '</pre>',
    '<!--',
    '-->',
    '<script>',
    '</script>',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const html = pieces.join('');
      const joined = joinLines(html);
      expect(joined).not.toMatch(/[\r\n]/);
      expect(joinLines(joined)).toBe(joined);
      expect([...htmlPieces(html)].map((one) => one.text).join('')).toBe(html);
    }),
  );
});

test('a hostile body costs no more time than it is long', () => {
  const begun = performance.now();
  for (const bad of ['<a b="', '<!--', '<script>', '<p \n', ' ', '\n<', '<pre>\n', '"\'=']) {
    joinLines(`\n${bad.repeat(100_000)}`);
  }
  joinLines(`<p>${' '.repeat(1_000_000)}x\n`);
  expect(performance.now() - begun).toBeLessThan(10_000);
});
