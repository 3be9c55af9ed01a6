import { ClassReader } from './class-words.ts';
import { cutBlock } from './cut-block.ts';
import type { CutBlock } from './extraction.ts';
import { bodilessNames, isProse, pageRuns, type Run, sumUp } from './page-runs.ts';
import { nodeText, type PageTree, type TreeNode } from './tree.ts';

/** A page with what was left out of it, and the sums of what is left. */
export class Page {
  readonly tree: PageTree;
  readonly classes = new ClassReader();
  private readonly told: { readonly at: number; readonly block: CutBlock }[] = [];
  /** What is called furniture but holds too much of the page to be left out unseen. */
  readonly suspects = new Set<TreeNode>();
  /** What is called related to the article but is no box of links: whole other articles. */
  readonly others = new Set<TreeNode>();
  /** Whether a witness knows a node for a part of the story, so that only what is not shown goes. */
  vouched: (node: TreeNode) => boolean = () => false;
  /** 1 for a node that is left out with all that is in it. */
  private readonly out: Uint8Array;
  /** How many nodes were left out; and how many when the sums were made. */
  private gone = 0;
  private measured = -1;
  runs: readonly Run[] = [];
  /** Those of the runs that read like sentences. */
  proseRuns: readonly Run[] = [];
  /** Weight of all text in each node, of that in links, and of that in prose. */
  weight: Float64Array;
  linked: Float64Array;
  prose: Float64Array;

  constructor(tree: PageTree) {
    this.tree = tree;
    this.out = new Uint8Array(tree.nodes.length);
    this.weight = new Float64Array(0);
    this.linked = this.weight;
    this.prose = this.weight;
    this.runs = pageRuns(tree, tree.root, this.isOut);
    this.measure();
  }

  /** 1 for each node that is left out or stands in one that is. */
  private covered(): Uint8Array {
    const covered = new Uint8Array(this.out.length);
    let at = 0;
    while (at < covered.length) {
      const end = this.out[at] === 1 ? (this.tree.nodes[at]?.end ?? at + 1) : at + 1;
      if (this.out[at] === 1) covered.fill(1, at, end);
      at = end;
    }
    return covered;
  }

  readonly isOut = (at: number): boolean => this.out[at] === 1;

  /** Leaves a node out; tells it where it says something. */
  leaveOut(node: TreeNode, reason: string): void {
    if (this.out[node.index] === 1) return;
    if (reason !== 'not shown' && this.vouched(node)) return;
    if (!bodilessNames.has(node.name)) {
      this.tell(node.index, reason, nodeText(this.tree, node, 400));
    }
    this.out[node.index] = 1;
    this.gone += 1;
  }

  /** Notes what is cut at a place, and why. */
  tell(at: number, reason: string, said: string): void {
    if (said === '') return;
    this.told.push({ at, block: cutBlock(reason, said) });
  }

  /** What was cut, in reading order. */
  cut(): CutBlock[] {
    return [...this.told].sort((a, b) => a.at - b.at).map((each) => each.block);
  }

  /** Leaves out one text node, of which somebody has told already. */
  silence(at: number): void {
    this.out[at] = 1;
    this.gone += 1;
  }

  /** Measures again what is left, where something went since it was measured. */
  measure(): void {
    if (this.measured === this.gone) return;
    this.measured = this.gone;
    const { tree } = this;
    const size = tree.nodes.length;
    const covered = this.covered();
    this.runs = this.runs.filter((run) => covered[run.first] === 0 || covered[run.last] === 0);
    this.weight = new Float64Array(size);
    this.linked = new Float64Array(size);
    this.prose = new Float64Array(size);
    for (const run of this.runs) {
      const at = run.block.index;
      this.weight[at] = (this.weight[at] ?? 0) + run.weight;
      this.linked[at] = (this.linked[at] ?? 0) + run.linked;
    }
    this.proseRuns = this.runs.filter(isProse);
    for (const { block, weight } of this.proseRuns) {
      this.prose[block.index] = (this.prose[block.index] ?? 0) + weight;
    }
    sumUp(tree, this.weight, this.linked, this.prose);
  }
}
