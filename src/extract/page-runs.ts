import type { PageTree, TreeNode } from './tree.ts';

/** A run of text between two borders of blocks or lines: a paragraph, a heading, a menu's entry. */
export interface Run {
  /** The block that it stands in. */
  readonly block: TreeNode;
  /** Its first and last text node in `PageTree.nodes`. */
  readonly first: number;
  last: number;
  /** Length in Latin letters: a Han character or kana counts 3, a Hangul syllable 2. */
  weight: number;
  /** Weight of what stands in links. */
  linked: number;
  /** Punctuation marks of sentences. */
  marks: number;
  /** Whether it ends as a sentence does. */
  ended: boolean;
}

/** Elements whose content is no text of the page. */
export const unseenNames: ReadonlySet<string> = new Set(
  'script style noscript template textarea select option svg math canvas object applet iframe title head button datalist video audio map #raw'.split(
    ' ',
  ),
);
const inlineNames = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr o:p q rp rt ruby s samp small span strike strong sub sup time tt u var wbr #text #raw'.split(
    ' ',
  ),
);
/** Whether an element parts what stands before it from what stands after. */
export const isBlockName = (name: string): boolean => !inlineNames.has(name);

const fewestProse = 60;
const longProse = 150;

/** Whether a run reads like a sentence and is no link. */
export function isProse(run: Run): boolean {
  return (
    run.weight >= fewestProse &&
    run.linked * 2 < run.weight &&
    (run.marks > 0 || run.weight >= longProse)
  );
}

/** The runs of a part of the page, without those in nodes that are left out. */
export function pageRuns(tree: PageTree, root: TreeNode, isOut: (at: number) => boolean): Run[] {
  const reader = new RunReader();
  let at = root.index;
  while (at < root.end) {
    const node = tree.nodes[at];
    if (node === undefined) break;
    reader.reach(at);
    if (unseenNames.has(node.name) || isOut(at)) {
      if (isBlockName(node.name)) reader.endRun();
      at = node.end;
      continue;
    }
    reader.read(node);
    at += 1;
  }
  reader.endRun();
  return reader.runs;
}

class RunReader {
  readonly runs: Run[] = [];
  private readonly blocks: TreeNode[] = [];
  private linkEnd = 0;
  private run: Run | undefined;

  /** Ends the blocks that end before this place. */
  reach(at: number): void {
    for (let top = this.blocks.at(-1); top !== undefined && top.end <= at; ) {
      this.blocks.pop();
      this.endRun();
      top = this.blocks.at(-1);
    }
  }

  read(node: TreeNode): void {
    if (node.name === '#text') this.addText(node);
    else if (node.name === 'a') {
      if (node.attributes.has('href')) this.linkEnd = node.end;
    } else if (node.name === 'br') this.endRun();
    else if (isBlockName(node.name)) {
      this.endRun();
      if (node.end > node.index + 1) this.blocks.push(node);
    }
  }

  endRun(): void {
    if (this.run !== undefined && this.run.weight > 0) this.runs.push(this.run);
    this.run = undefined;
  }

  private addText(node: TreeNode): void {
    const before = this.run;
    const run = before ?? {
      block: this.blocks.at(-1) ?? node.parent ?? node,
      first: node.index,
      last: node.index,
      weight: 0,
      linked: 0,
      marks: 0,
      ended: false,
    };
    const weight = weigh(node.text, run);
    if (weight === 0 && before === undefined) return;
    run.last = node.index;
    run.weight += weight;
    if (node.index < this.linkEnd) run.linked += weight;
    this.run = run;
  }
}

/** Adds the marks of a text to its run and gives the text's weight. */
function weigh(text: string, run: Run): number {
  let weight = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= 32 || code === 0xa0 || code === 0x3000 || code === 0x200b) continue;
    if (isMark(code)) {
      run.marks += 1;
      weight += 1;
      run.ended = isEnd(code);
    } else {
      if (!isCloser(code)) run.ended = false;
      weight += letterWeight(code);
    }
  }
  return weight;
}

function letterWeight(code: number): number {
  if (code < 0x2e80) return 1;
  if (code >= 0xac00 && code <= 0xd7a3) return 2;
  return code <= 0x9fff || (code >= 0xf900 && code <= 0xfaff) ? 3 : 1;
}

/** The weight of a text, as of a run. */
export function textWeight(text: string): number {
  let weight = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 32) weight += letterWeight(code);
  }
  return weight;
}

const markCodes = new Set([...',.;!?…，。、；！？؟،؛।॥።'].map((mark) => mark.charCodeAt(0)));
const endCodes = new Set([...'.!?…。！？؟।॥።'].map((mark) => mark.charCodeAt(0)));
const closerCodes = new Set([...'"\'”’»)]」』）】*'].map((mark) => mark.charCodeAt(0)));
const isMark = (code: number): boolean =>
  code < 0x80 ? code < 64 && markCodes.has(code) : markCodes.has(code);
const isEnd = (code: number): boolean => endCodes.has(code);
const isCloser = (code: number): boolean => closerCodes.has(code);

/** The words of a run, white space collapsed. */
export function runText(tree: PageTree, run: Run, isOut: (at: number) => boolean): string {
  let text = '';
  let at = run.first;
  while (at <= run.last) {
    const node = tree.nodes[at];
    if (node === undefined) break;
    if (unseenNames.has(node.name) || isOut(at)) {
      at = node.end;
      continue;
    }
    text += node.text;
    at += 1;
  }
  return text.replace(/\s+/g, ' ').trim();
}

/** Sums a number of each node over all that stands in the node. */
export function sumUp(tree: PageTree, sums: Float64Array): void {
  for (let at = tree.nodes.length - 1; at > 0; at -= 1) {
    const parent = tree.nodes[at]?.parent?.index ?? 0;
    sums[parent] = (sums[parent] ?? 0) + (sums[at] ?? 0);
  }
}
