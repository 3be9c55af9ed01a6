import type { Page } from './leave-out.ts';
import { isBlockName, isProse, type Run } from './page-runs.ts';
import type { TreeNode } from './tree.ts';

/**
 * The element that holds the article: what the markup calls the body, or where prose is densest.
 * `heading` is the heading that says the title, if one does: of several articles on a page the one
 * with that heading is meant.
 */
export function chooseBody(page: Page, heading: TreeNode | undefined): TreeNode {
  const within = articleOf(page, heading) ?? page.tree.root;
  const dense = climb(page, densest(page, within));
  return namedBody(page, dense, within) ?? shortBody(page, dense, within) ?? dense;
}

const fewestProse = 250;

/** The innermost `article` around the title's heading, where it holds prose. */
function articleOf(page: Page, heading: TreeNode | undefined): TreeNode | undefined {
  for (let node = heading?.parent ?? null; node !== null; node = node.parent) {
    const named = node.name === 'article' || node.name === 'main';
    if (named && (page.prose[node.index] ?? 0) >= fewestProse) return node;
  }
  return undefined;
}

const notHolders = new Set(
  'p li blockquote h1 h2 h3 h4 h5 h6 dd dt tr th tbody ul ol figure'.split(' '),
);
const isHolder = (node: TreeNode): boolean => isBlockName(node.name) && !notHolders.has(node.name);

const longestCounted = 1000;
/** How much of a run counts for the holders around it, innermost first. */
const shares = [1, 0.8, 0.5, 0.3, 0.2];

/** The element with most prose near it; links in it tell against it. */
function densest(page: Page, within: TreeNode): TreeNode {
  const scores = new Map<TreeNode, number>();
  for (const run of page.runs) {
    if (!isProse(run) || run.first < within.index || run.first >= within.end) continue;
    const value =
      Math.min(run.weight, longestCounted) * (isSuspect(page, run.block) ? suspectShare : 1);
    let level = 0;
    let node: TreeNode | null = run.block;
    while (node !== null && level < shares.length && node.index >= within.index) {
      if (isHolder(node)) {
        scores.set(node, (scores.get(node) ?? 0) + value * (shares[level] ?? 0));
        level += 1;
      }
      node = node.parent;
    }
  }
  let best = within;
  let most = 0;
  for (const [node, score] of scores) {
    const density = (page.linked[node.index] ?? 0) / Math.max(1, page.weight[node.index] ?? 0);
    const value = score * (1 - density);
    if (value > most) {
      most = value;
      best = node;
    }
  }
  return best;
}

const suspectShare = 0.2;

function isSuspect(page: Page, block: TreeNode): boolean {
  if (page.suspects.size === 0) return false;
  for (let node: TreeNode | null = block; node !== null; node = node.parent) {
    if (page.suspects.has(node)) return true;
  }
  return false;
}

/** Weight of links and short lines in an element; cells of tables are neither. */
function noise(page: Page, node: TreeNode): number {
  const linked = page.linked[node.index] ?? 0;
  const prose = page.prose[node.index] ?? 0;
  return linked + 0.4 * Math.max(0, (page.weight[node.index] ?? 0) - prose - linked);
}

const mostLevels = 5;

/** Goes up to an element that holds more paragraphs of the same kind, and not more else. */
function climb(page: Page, from: TreeNode): TreeNode {
  let best = from;
  let level = 0;
  for (let node = from.parent; node !== null && level < mostLevels; node = node.parent) {
    if (node.name === 'body' || node.name === 'html' || node.name === '#root') break;
    level += 1;
    if (hasTwins(page, best, node)) {
      best = node;
      continue;
    }
    const more = kinWeight(page, best, node);
    if (more < 0.05 * (page.prose[best.index] ?? 0)) continue;
    if (more > 1.2 * (noise(page, node) - noise(page, best))) best = node;
  }
  return best;
}

