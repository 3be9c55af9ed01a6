import { isPictureName } from '../html/index.ts';
import type { Page } from './page.ts';
import { isBlockName } from './page-runs.ts';
import type { TreeNode } from './tree.ts';

const longestCaption = 900;
const longestUnnamed = 320;
const mostCaptions = 0.3;
const blocksWithText = new Set([
  'h1',
  'h2',
  'h3',
  'h4',
  'table',
  'ul',
  'ol',
  'blockquote',
  'pre',
  'td',
  'li',
  'article',
  'section',
  'main',
  'body',
]);

export type FigureRole = 'figure' | 'figcaption';

/** What stands in figures: by name, by class, or because a small box holds a picture and a line. */
export class Figures {
  private readonly page: Page;
  private readonly roles = new Map<TreeNode, FigureRole>();

  constructor(page: Page, root: TreeNode) {
    this.page = page;
    const boxes = new Set<TreeNode>();
    for (let at = root.index + 1; at < root.end; at += 1) {
      const node = page.tree.nodes[at];
      if (node === undefined || page.isOut(at)) continue;
      if (!isPictureName(node.name) && node.name !== 'video') this.markNamed(node);
      else {
        const box = this.boxAround(node, root);
        if (box !== undefined) boxes.add(box);
      }
    }
    this.markBoxes(boxes, root);
  }

  /** Where most of the text would be captions, none is: the boxes are the story. */
  private markBoxes(boxes: ReadonlySet<TreeNode>, root: TreeNode): void {
    const { weight } = this.page;
    let sum = 0;
    for (const box of boxes) sum += weight[box.index] ?? 0;
    if (sum > mostCaptions * (weight[root.index] ?? 0)) return;
    for (const box of boxes) {
      this.roles.set(box, 'figure');
      for (let child = box.first; child !== null; child = child.next) this.markCaption(child);
    }
  }

  role(node: TreeNode): FigureRole | undefined {
    return this.roles.get(node);
  }

  private markNamed(node: TreeNode): void {
    if (node.name === 'figcaption' || node.name === 'figure') {
      this.roles.set(node, node.name);
      return;
    }
    const { page } = this;
    if (node.name === 'table' || node.attributes.size === 0 || !isBlockName(node.name)) return;
    if (!page.classes.said(node).caption) return;
    if ((page.weight[node.index] ?? 0) > longestCaption) return;
    this.roles.set(node, hasPicture(page, node) ? 'figure' : 'figcaption');
  }

  /** The largest box around a picture that holds but a line of text of its own. */
  private boxAround(picture: TreeNode, root: TreeNode): TreeNode | undefined {
    const { page } = this;
    let box: TreeNode | undefined;
    let node = picture.parent;
    while (node !== null && node !== root && !blocksWithText.has(node.name)) {
      const weight = page.weight[node.index] ?? 0;
      if (weight > longestUnnamed || node.name === 'figure') break;
      if (weight > 0 && isBlockName(node.name) && node.name !== 'p') box = node;
      node = node.parent;
    }
    if (box === undefined || this.roles.has(box) || !isCaptioned(page, box)) return undefined;
    return box;
  }

  private markCaption(child: TreeNode): void {
    const { page } = this;
    if (
      (page.weight[child.index] ?? 0) > 0 &&
      !hasPicture(page, child) &&
      isBlockName(child.name)
    ) {
      this.roles.set(child, 'figcaption');
    }
  }
}

/** Whether the text of a small box stands in blocks beside the picture, and heads nothing. */
function isCaptioned(page: Page, box: TreeNode): boolean {
  for (let at = box.index + 1; at < box.end; at += 1) {
    const node = page.tree.nodes[at];
    if (node !== undefined && blocksWithText.has(node.name)) return false;
  }
  return true;
}

function hasPicture(page: Page, node: TreeNode): boolean {
  for (let at = node.index + 1; at < node.end; at += 1) {
    const name = page.tree.nodes[at]?.name;
    if (name === 'video' || name === 'iframe' || isPictureName(name ?? '')) return true;
  }
  return false;
}
