import type { Page } from './page.ts';
import type { TreeNode } from './tree.ts';

const cellNames = new Set(['td', 'th']);
const partNames = new Set(['tbody', 'thead', 'tfoot', 'tr', 'td', 'th', 'caption']);
const fewest = 300;

/**
 * The tables of a body that only lay it out, with their rows and cells: those that hold tables, or
 * one cell with most of the words.
 */
export function layoutTables(page: Page, root: TreeNode): ReadonlySet<TreeNode> {
  const found = new Set<TreeNode>();
  for (let at = root.index; at < root.end; at += 1) {
    const node = page.tree.nodes[at];
    if (node === undefined || page.isOut(at)) continue;
    if (node.name === 'table' && isLayout(page, node)) found.add(node);
    else if (partNames.has(node.name) && node.parent !== null && found.has(node.parent))
      found.add(node);
  }
  return found;
}

function isLayout(page: Page, table: TreeNode): boolean {
  const weight = page.weight[table.index] ?? 0;
  for (let at = table.index + 1; at < table.end; at += 1) {
    const node = page.tree.nodes[at];
    if (node === undefined || page.isOut(at)) continue;
    if (node.name === 'table') return true;
    const most = cellNames.has(node.name) ? (page.prose[at] ?? 0) : 0;
    if (most > fewest && most > 0.6 * weight) return true;
  }
  return false;
}
