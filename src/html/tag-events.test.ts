import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTags } from './tag-events.ts';

function events(html: string): string {
  let told = '';
  readTags(html, {
    open(name) {
      told += `<${name}>`;
    },
    close(name) {
      told += `</${name}>`;
    },
    text(text) {
      told += text;
    },
  });
  return told;
}

test('tags that HTML lets people leave open are closed where they end', () => {
  expect(events('<p>a<p>b<ul><li>c<li>d</ul>')).toBe(
    '<p>a</p><p>b</p><ul><li>c</li><li>d</li></ul>',
  );
  expect(events('<table><tr><td>a<td>b<tr><td>c</table>')).toBe(
    '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>',
  );
});

test('a stray end tag inside a cell does not close what stands around the table', () => {
  expect(events('<div><table><tr><td>a</div>b</table>c')).toBe(
    '<div><table><tr><td>ab</td></tr></table>c</div>',
  );
});

test('text in scripts is no markup, and a self-closing path in a drawing is closed', () => {
  expect(events('<script>a<b></script><svg><path/><p>x</svg>')).toBe(
    '<script>a<b></script><svg><path></path><p>x</p></svg>',
  );
});

test('nesting past 512 elements is not told, its text is', () => {
  const told = events(`${'<div>'.repeat(100_000)}x${'</div>'.repeat(100_000)}y`);
  expect(told).toBe(`${'<div>'.repeat(512)}x${'</div>'.repeat(512)}y`);
});

test('an element is told from where it begins to where it ends', () => {
  const html = 'x<ul><li>a<li id=b>b</li ></ul>y';
  const starts: number[] = [];
  const elements: string[] = [];
  readTags(html, {
    open: (_name, _attributes, at) => starts.push(at),
    close: (_name, at) => elements.push(html.slice(starts.pop(), at)),
    text() {},
  });
  expect(elements).toEqual(['<li>a', '<li id=b>b</li >', '<ul><li>a<li id=b>b</li ></ul>']);
});

test('every start tag gets its end tag, in order, whatever the input', () => {
  const piece = fc.constantFrom('<b>', '</b>', '<td>', '</td>', '<table>', '</table>', '<p>', 'x');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const open: string[] = [];
      readTags(pieces.join(''), {
        open: (name) => open.push(name),
        close: (name) => expect(open.pop()).toBe(name),
        text() {},
      });
      expect(open).toEqual([]);
    }),
  );
});
