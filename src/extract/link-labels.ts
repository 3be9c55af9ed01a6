import type { Url } from '../model/index.ts';
import { nodeText, type PageTree, type TreeNode } from './tree.ts';

const longestLabel = 40;

/** What a link says: its words, and only without any what it tells in their place; arrows are no words. */
export function linkLabels(tree: PageTree, node: TreeNode): string[] {
  const words = plain(nodeText(tree, node, 2 * longestLabel));
  if (words !== '') return [words];
  return ['title', 'aria-label']
    .map((name) => node.attributes.get(name) ?? '')
    .filter((text) => text.length <= longestLabel)
    .map(plain)
    .filter((text) => text !== '');
}

const plain = (text: string): string =>
  text
    .replace(/[»«›‹→>…()[\]（）【】:：]|\.{2,}/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** What a page's links are relative to: the page's address, or what it names in its place. */
export function linkBase(tree: PageTree, url: Url): Url {
  const said = tree.nodes.find((node) => node.name === 'base')?.attributes.get('href');
  return (said === undefined ? url : (URL.parse(said, url)?.href ?? url)) as Url;
}
