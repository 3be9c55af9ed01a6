import type { Page } from './leave-out.ts';
import { isBlockName } from './page-runs.ts';
import type { TreeNode } from './tree.ts';

const longestCaption = 900;
const longestUnnamed = 320;
const blocksWithText = new Set(['h1', 'h2', 'h3', 'h4', 'table', 'ul', 'ol', 'blockquote', 'pre', 'td', 'li', 'article', 'section', 'main', 'body']);

export type FigureRole = 'figure' | 'figcaption';

/** What stands in figures: by name, by class, or because a small box holds a picture and a line. */
export class Figures {
  private readonly page: Page;
  private readonly roles = new Map<TreeNode, FigureRole>();

  constructor(page: Page, root: TreeNode) {
    this.page = page;
    for (let at = root.index + 1; at < root.end; at += 1) {
      const node = page.tree.nodes[at];
      if (node === undefined || page.isOut(at)) continue;
      if (node.name === 'img' || node.name === 'video') this.markBox(node, root);
      else this.markNamed(node);
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
  private markBox(picture: TreeNode, root: TreeNode): void {
    const { page } = this;
    let box: TreeNode | undefined;
    let node = picture.parent;
    while (node !== null && node !== root && !blocksWithText.has(node.name)) {
      const weight = page.weight[node.index] ?? 0;
      if (weight > longestUnnamed || node.name === 'figure') break;
      if (weight > 0 && isBlockName(node.name) && node.name !== 'p') box = node;
      node = node.parent;
    }
    if (box === undefined || this.roles.has(box) || !isCaptioned(page, box)) return;
    this.roles.set(box, 'figure');
    for (let child = box.first; child !== null; child = child.next) this.markCaption(child);
  }

  private markCaption(child: TreeNode): void {
    const { page } = this;
    if ((page.weight[child.index] ?? 0) > 0 && !hasPicture(page, child) && isBlockName(child.name)) {
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
    if (name === 'img' || name === 'video' || name === 'iframe') return true;
  }
  return false;
}
