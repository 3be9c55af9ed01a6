import type { Page } from './page.ts';
import { isBlockName, type Run } from './page-runs.ts';
import type { TreeNode } from './tree.ts';

const notHolders = new Set(
  'p li blockquote h1 h2 h3 h4 h5 h6 dd dt tr th tbody ul ol figure'.split(' '),
);
/** Whether an element may hold an article's body. */
export const isHolder = (node: TreeNode): boolean =>
  isBlockName(node.name) && !notHolders.has(node.name);

/** Whether a block stands in what is called furniture but was too much of the page to leave out. */
export const isSuspect = (page: Page, block: TreeNode): boolean =>
  isWithin(page.suspects, block) || isWithin(page.others, block);

function isWithin(boxes: ReadonlySet<TreeNode>, block: TreeNode): boolean {
  if (boxes.size === 0) return false;
  for (let node: TreeNode | null = block; node !== null; node = node.parent) {
    if (boxes.has(node)) return true;
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
  if ((page.prose[outer.index] ?? 0) <= (page.prose[inner.index] ?? 0)) return 0;
  const own = new Map<string, Kind>();
  const added = new Map<string, Kind>();
  for (const run of page.proseRuns) {
    if (run.first < outer.index || run.first >= outer.end) continue;
    if (run.first >= inner.index && run.first < inner.end) addRun(own, run);
    else if (!isWithin(page.others, run.block)) addRun(added, run);
  }
  return weightAlike(heaviest(own), added.values());
}

function weightAlike(main: Kind | undefined, kinds: Iterable<Kind>): number {
  let weight = 0;
  for (const kind of kinds) {
    if (kind.name === main?.name && Math.abs(kind.depth - main.depth) <= 1) weight += kind.weight;
  }
  return weight;
}

/** Runs in blocks of one name and depth. */
interface Kind {
  readonly name: string;
  readonly depth: number;
  weight: number;
}

function addRun(kinds: Map<string, Kind>, run: Run): void {
  const { name } = run.block;
  const key = name + String(run.depth);
  const kind = kinds.get(key);
  if (kind === undefined) kinds.set(key, { name, depth: run.depth, weight: run.weight });
  else kind.weight += run.weight;
}

function heaviest(kinds: ReadonlyMap<string, Kind>): Kind | undefined {
  let best: Kind | undefined;
  for (const kind of kinds.values()) if (kind.weight > (best?.weight ?? 0)) best = kind;
  return best;
}
