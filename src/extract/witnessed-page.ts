import type { Url } from '../model/index.ts';
import type { Page } from './page.ts';
import { isProse, type Run, runText, sumUp } from './page-runs.ts';
import { nodeText, outermost, type TreeNode } from './tree.ts';
import { Witness } from './witness.ts';

/** A witness that says less knows too little to speak against a page. */
const leastWeight = 250;
/** A run is told by a witness that has so much of it. */
const leastShare = 0.5;

/** A page beside what a witness tells of its article. */
export class WitnessedPage {
  readonly witness: Witness;
  private readonly page: Page;
  private readonly shares = new Map<number, number>();
  /** Weight of the prose in each node that the witness tells too. */
  readonly told: Float64Array;
  /** Whether the article's words depend on what the witness tells. */
  mattered = false;

  constructor(page: Page, witness: Witness) {
    this.page = page;
    this.witness = witness;
    this.told = new Float64Array(page.tree.nodes.length);
    for (const run of page.runs) {
      if (!isProse(run) || !this.tells(run)) continue;
      this.told[run.block.index] = (this.told[run.block.index] ?? 0) + run.weight;
    }
    sumUp(page.tree, this.told);
  }

  /** Whether the witness tells a run too. */
  tells(run: Run): boolean {
    let share = this.shares.get(run.first);
    if (share === undefined) {
      share = this.witness.share(runText(this.page.tree, run, this.page.isOut));
      this.shares.set(run.first, share);
    }
    return share >= leastShare;
  }

  toldIn(node: TreeNode): number {
    return this.told[node.index] ?? 0;
  }

  /** Whether most of the prose in a node is the witness's, so that it is the story whatever it is called. */
  readonly vouches = (node: TreeNode): boolean => {
    const told = this.toldIn(node);
    return told >= 60 && told >= 0.6 * (this.page.weight[node.index] ?? 0);
  };
}

/** What a witness says of a page; undefined where it says too little, or most of it is not there. */
export function witnessedPage(
  page: Page,
  html: string | undefined,
  base: Url,
): WitnessedPage | undefined {
  if (html === undefined) return undefined;
  const witness = new Witness(html, base);
  if (witness.weight < leastWeight) return undefined;
  const witnessed = new WitnessedPage(page, witness);
  return witnessed.toldIn(page.tree.root) >= 0.5 * witness.weight ? witnessed : undefined;
}

/** The innermost element that holds nearly all that the witness tells. */
export function toldHolder(page: Page, witnessed: WitnessedPage): TreeNode {
  const most = 0.95 * witnessed.toldIn(page.tree.root);
  let holder = page.tree.root;
  for (let child = holder.first; child !== null; ) {
    if (witnessed.toldIn(child) >= most) {
      holder = child;
      child = child.first;
    } else child = child.next;
  }
  return holder;
}

/**
 * Blocks outside a body that the witness tells and the body does not: parts of the story that stand
 * apart, in the page's order. Each is as large as the witness vouches for.
 */
export function blocksBeside(
  page: Page,
  witnessed: WitnessedPage,
  body: TreeNode,
  base: Url,
): TreeNode[] {
  const said = new Witness(escaped(nodeText(page.tree, body, 200_000)), base);
  const blocks: TreeNode[] = [];
  for (const run of page.runs) {
    const isInside = run.first >= body.index && run.first < body.end;
    if (isInside || !isProse(run) || !witnessed.tells(run)) continue;
    if ((blocks.at(-1)?.end ?? 0) > run.first) continue;
    if (said.share(runText(page.tree, run, page.isOut)) >= leastShare) continue;
    if (holds(run.block, body)) continue;
    blocks.push(outwards(page, witnessed, run.block, body));
  }
  // A block that grew may hold those before it, and each is told once.
  return outermost(blocks);
}

const escaped = (text: string): string => text.replace(/[<&]/g, ' ');

const holds = (outer: TreeNode, inner: TreeNode): boolean =>
  outer.index <= inner.index && outer.end >= inner.end;

function outwards(page: Page, witnessed: WitnessedPage, block: TreeNode, body: TreeNode): TreeNode {
  let node = block;
  for (let outer = node.parent; outer !== null && !holds(outer, body); outer = outer.parent) {
    if (witnessed.toldIn(outer) < 0.85 * (page.weight[outer.index] ?? 0)) break;
    node = outer;
  }
  return node;
}
