import { isHolder, isSuspect, kinWeight, noise } from './body-scores.ts';
import type { Page } from './page.ts';
import type { TreeNode } from './tree.ts';

const fewestProse = 250;

/** The element that is called the article's body, where it holds most of what the densest does. */
export function namedBody(page: Page, dense: TreeNode, within: TreeNode): TreeNode | undefined {
  let best: TreeNode | undefined;
  for (let at = within.index; at < within.end; at += 1) {
    const node = page.tree.nodes[at];
    if (node === undefined || !isCalledBody(page, node) || isSuspect(page, node)) continue;
    if (best === undefined ? ownValue(page, node) > 0 : isBetter(page, node, best)) best = node;
  }
  if (best === undefined) return undefined;
  const least = 0.6 * (page.prose[dense.index] ?? 0);
  return (page.prose[best.index] ?? 0) >= least ? best : undefined;
}

const ownValue = (page: Page, node: TreeNode): number =>
  (page.prose[node.index] ?? 0) - noise(page, node);

/** One body inside another is better where the other adds but other articles. */
function isBetter(page: Page, node: TreeNode, best: TreeNode): boolean {
  if (node.index < best.end && isWhole(page, node, best)) return true;
  return ownValue(page, node) > ownValue(page, best);
}

/** Whether what an outer body holds beyond an inner one is of another kind, such as teasers. */
function isWhole(page: Page, inner: TreeNode, outer: TreeNode): boolean {
  const own = page.prose[inner.index] ?? 0;
  const more = (page.prose[outer.index] ?? 0) - own;
  if (own < fewestProse || more < 0.3 * own) return false;
  return kinWeight(page, inner, outer) < 0.3 * more;
}

const littleProse = 350;
const fewestOfArticle = 60;

/** Where there is hardly any prose: what is called the body, poems and lists of words too; else the
 * page's only `article`. */
export function shortBody(page: Page, dense: TreeNode, within: TreeNode): TreeNode | undefined {
  if ((page.prose[dense.index] ?? 0) >= littleProse) return undefined;
  let best: TreeNode | undefined;
  let most = 0;
  for (let at = within.index; at < within.end; at += 1) {
    const node = page.tree.nodes[at];
    if (node === undefined || !isCalledBody(page, node)) continue;
    const value = (page.weight[at] ?? 0) - 2 * (page.linked[at] ?? 0);
    if (value > most) {
      most = value;
      best = node;
    }
  }
  return best ?? onlyArticle(page, dense, within);
}

/** The one `article` where it holds no less prose than what is densest. */
function onlyArticle(page: Page, dense: TreeNode, within: TreeNode): TreeNode | undefined {
  const articles = page.tree.nodes
    .slice(within.index, within.end)
    .filter((node) => node.name === 'article' && !page.isOut(node.index));
  const [only, ...others] = articles;
  if (only === undefined || others.length > 0) return undefined;
  const least = Math.max(fewestOfArticle, page.prose[dense.index] ?? 0);
  return (page.prose[only.index] ?? 0) >= least ? only : undefined;
}

const mayBeBody = (node: TreeNode): boolean => node.name !== 'html' && node.name !== 'body';

function isCalledBody(page: Page, node: TreeNode): boolean {
  if (node.attributes.size === 0 || page.isOut(node.index)) return false;
  if (!isHolder(node) || !mayBeBody(node)) return false;
  if (node.attributes.get('itemprop')?.includes('articleBody')) return true;
  return page.classes.said(node).body;
}
