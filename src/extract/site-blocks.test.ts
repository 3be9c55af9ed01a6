import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainText, sanitizeArticleHtml } from '../html/index.ts';
import type { Url } from '../model/index.ts';
import { mapBlocks } from './site-blocks.ts';

const base = 'https://courier.example/1' as Url;
const textsOf = (html: string): string[] => mapBlocks(html).blocks.map((block) => block.text);

test('paragraphs, headings, items, captions and lines parted by br are blocks', () => {
  const html =
    '<h2>Head</h2><p>One<br><strong>two</strong></p><ul><li>a</li><li>b</li></ul><blockquote><p>q</p></blockquote>';
  expect(mapBlocks(html).blocks.map(({ kind, text, quoted }) => [kind, text, quoted])).toEqual([
    ['heading', 'Head', false],
    ['line', 'One', false],
    ['line', 'two', false],
    ['item', 'a', false],
    ['item', 'b', false],
    ['line', 'q', true],
  ]);
});

test('a block lies where its HTML lies', () => {
  const html =
    '<p>One<br>two &amp; <em>three</em></p><ul><li><p>a</p><ul><li>b</li></ul></li></ul>';
  expect(mapBlocks(html).blocks.map(({ start, end }) => html.slice(start, end))).toEqual([
    'One',
    'two &amp; <em>three</em>',
    'a',
    'b',
  ]);
});

test('a figure, a table and formatted text are each one block', () => {
  const html =
    '<figure><img src="https://a.example/1.jpg" alt=""><figcaption>At sea</figcaption></figure><table><tbody><tr><td>1</td><td>2</td></tr></tbody></table><pre>x\ny</pre>';
  const { blocks } = mapBlocks(html);
  expect(blocks.map(({ kind, start, end }) => [kind, html.slice(start, start + 3), end])).toEqual([
    ['picture', '<fi', html.indexOf('<table>')],
    ['kept', '<ta', html.indexOf('<pre>')],
    ['kept', '<pr', html.length],
  ]);
  expect(blocks[0]).toMatchObject({ pictures: ['https://a.example/1.jpg'], text: 'At sea' });
});

test('an item keeps what it says beside the items in it', () => {
  const html = '<ul><li>Around<ul><li>within</li></ul></li></ul>';
  const { blocks, boxes } = mapBlocks(html);
  expect(blocks.map((block) => block.text)).toEqual(['within']);
  expect(boxes.filter((box) => !box.bare).map((box) => html.slice(box.start, box.end))).toEqual([
    '<li>within</li>',
    '<ul><li>within</li></ul>',
  ]);
});

test('links are told with their words and what stands around them', () => {
  const html = '<p>Read more: <a href="https://a.example/2">Another story</a></p>';
  expect(mapBlocks(html).blocks[0]).toMatchObject({
    links: [{ href: 'https://a.example/2', text: 'Another story' }],
    outline: 'Read more: §',
    linked: 13,
  });
});

const piece = fc.constantFrom(
  ...'<p>,</p>,<ul>,<li>,</li>,</ul>,<br>,<h2>,</h2>,<a href="/x">,</a>,<em>,</em>,<img src="/a.png">,<figure>,</figure>,<figcaption>,<table>,<td>,<tr>,</table>,<pre>,</pre>,<blockquote>,</blockquote>,words,更多 ,&lt;,<dl>,<dt>,<dd>'.split(
    ',',
  ),
);

test('any sanitised HTML: blocks follow each other, lie in their boxes, and say nothing twice', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const html = sanitizeArticleHtml(pieces.join(''), base);
      const { blocks } = mapBlocks(html);
      let at = 0;
      for (const { start, end } of blocks) {
        expect(start).toBeGreaterThanOrEqual(at);
        expect(end).toBeGreaterThan(start);
        at = end;
      }
      // Captions are blocks too, though the running text leaves them out.
      const said = plainText(html).replace(/\s/g, '').length;
      expect(textsOf(html).join('').replace(/\s/g, '').length).toBeLessThanOrEqual(said);
    }),
  );
});
