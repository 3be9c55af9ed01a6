import type { PageTree, TreeNode } from './tree.ts';
import type { Axis, NodeTest } from './xpath-expression.ts';
import { AttributeNode, type XPathBudget, type XPathNode } from './xpath-nodes.ts';

/** Axes that count from their node backwards, so that `[1]` is the nearest. */
export const reverseAxes: ReadonlySet<Axis> = new Set([
  'parent',
  'ancestor',
  'ancestor-or-self',
  'preceding',
  'preceding-sibling',
]);

/** The nodes of an axis that pass a test, in the axis' own order. Stops where the budget is spent. */
export function axisNodes(
  tree: PageTree,
  from: XPathNode,
  axis: Axis,
  test: NodeTest,
  budget: XPathBudget,
): XPathNode[] {
  if (from instanceof AttributeNode) return ofAttribute(from, axis, test);
  if (axis === 'attribute') {
    const attributes = attributesOf(from, test);
    // Each becomes a node of its own, which costs more than to look at one that is there.
    budget.left -= 1 + 4 * attributes.length;
    return attributes;
  }
  const nodes: TreeNode[] = [];
  for (const node of walk(tree, from, axis)) {
    budget.left -= 1;
    if (budget.left < 0) break;
    if (passes(node, test)) nodes.push(node);
  }
  return nodes;
}

function ofAttribute(from: AttributeNode, axis: Axis, test: NodeTest): XPathNode[] {
  if (axis === 'self') return test.kind === 'node' ? [from] : [];
  const isAbove = axis === 'parent' || axis === 'ancestor' || axis === 'ancestor-or-self';
  return isAbove && passes(from.owner, test) ? [from.owner] : [];
}

function attributesOf(node: TreeNode, test: NodeTest): AttributeNode[] {
  if (test.kind === 'text' || test.kind === 'comment') return [];
  if (test.kind === 'name' && test.name !== '*') {
    const value = node.attributes.get(test.name);
    return value === undefined ? [] : [new AttributeNode(node, test.name, value)];
  }
  return [...node.attributes].map(([name, value]) => new AttributeNode(node, name, value));
}

function passes(node: TreeNode, test: NodeTest): boolean {
  if (test.kind === 'node') return true;
  if (test.kind === 'text') return node.name === '#text' || node.name === '#raw';
  // Comments are no part of our tree.
  if (test.kind === 'comment') return false;
  return test.name === '*' ? !node.name.startsWith('#') : node.name === test.name;
}

function walk(tree: PageTree, from: TreeNode, axis: Axis): Iterable<TreeNode> {
  switch (axis) {
    case 'child':
      return siblings(from.first);
    case 'descendant':
      return range(tree, from.index + 1, from.end);
    case 'descendant-or-self':
      return range(tree, from.index, from.end);
    case 'self':
      return [from];
    case 'parent':
      return from.parent === null ? [] : [from.parent];
    case 'ancestor':
      return upwards(from.parent);
    case 'ancestor-or-self':
      return upwards(from);
    case 'following-sibling':
      return siblings(from.next);
    case 'preceding-sibling':
      return before(from);
    case 'following':
      return range(tree, from.end, tree.nodes.length);
    case 'preceding':
      return preceding(tree, from);
    case 'attribute':
      return [];
  }
}

function* siblings(first: TreeNode | null): Generator<TreeNode> {
  for (let node = first; node !== null; node = node.next) yield node;
}

function* upwards(first: TreeNode | null): Generator<TreeNode> {
  for (let node = first; node !== null; node = node.parent) yield node;
}

function* range(tree: PageTree, from: number, to: number): Generator<TreeNode> {
  for (let at = from; at < to; at += 1) {
    const node = tree.nodes[at];
    if (node !== undefined) yield node;
  }
}

/** Siblings before a node, the nearest first: each ends where the one after it begins. */
function before(node: TreeNode): TreeNode[] {
  const nodes: TreeNode[] = [];
  for (let each = node.parent?.first ?? null; each !== null && each !== node; each = each.next) {
    nodes.push(each);
  }
  return nodes.reverse();
}

function* preceding(tree: PageTree, node: TreeNode): Generator<TreeNode> {
  for (let at = node.index - 1; at > 0; at -= 1) {
    const each = tree.nodes[at];
    if (each !== undefined && each.end <= node.index) yield each;
  }
}
