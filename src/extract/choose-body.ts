import type { Page } from './leave-out.ts';
import { isBlockName } from './page-runs.ts';
import type { TreeNode } from './tree.ts';

/** The element that holds the article: by density, or by what the markup calls the body. */
export function chooseBody(page: Page): TreeNode {
  const dense = densest(page);
  const named = namedBody(page, dense);
  return named ?? dense;
}

/** Weight of prose less that of links and of short lines: more of the article, or less else. */
function gain(page: Page, at: number): number {
  const prose = page.prose[at] ?? 0;
  const linked = page.linked[at] ?? 0;
  const other = Math.max(0, (page.weight[at] ?? 0) - prose - linked);
  return prose - linked - 0.3 * other;
}

const enough = 0.97;

function densest(page: Page): TreeNode {
  const { nodes, root } = page.tree;
  let best = root;
  let most = Number.NEGATIVE_INFINITY;
  for (const node of nodes) {
    if (!isHolder(node)) continue;
    const value = gain(page, node.index);
    if (value > most) {
      most = value;
      best = node;
    }
  }
  return tightest(page, best);
}

/** Goes down while one child holds nearly all. */
function tightest(page: Page, from: TreeNode): TreeNode {
  let node = from;
  for (;;) {
    const least = enough * (page.prose[node.index] ?? 0);
    let next: TreeNode | null = null;
    for (let child = node.first; child !== null; child = child.next) {
      if (isHolder(child) && (page.prose[child.index] ?? 0) >= least) next = child;
    }
    if (next === null || least <= 0) return node;
    node = next;
  }
}

const holders = new Set('p li blockquote h1 h2 h3 h4 h5 h6 dd dt tr td th tbody ul ol'.split(' '));
const isHolder = (node: TreeNode): boolean =>
  isBlockName(node.name) && (!holders.has(node.name) || node.name === 'td');

/** The element that is called the article's body, where it holds most of what the densest does. */
function namedBody(page: Page, dense: TreeNode): TreeNode | undefined {
  let best: TreeNode | undefined;
  let most = 0;
  for (const node of page.tree.nodes) {
    if (!isCalledBody(page, node)) continue;
    const prose = page.prose[node.index] ?? 0;
    if (prose > most) {
      most = prose;
      best = node;
    }
  }
  return most >= 0.6 * (page.prose[dense.index] ?? 0) ? best : undefined;
}

function isCalledBody(page: Page, node: TreeNode): boolean {
  if (node.attributes.size === 0 || !isHolder(node)) return false;
  if (/articleBody/i.test(node.attributes.get('itemprop') ?? '')) return true;
  return page.classes.said(node).body;
}
