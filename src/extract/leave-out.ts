import type { Page } from './page.ts';
import { bodilessNames, isBlockName } from './page-runs.ts';
import type { TreeNode } from './tree.ts';

const goneNames = new Map([
  ['nav', 'navigation'],
  ['footer', 'footer'],
  ['aside', 'side column'],
  ['menu', 'navigation'],
  ['dialog', 'dialog'],
  ['form', 'form'],
  ['fieldset', 'form'],
]);
const goneRoles = new Map([
  ['navigation', 'navigation'],
  ['contentinfo', 'footer'],
  ['complementary', 'side column'],
  ['banner', 'navigation'],
  ['search', 'form'],
  ['menu', 'navigation'],
  ['menubar', 'navigation'],
  ['toolbar', 'navigation'],
  ['dialog', 'dialog'],
  ['alertdialog', 'dialog'],
  ['tooltip', 'dialog'],
]);
const keptNames = new Set([
  'html',
  'body',
  'main',
  'article',
  'h1',
  'img',
  'amp-img',
  'figure',
  'picture',
  'table',
  'thead',
  'tbody',
  'tr',
  'td',
  'th',
]);
/** Part of the page's prose that may go at once, at most: what holds more is the article. */
const mostOfProse = 0.35;
/** Comments may outweigh the article; without this much else they are all there is. */
const fewestBesideComments = 300;
/** Where more of the prose than this is hidden, scripts show it and hiding tells nothing. */
const mostHidden = 0.7;

/** Leaves out what is not shown and what its markup says is furniture. */
export function leaveOutFurniture(page: Page): void {
  const { nodes } = page.tree;
  const total = page.prose[0] ?? 0;
  const hides = hiddenProse(page) < mostHidden * total;
  let at = 1;
  while (at < nodes.length) {
    const node = nodes[at];
    if (node === undefined) break;
    if (node.name === '#text' || bodilessNames.has(node.name)) {
      at = node.end;
      continue;
    }
    const reason = furnitureReason(page, node, total, hides);
    if (reason !== undefined) page.leaveOut(node, reason);
    at = page.isOut(at) ? node.end : at + 1;
  }
}

/** Leaves out what is not shown, and nothing else. */
export function leaveOutHidden(page: Page): void {
  for (const node of page.tree.nodes) if (isHidden(node)) page.leaveOut(node, 'not shown');
}

function furnitureReason(
  page: Page,
  node: TreeNode,
  total: number,
  hides: boolean,
): string | undefined {
  if (hides && isHidden(node)) return 'not shown';
  const reason = namedReason(page, node);
  if (reason === undefined || reason === 'cookie banner') return reason;
  const prose = page.prose[node.index] ?? 0;
  if (prose <= mostOfProse * total && !isMost(page, node)) return reason;
  if (reason === 'comments' && total - prose > fewestBesideComments) return reason;
  if (reason === 'side column' && 2 * prose < total && hasMostlyLinks(page, node)) return reason;
  if (prose < wholeProse * total) page.suspects.add(node);
  return undefined;
}

/** What holds so much of the prose is the frame of the page, whatever it is called. */
const wholeProse = 0.9;
const mostOfWords = 0.6;

const isMost = (page: Page, node: TreeNode): boolean =>
  (page.weight[node.index] ?? 0) > mostOfWords * (page.weight[0] ?? 0);

function namedReason(page: Page, node: TreeNode): string | undefined {
  const named = goneNames.get(node.name) ?? goneRoles.get(node.attributes.get('role') ?? '');
  if (named !== undefined) return named;
  if (keptNames.has(node.name)) return undefined;
  return classReason(page, node) ?? (isEntryBox(page, node) ? 'form' : undefined);
}

/** A box is small; what holds more may be the article with a form in it. */
const mostNodesOfBox = 60;
const mostWeightOfBox = 300;
const boxNames = new Set(['div', 'section']);
const entryTypes = new Set(['', 'text', 'email', 'tel', 'search', 'password']);

/** Whether a small box asks the reader to write something: words around a field that is no picture
 * button and no tick. */
function isEntryBox(page: Page, node: TreeNode): boolean {
  if (!boxNames.has(node.name) || node.end - node.index > mostNodesOfBox) return false;
  if ((page.weight[node.index] ?? 0) > mostWeightOfBox) return false;
  for (let at = node.index + 1; at < node.end; at += 1) {
    if (page.tree.nodes[at]?.name === 'input' && isEntry(page.tree.nodes[at])) return true;
  }
  return false;
}

const isEntry = (node: TreeNode | undefined): boolean =>
  entryTypes.has((node?.attributes.get('type') ?? '').toLowerCase());

/** Weight of the prose that is not shown at first. */
function hiddenProse(page: Page): number {
  let prose = 0;
  let end = 0;
  for (const node of page.tree.nodes) {
    if (node.index < end || !isHidden(node)) continue;
    prose += page.prose[node.index] ?? 0;
    end = node.end;
  }
  return prose;
}

function classReason(page: Page, node: TreeNode): string | undefined {
  const { kind } = page.classes.said(node);
  if (kind === undefined || (page.weight[node.index] ?? 0) > kind.most) return undefined;
  if (kind.reason === 'related links' && !hasLinks(page, node)) {
    if (!isMost(page, node) && !isIntroduction(node)) page.others.add(node);
    return undefined;
  }
  return isBlockName(node.name) || (page.weight[node.index] ?? 0) <= kind.most
    ? kind.reason
    : undefined;
}

/** A teaser may be the introduction of the article itself; teasers are others. */
const isIntroduction = ({ attributes }: TreeNode): boolean =>
  /teaser(?!s)/i.test(`${attributes.get('class') ?? ''} ${attributes.get('id') ?? ''}`);

const hasMostlyLinks = (page: Page, node: TreeNode): boolean =>
  2 * (page.linked[node.index] ?? 0) >= (page.weight[node.index] ?? 0);

const hasLinks = (page: Page, node: TreeNode): boolean =>
  3 * (page.linked[node.index] ?? 0) >= (page.weight[node.index] ?? 0);

function isHidden(node: TreeNode): boolean {
  const { attributes } = node;
  if (attributes.size === 0) return false;
  if (attributes.has('hidden')) return true;
  const style = attributes.get('style');
  return (
    style !== undefined && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style.slice(0, 500))
  );
}
