import type { Page } from './page.ts';
import { sumUp } from './page-runs.ts';
import type { TreeNode } from './tree.ts';

const fewestTeasers = 3;
const longestTeaser = 800;
const shortTeaser = 250;
const fewestLetters = 15;
const mostOfProse = 0.5;
const fewestBeside = 100;
/** Names of which several in a row are the story's own. */
const storyNames = new Set([
  'p',
  'br',
  'tr',
  'td',
  'h2',
  'h3',
  'h4',
  'blockquote',
  'figure',
  'img',
  'amp-img',
  'a',
  'span',
  'strong',
  'em',
  'b',
  'i',
]);

/** Leaves out neighbours of one name and class that each hold a link as a line: other articles. */
export function leaveOutTeasers(page: Page): void {
  const links = linkLines(page);
  const total = page.prose[0] ?? 0;
  for (const node of page.tree.nodes) {
    if ((links[node.index] ?? 0) < fewestTeasers || page.isOut(node.index)) continue;
    for (const group of groupsOf(page, node, links)) {
      if (areOthers(page, group, total)) for (const each of group) page.leaveOut(each, 'teasers');
    }
  }
}

function areOthers(page: Page, group: readonly TreeNode[], total: number): boolean {
  const prose = group.reduce((sum, each) => sum + (page.prose[each.index] ?? 0), 0);
  return group.length >= fewestTeasers && prose <= mostOfProse * total;
}

/** What in each node tells of other articles: lines that are but a link, and empty links. */
function linkLines(page: Page): Float64Array {
  const lines = new Float64Array(page.tree.nodes.length);
  for (const run of page.runs) {
    const linked = run.weight >= fewestLetters && run.linked >= 0.8 * run.weight;
    if (linked) lines[run.block.index] = (lines[run.block.index] ?? 0) + 1;
  }
  for (const node of page.tree.nodes) {
    if (isEmptyLink(page, node)) lines[node.index] = (lines[node.index] ?? 0) + 1;
  }
  sumUp(page.tree, lines);
  return lines;
}

/** A link over a whole box has no words of its own. */
const isEmptyLink = (page: Page, node: TreeNode): boolean =>
  node.name === 'a' &&
  node.attributes.has('href') &&
  (page.weight[node.index] ?? 0) === 0 &&
  !page.isOut(node.index);

/** Whether a list without a class stands among the paragraphs of a story; one of links must be
 * followed by more of it. */
function isStoryList(page: Page, list: TreeNode): boolean {
  if ((list.name !== 'ul' && list.name !== 'ol') || list.attributes.has('class')) return false;
  const linked = (page.linked[list.index] ?? 0) >= 0.7 * (page.weight[list.index] ?? 0);
  const from = linked ? list.next : (list.parent?.first ?? null);
  for (let each = from; each !== null; each = each.next) {
    if (each.name === 'p' && (page.prose[each.index] ?? 0) >= fewestBeside) return true;
  }
  return false;
}

/** Children of one name and class that look like teasers. */
function groupsOf(page: Page, node: TreeNode, links: Float64Array): Iterable<TreeNode[]> {
  const groups = new Map<string, TreeNode[]>();
  if (isStoryList(page, node)) return [];
  for (let child = node.first; child !== null; child = child.next) {
    if (child.name === '#text' || storyNames.has(child.name) || page.isOut(child.index)) continue;
    if (!isTeaser(page, child, links)) continue;
    const key = `${child.name} ${(child.attributes.get('class') ?? '').split(/\s+/, 1)[0]}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [child]);
    else group.push(child);
  }
  return groups.values();
}

function isTeaser(page: Page, node: TreeNode, links: Float64Array): boolean {
  const weight = page.weight[node.index] ?? 0;
  if ((links[node.index] ?? 0) < 1 || weight < fewestLetters || quotes(page, node)) return false;
  if (weight <= shortTeaser && (page.prose[node.index] ?? 0) < 0.7 * weight) return true;
  return weight <= longestTeaser && (page.linked[node.index] ?? 0) >= 0.25 * weight;
}

/** Posts of others that a story shows are quotations. */
function quotes(page: Page, node: TreeNode): boolean {
  for (let at = node.index; at < node.end; at += 1) {
    if (page.tree.nodes[at]?.name === 'blockquote') return true;
  }
  return false;
}
