import type { PageTree, TreeNode } from './tree.ts';

/** A run of text between two borders of blocks or lines: a paragraph, a heading, a menu's entry. */
export interface Run {
  /** The block that it stands in. */
  readonly block: TreeNode;
  /** How many blocks stand around it. */
  readonly depth: number;
  /** Its first and last text node in `PageTree.nodes`. */
  readonly first: number;
  last: number;
  /** Length in Latin letters: a Han character or kana counts 3, a Hangul syllable or Thai letter 2. */
  weight: number;
  /** Weight of what stands in links. */
  linked: number;
  /** Punctuation marks of sentences. */
  marks: number;
  /** Whether it ends as a sentence does. */
  ended: boolean;
}

/** Elements whose content is no text of an article's body, though it may tell of the page, as a title. */
export const bodilessNames: ReadonlySet<string> = new Set(
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
    if (node.name === '#text' && !isOut(at)) {
      reader.addText(node);
      at += 1;
      continue;
    }
    if (bodilessNames.has(node.name) || isOut(at)) {
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
    if (node.name === 'a') {
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

  addText(node: TreeNode): void {
    const before = this.run;
    const run = before ?? {
      block: this.blocks.at(-1) ?? node.parent ?? node,
      depth: this.blocks.length,
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

const markCodes = [...',.;!?…，。、；！？؟،؛।॥።'].map((mark) => mark.charCodeAt(0));
const endCodes = new Set([...'.!?…。！？؟।॥።'].map((mark) => mark.charCodeAt(0)));
const closerCodes = [...'"\'”’»)]」』）】*'].map((mark) => mark.charCodeAt(0));
const blank = 0;
const mark = 10;
const end = 11;
const closer = 12;

/** Thai and Lao, Burmese, Khmer: neither spaces between words nor marks at the end of sentences. */
const unspacedBlocks = [
  [0x0e00, 0x0f00],
  [0x1000, 0x10a0],
  [0x1780, 0x1800],
] as const;

/** For each UTF-16 unit its weight, or what kind of mark it is. */
const unitKinds = ((): Uint8Array => {
  const kinds = new Uint8Array(65_536).fill(1);
  kinds.fill(blank, 0, 33);
  for (const [from, to] of unspacedBlocks) kinds.fill(2, from, to);
  kinds.fill(3, 0x2e80, 0xa000);
  kinds.fill(2, 0xac00, 0xd7a4);
  kinds.fill(3, 0xf900, 0xfb00);
  for (const code of [0xa0, 0x3000, 0x200b]) kinds[code] = blank;
  for (const code of closerCodes) kinds[code] = closer;
  for (const code of markCodes) kinds[code] = endCodes.has(code) ? end : mark;
  return kinds;
})();

/** Adds the marks of a text to its run and gives the text's weight. */
function weigh(text: string, run: Run): number {
  let weight = 0;
  for (let at = 0; at < text.length; at += 1) {
    const kind = unitKinds[text.charCodeAt(at)] ?? 1;
    if (kind === blank) continue;
    weight += kind < mark ? kind : 1;
    if (kind < mark) run.ended = false;
    else if (kind < closer) {
      run.marks += 1;
      run.ended = kind === end;
    }
  }
  return weight;
}

/** The weight of a whole text, as of a run. */
export function runWeight(text: string): number {
  let weight = 0;
  for (let at = 0; at < text.length; at += 1) {
    const kind = unitKinds[text.charCodeAt(at)] ?? 1;
    weight += kind < mark ? kind : 1;
  }
  return weight;
}

const doubled = /[^\S ]| {2}/;

/** White space collapsed to single spaces; most texts have no other. */
const spaced = (text: string): string =>
  (doubled.test(text) ? text.replace(/\s+/g, ' ') : text).trim();

/** The words of a run, white space collapsed. */
export function runText(tree: PageTree, run: Run, isOut: (at: number) => boolean): string {
  let text = '';
  let at = run.first;
  while (at <= run.last) {
    const node = tree.nodes[at];
    if (node === undefined) break;
    if (bodilessNames.has(node.name) || isOut(at)) {
      at = node.end;
      continue;
    }
    text += node.text;
    at += 1;
  }
  return spaced(text);
}

/** Sums numbers of each node over all that stands in the node. */
export function sumUp(tree: PageTree, ...all: readonly Float64Array[]): void {
  for (let at = tree.nodes.length - 1; at > 0; at -= 1) {
    const parent = tree.nodes[at]?.parent?.index ?? 0;
    for (const sums of all) {
      const own = sums[at] ?? 0;
      if (own !== 0) sums[parent] = (sums[parent] ?? 0) + own;
    }
  }
}