/** Whether the child that holds all has neighbours of its name and class that hold words too. */
function hasTwins(page: Page, inner: TreeNode, outer: TreeNode): boolean {
  let child = inner;
  while (child.parent !== null && child.parent !== outer) child = child.parent;
  const kind = child.attributes.get('class') ?? '';
  let twins = 0;
  for (let each = outer.first; each !== null; each = each.next) {
    if (each === child || each.name !== child.name || page.isOut(each.index)) continue;
    const weight = page.weight[each.index] ?? 0;
    const linked = page.linked[each.index] ?? 0;
    const alike = (each.attributes.get('class') ?? '') === kind;
    if (alike && weight > 0 && linked < 0.3 * weight) twins += 1;
  }
  return twins > 0 && (kind !== '' || child.name.includes('-') || twins > 2);
}

/** Weight of the prose that `outer` holds beyond `inner` in blocks of the same name and depth. */
function kinWeight(page: Page, inner: TreeNode, outer: TreeNode): number {
  const kinds = new Map<string, number>();
  const added = new Map<string, number>();
  for (const run of page.runs) {
    if (!isProse(run) || run.first < outer.index || run.first >= outer.end) continue;
    const inside = run.first >= inner.index && run.first < inner.end;
    const sums = inside ? kinds : added;
    const kind = kindOf(run, outer);
    sums.set(kind, (sums.get(kind) ?? 0) + run.weight);
  }
  const [main] = [...kinds].sort((a, b) => b[1] - a[1]);
  if (main === undefined) return 0;
  const [name = '', depth = '0'] = main[0].split(' ');
  let weight = 0;
  for (const [kind, value] of added) {
    const [other, at = '0'] = kind.split(' ');
    if (other === name && Math.abs(Number(at) - Number(depth)) <= 1) weight += value;
  }
  return weight;
}

function kindOf(run: Run, outer: TreeNode): string {
  let depth = 0;
  for (let node: TreeNode | null = run.block; node !== null && node !== outer; node = node.parent) {
    depth += 1;
  }
  return `${run.block.name} ${depth}`;
}

/** The element that is called the article's body, where it holds most of what the densest does. */
function namedBody(page: Page, dense: TreeNode, within: TreeNode): TreeNode | undefined {
  let best: TreeNode | undefined;
  let most = 0;
  for (let at = within.index; at < within.end; at += 1) {
    const node = page.tree.nodes[at];
    if (node === undefined || page.isOut(at) || !isCalledBody(page, node)) continue;
    const inner = best !== undefined && at < best.end ? best : undefined;
    if (inner !== undefined && isWhole(page, node, inner)) {
      best = node;
      most = (page.prose[at] ?? 0) - noise(page, node);
      continue;
    }
    const value = (page.prose[at] ?? 0) - noise(page, node);
    if (value > most && !isSuspect(page, node)) {
      most = value;
      best = node;
    }
  }
  if (best === undefined) return undefined;
  const most60 = 0.6 * (page.prose[dense.index] ?? 0);
  return (page.prose[best.index] ?? 0) >= most60 ? best : undefined;
}

/** Whether what an outer body holds beyond an inner one is of another kind, such as teasers. */
function isWhole(page: Page, inner: TreeNode, outer: TreeNode): boolean {
  const own = page.prose[inner.index] ?? 0;
  const more = (page.prose[outer.index] ?? 0) - own;
  if (own < fewestProse || more < 0.3 * own) return false;
  return kinWeight(page, inner, outer) < 0.3 * more;
}

const littleProse = 350;

/** Where there is hardly any prose: what is called the body, poems and lists of words too. */
function shortBody(page: Page, dense: TreeNode, within: TreeNode): TreeNode | undefined {
  if ((page.prose[dense.index] ?? 0) >= littleProse) return undefined;
  let best: TreeNode | undefined;
  let most = 0;
  for (let at = within.index; at < within.end; at += 1) {
    const node = page.tree.nodes[at];
    if (node === undefined || page.isOut(at) || !isCalledBody(page, node)) continue;
    const value = (page.weight[at] ?? 0) - 2 * (page.linked[at] ?? 0);
    if (value > most) {
      most = value;
      best = node;
    }
  }
  return best;
}

const mayBeBody = (node: TreeNode): boolean => node.name !== 'html' && node.name !== 'body';

function isCalledBody(page: Page, node: TreeNode): boolean {
  if (node.attributes.size === 0 || !isHolder(node) || !mayBeBody(node)) return false;
  if (/articleBody/i.test(node.attributes.get('itemprop') ?? '')) return true;
  return page.classes.said(node).body;
}
