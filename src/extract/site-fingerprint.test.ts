import { expect, test } from 'vitest';
import { mapBlocks } from './site-blocks.ts';
import { fingerprintOf, foldedWords } from './site-fingerprint.ts';

const mark = (html: string, title = '') => {
  const [block] = mapBlocks(html).blocks;
  if (block === undefined) throw new Error(html);
  return fingerprintOf(block, foldedWords(title));
};

test.each([
  ['© 2023 The Courier', '© 2024 The Courier'],
  ['Published 3 hours ago', 'Published 2 days ago'],
  ['发布于 3小时前', '发布于 12分钟前'],
  ['Comments (12)', 'COMMENTS (1,204)'],
  ['Share this: now!', 'share this — now'],
])('"%s" and "%s" are one block', (one, other) => {
  expect(mark(`<p>${one}</p>`).exact).toBe(mark(`<p>${other}</p>`).exact);
});

test.each([
  ['The rate rose 1.2 percent', 'The rate rose 1.3 percent'],
  ['[21] 同上。', '[22] 同上。'],
  ['【01】', '【02】'],
  ['***', '---'],
])('"%s" and "%s" are two blocks: numbers and signs tell something', (one, other) => {
  expect(mark(`<p>${one}</p>`).exact).not.toBe(mark(`<p>${other}</p>`).exact);
});

test('what holds the page’s own title is one block on every page, the title alone is not', () => {
  const first = mark('<p>You are reading: The bridge is open</p>', 'The bridge is open');
  const second = mark('<p>You are reading: No bread today</p>', 'No bread today');
  expect(first.exact).toBe(second.exact);
  expect(mark('<p>The bridge is open</p>', 'The bridge is open').exact).not.toBe(
    mark('<p>No bread today</p>', 'No bread today').exact,
  );
});

test('a template is known by what stands around its links, or by what they say', () => {
  const more = (title: string) =>
    mark(`<p>Read more: <a href="https://a.example/${title}">${title}</a></p>`).outlines;
  expect(more('A bridge')).toEqual(more('Bread'));
  const foot = (name: string) =>
    mark(`<p>© ${name} | <a href="/1">Permalink</a> | <a href="/2">Comment</a></p>`).outlines;
  expect(foot('Ann').filter((outline) => foot('Ben').includes(outline))).toHaveLength(1);
});

test('a sentence with a link is no template', () => {
  expect(mark('<p>The <a href="/1">Courier</a> said so.</p>').outlines).toEqual([]);
});

test('pictures are known by their address, whatever size is asked for', () => {
  const picture = (src: string) => mark(`<p><img src="${src}"></p>`).exact;
  expect(picture('https://a.example/logo.png?w=100')).toBe(picture('http://a.example/logo.png'));
  expect(picture('https://p.example/?url=a.jpg')).not.toBe(picture('https://p.example/?url=b.jpg'));
});
