import { isHolder, isSuspect, kinWeight, noise } from './body-scores.ts';
import { namedBody, shortBody } from './named-body.ts';
import type { Page } from './page.ts';
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

const longestCounted = 1000;
/** How much of a run counts for the holders around it, innermost first. */
const shares = [1, 0.8, 0.5, 0.3, 0.2];

/** The element with most prose near it; links in it tell against it. */
function densest(page: Page, within: TreeNode): TreeNode {
  let best = within;
  let most = 0;
  for (const [node, score] of proseScores(page, within)) {
    const density = (page.linked[node.index] ?? 0) / Math.max(1, page.weight[node.index] ?? 0);
    const value = score * (1 - density);
    if (value > most) {
      most = value;
      best = node;
    }
  }
  return best;
}

function proseScores(page: Page, within: TreeNode): ReadonlyMap<TreeNode, number> {
  const scores = new Map<TreeNode, number>();
  for (const run of page.proseRuns) {
    if (run.first < within.index || run.first >= within.end) continue;
    const share = isSuspect(page, run.block) ? suspectShare : 1;
    const value = share * Math.min(run.weight, longestCounted);
    holdersAround(run.block, within).forEach((holder, level) => {
      scores.set(holder, (scores.get(holder) ?? 0) + value * (shares[level] ?? 0));
    });
  }
  return scores;
}

/** The innermost holders around a block, as many as there are shares. */
function holdersAround(block: TreeNode, within: TreeNode): TreeNode[] {
  const holders: TreeNode[] = [];
  let node: TreeNode | null = block;
  while (node !== null && holders.length < shares.length && node.index >= within.index) {
    if (isHolder(node)) holders.push(node);
    node = node.parent;
  }
  return holders;
}

const suspectShare = 0.2;

const mostLevels = 5;

/** Goes up to an element that holds more paragraphs of the same kind, and not more else. */
export function climb(page: Page, from: TreeNode): TreeNode {
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
