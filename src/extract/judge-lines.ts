import type { Figures } from './figures.ts';
import type { Page } from './leave-out.ts';
import { isRelatedHeading, lineReason } from './line-words.ts';
import { isProse, type Run, runText } from './page-runs.ts';
import { titleKey as keyOf } from './title-key.ts';
import type { TreeNode } from './tree.ts';

/** A run of the chosen body with what is to be known to judge it. */
interface Line {
  readonly run: Run;
  readonly text: string;
  readonly prose: boolean;
  readonly heading: boolean;
  /** What holds it: a caption, a list, a table, a quotation, code, a figure. */
  readonly within: ReadonlySet<string>;
  reason: string | undefined;
}

/** What the elements of a body are beyond their names. */
export interface Roles {
  readonly figures: Figures;
  readonly layout: ReadonlySet<TreeNode>;
}

/** Leaves out the lines of a body that are none of the story, each with its reason. */
export function judgeLines(page: Page, root: TreeNode, roles: Roles, title: string): void {
  const lines = bodyLines(page, root, roles);
  const first = lines.findIndex((line) => line.prose && line.within.size === 0);
  const last = lines.findLastIndex((line) => line.prose);
  const key = keyOf(title);
  lines.forEach((line, at) => {
    if (line.within.has('figcaption')) return;
    const place = placeOf(at, first, last);
    line.reason = reasonOf(line, place, key, at < first, at > last);
  });
  markRepeats(lines);
  markRelated(lines);
  markOrphans(lines);
  for (const line of lines) if (line.reason !== undefined) cutLine(page, line, line.reason);
}

function bodyLines(page: Page, root: TreeNode, roles: Roles): Line[] {
  const lines: Line[] = [];
  for (const run of page.runs) {
    if (run.first < root.index || run.first >= root.end) continue;
    const within = holdersOf(roles, run.block, root);
    lines.push({
      run,
      text: runText(page.tree, run, page.isOut),
      prose: isProse(run) && !within.has('figcaption'),
      heading: within.has('h'),
      within: within.size === 1 && within.has('h') ? new Set() : within,
      reason: undefined,
    });
  }
  return lines;
}

const holderNames = new Map([
  ['figcaption', 'figcaption'],
  ['figure', 'figure'],
  ['li', 'list'],
  ['table', 'table'],
  ['blockquote', 'quote'],
  ['pre', 'pre'],
  ['dl', 'list'],
  ['h1', 'h'],
  ['h2', 'h'],
  ['h3', 'h'],
  ['h4', 'h'],
  ['h5', 'h'],
  ['h6', 'h'],
]);

function holdersOf(roles: Roles, block: TreeNode, root: TreeNode): Set<string> {
  const within = new Set<string>();
  for (let node: TreeNode | null = block; node !== null && node !== root; node = node.parent) {
    const name = holderNames.get(node.name);
    if (name !== undefined && !roles.layout.has(node)) within.add(name);
    const role = roles.figures.role(node);
    if (role !== undefined) within.add(role);
  }
  return within;
}

const mostlyLinked = 0.8;
const fewLetters = 100;

function reasonOf(
  line: Line,
  place: 'head' | 'middle' | 'end',
  title: string,
  before: boolean,
  after: boolean,
): string | undefined {
  const { run, text, heading } = line;
  if (heading && title.length > 3 && isTitle(keyOf(text), title)) return 'title again';
  if (before && run.block.name === 'h1') return 'title again';
  const worded = lineReason(text, place);
  if (worded !== undefined) return worded;
  if (line.prose) return undefined;
  if (line.within.has('figure')) return line.within.has('table') ? undefined : 'image credit';
  if (run.linked >= mostlyLinked * run.weight && !line.within.has('table')) {
    if (!run.ended && run.weight > 1)
      return line.within.has('list') ? 'list of links' : 'link line';
  }
  if (line.within.size > 0 || run.ended) return undefined;
  if (before && !heading && run.weight < fewLetters && !isParagraph(line))
    return 'head of the page';
  return after && !heading && run.block.name !== 'p' && run.weight < fewLetters
    ? 'foot of the page'
    : undefined;
}

/** A short paragraph before the first long one is its beginning, unless it holds a date. */
const isParagraph = (line: Line): boolean =>
  line.run.block.name === 'p' && !(line.run.weight < 60 && /\d{4}|\d[:.]\d\d/.test(line.text));

const isTitle = (key: string, title: string): boolean =>
  key === title ||
  (key.length > 10 && title.includes(key)) ||
  (title.length > 10 && key.includes(title));

/** Bylines and dates may follow a standfirst; what closes an article may take a few lines. */
function placeOf(at: number, first: number, last: number): 'head' | 'middle' | 'end' {
  if (at <= first + 5 && at <= last) return 'head';
  return at > last - 3 ? 'end' : 'middle';
}

const longRepeat = 60;
const nearRepeat = 8;

/** A long line said again soon is a caption told twice or a pulled quotation: the first stays. */
function markRepeats(lines: readonly Line[]): void {
  const said = new Map<string, number>();
  lines.forEach((line, at) => {
    if (line.reason !== undefined || line.run.weight < longRepeat) return;
    if (at - (said.get(line.text) ?? Number.NEGATIVE_INFINITY) <= nearRepeat) {
      line.reason = 'said twice';
    }
    said.set(line.text, at);
  });
}

/** A heading such as "相关阅读" goes with the links and short lines that follow it. */
function markRelated(lines: readonly Line[]): void {
  lines.forEach((line, at) => {
    if (line.reason !== undefined || !isRelatedHeading(line.text)) return;
    let end = at + 1;
    while (end < lines.length && !isStory(lines[end])) end += 1;
    for (const each of lines.slice(at, end)) each.reason ??= 'related links';
  });
}

const isStory = (line: Line | undefined): boolean =>
  line !== undefined && line.reason === undefined && (line.prose || line.heading);

/** A heading with nothing under it has lost what it headed. */
function markOrphans(lines: readonly Line[]): void {
  let kept = false;
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const line = lines[at];
    if (line === undefined || line.reason !== undefined || line.within.has('figcaption')) continue;
    if (line.heading && !kept && line.within.size === 0) line.reason = 'heading of nothing';
    else kept = true;
  }
}

function cutLine(page: Page, line: Line, reason: string): void {
  page.cut.push({ reason, text: plainShort(line.text) });
  for (let at = line.run.first; at <= line.run.last; at += 1) {
    if (page.tree.nodes[at]?.name === '#text') page.silence(at);
  }
}

const plainShort = (text: string): string =>
  text.length <= 200 ? text : `${text.slice(0, 199).toWellFormed()}…`;
