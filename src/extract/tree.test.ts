import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTags } from '../html/index.ts';
import { nodeText, pageTree, rawText, type TreeNode, tellTree } from './tree.ts';

const html =
  '<html><head><title>A &amp; B</title><script type="application/ld+json">{"a":"<p>"}</script></head><body><p>One<p>Two <b>bold</b><ul><li>x<li>y</ul><img src=a><noscript>no</noscript></body></html>';

/** The tags and text that a reader hears, with neighbouring text joined. */
function heard(tell: (handler: Parameters<typeof readTags>[1]) => void): string[] {
  const said: string[] = [];
  tell({
    open: (name) => said.push(`<${name}>`),
    close: (name) => said.push(`</${name}>`),
    text(text) {
      if (said.at(-1)?.startsWith('<') ?? true) said.push(text);
      else said[said.length - 1] += text;
    },
  });
  return said;
}

describe('the tree of a page', () => {
  const tree = pageTree(html);
  const named = (name: string): readonly TreeNode[] =>
    tree.nodes.filter((node) => node.name === name);

  test('ends what HTML ends by itself', () => {
    expect(named('p').map((node) => nodeText(tree, node))).toEqual(['One', 'Two bold']);
    expect(named('li').map((node) => nodeText(tree, node))).toEqual(['x', 'y']);
    expect(named('li').every((node) => node.parent?.name === 'ul')).toBe(true);
  });

  test('keeps scripts apart from the words', () => {
    expect(named('script').map(rawText)).toEqual(['{"a":"<p>"}']);
    expect(nodeText(tree, tree.root)).toBe('A & B One Two bold x y');
  });

  test('knows the range of each node, its parent, its children', () => {
    for (const node of tree.nodes) {
      for (let child = node.first; child !== null; child = child.next) {
        expect(child.parent).toBe(node);
        expect(child.end).toBeLessThanOrEqual(node.end);
      }
    }
  });
});

test('a tree is told as its page is', () => {
  const tag = fc.constantFrom(
    '<p>',
    '</p>',
    '<b>',
    '</b>',
    'x ',
    '<br>',
    '<div>',
    '</div>',
    '<td>',
  );
  fc.assert(
    fc.property(fc.array(tag, { maxLength: 30 }), (tags) => {
      const page = tags.join('');
      const tree = pageTree(page);
      const told = heard((handler) => tellTree(tree, tree.root, handler));
      expect(told).toEqual(heard((handler) => readTags(page, handler)));
    }),
  );
});

describe('hostile pages have small trees', () => {
  test('100,000 nested divisions', () => {
    const tree = pageTree(`${'<div>'.repeat(100_000)}deep`);
    expect(tree.depth).toBeLessThanOrEqual(512);
    expect(nodeText(tree, tree.root)).toBe('deep');
  });

  test('a million elements', () => {
    const tree = pageTree('<b>x</b>'.repeat(1_000_000));
    expect(tree.nodes.length).toBeLessThanOrEqual(500_000);
  });
});
