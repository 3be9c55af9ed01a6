import type { Page } from './page.ts';
import { isBlockName, isProse, type Run } from './page-runs.ts';
import type { TreeNode } from './tree.ts';

const notHolders = new Set(
  'p li blockquote h1 h2 h3 h4 h5 h6 dd dt tr th tbody ul ol figure'.split(' '),
);
/** Whether an element may hold an article's body. */
export const isHolder = (node: TreeNode): boolean =>
  isBlockName(node.name) && !notHolders.has(node.name);

/** Whether a block stands in what is called furniture but was too much of the page to leave out. */
export function isSuspect(page: Page, block: TreeNode): boolean {
  if (page.suspects.size === 0) return false;
  for (let node: TreeNode | null = block; node !== null; node = node.parent) {
    if (page.suspects.has(node)) return true;
  }
  return false;
}

/** Weight of links and short lines in an element; cells of tables are neither. */
export function noise(page: Page, node: TreeNode): number {
  const linked = page.linked[node.index] ?? 0;
  const prose = page.prose[node.index] ?? 0;
  return linked + 0.4 * Math.max(0, (page.weight[node.index] ?? 0) - prose - linked);
}

/** Weight of the prose that `outer` holds beyond `inner` in blocks of the same name and depth. */
export function kinWeight(page: Page, inner: TreeNode, outer: TreeNode): number {
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
