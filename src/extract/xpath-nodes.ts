import { oneLine } from '../html/index.ts';
import { nodeText, type PageTree, TreeNode } from './tree.ts';

/** An attribute as a node of a result. */
export class AttributeNode {
  readonly owner: TreeNode;
  readonly name: string;
  readonly value: string;

  constructor(owner: TreeNode, name: string, value: string) {
    this.owner = owner;
    this.name = name;
    this.value = value;
  }
}

export type XPathNode = TreeNode | AttributeNode;
/** What an expression gives; nodes each once, in document order. */
export type XPathValue = string | number | boolean | readonly XPathNode[];

/** What evaluation may still cost: one for each node looked at, and one for each 64 characters of text
 * that are read or worked on; more where they are worked on one by one. Shared by all rules of a page. */
export interface XPathBudget {
  left: number;
}

/** A page is asked all that its rules ask within this: milliseconds as a rule, about a second at most. */
export const pageBudget = (tree: PageTree): XPathBudget => ({
  left: 2_000_000 + 20 * tree.nodes.length,
});

/** A string value is read so far: no rule needs more of an element to know it. */
export const longestText = 100_000;

/** A text as far as it is read, paid for; none once the budget is spent. */
export function readText(text: string, budget: XPathBudget): string {
  if (budget.left < 0) return '';
  const read = text.length > longestText ? text.slice(0, longestText) : text;
  budget.left -= read.length >> 6;
  return read;
}

/** The string value of a node (XPath 1.0, section 5): all text in it, that of scripts too. */
export function stringOf(tree: PageTree, node: XPathNode, budget: XPathBudget): string {
  if (node instanceof AttributeNode) return readText(node.value, budget);
  if (node.name === '#text' || node.name === '#raw') return readText(node.text, budget);
  if (budget.left < 0) return '';
  let text = '';
  for (let at = node.index + 1; at < node.end && text.length < longestText; at += 1) {
    const each = tree.nodes[at];
    if (each === undefined) break;
    if (each.text !== '') text += each.text;
    budget.left -= 1;
  }
  return readText(text, budget);
}

/** The visible words of a node of either kind as one line. */
export function lineOf(tree: PageTree, node: XPathNode): string {
  if (node instanceof TreeNode && !node.name.startsWith('#')) return nodeText(tree, node);
  return oneLine((node instanceof TreeNode ? node.text : node.value).slice(0, 10_000));
}

/** Nodes each once and in document order; attributes stand after their element. */
export function inOrder(nodes: readonly XPathNode[]): XPathNode[] {
  const distinct = new Map<TreeNode | string, XPathNode>();
  for (const node of nodes) {
    distinct.set(node instanceof TreeNode ? node : `${node.owner.index} ${node.name}`, node);
  }
  return [...distinct.values()].sort((a, b) => placeOf(a) - placeOf(b));
}

const placeOf = (node: XPathNode): number =>
  node instanceof TreeNode ? node.index : node.owner.index + 0.5;

/** XPath's numbers of strings (section 4.4). */
export const numberOf = (text: string): number =>
  /^\s*-?(?:\d+(?:\.\d*)?|\.\d+)\s*$/.test(text) ? Number(text) : Number.NaN;
