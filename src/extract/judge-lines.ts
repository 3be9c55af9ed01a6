import { isAuthorBox } from './author-box.ts';
import type { Figures } from './figures.ts';
import { isReadMore, isRelatedHeading, lineReason } from './line-words.ts';
import type { Page } from './page.ts';
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
  /** Whether somebody has cut the body out already, so that it has no page's head. */
  readonly whole: boolean;
}

/** Who wrote it and how it is called, as a line may say again. */
export interface Known {
  readonly title: string;
  readonly authors: readonly string[];
}

/** Leaves out the lines of a body that are none of the story, each with its reason. */
export function judgeLines(page: Page, root: TreeNode, roles: Roles, known: Known): void {
  const lines = bodyLines(page, root, roles);
  const first = lines.findIndex((line) => line.prose && line.within.size === 0);
  const last = lines.findLastIndex((line) => line.prose);
  const key = keyOf(known.title);
  const named = linkedNames(lines);
  lines.forEach((line, at) => {
    if (line.within.has('figcaption')) return;
    const near = placeOf(line, at, roles.whole ? -6 : first, last);
    line.reason = reasonOf(
      line,
      {
        near,
        before: !roles.whole && at < first,
        after: at > last,
        heads: named.has(line) && headsProse(lines, at),
      },
      key,
    );
    if (at > last - lastLines && isAuthorBox(line.text, known.authors))
      line.reason ??= 'author box';
  });
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

/** Where a line stands: near the head or the end, before or after all prose. */
interface Place {
  readonly near: 'head' | 'middle' | 'end';
  readonly before: boolean;
  readonly after: boolean;
  /** Whether it is a name that heads an entry of a list of things. */
  readonly heads: boolean;
}

const longestName = 45;
const fewestNames = 3;

/** Headings that are short links, where there are several: names of what is told of, not titles. */
function linkedNames(lines: readonly Line[]): ReadonlySet<Line> {
  const names = lines.filter(
    ({ heading, run }) =>
      heading && run.weight <= longestName && run.linked >= mostlyLinked * run.weight,
  );
  return new Set(names.length < fewestNames ? [] : names);
}

/** Whether there is prose between a heading and the next one. */
function headsProse(lines: readonly Line[], at: number): boolean {
  for (let next = at + 1; next < lines.length && lines[next]?.heading === false; next += 1) {
    if (lines[next]?.prose === true) return true;
  }
  return false;
}

function reasonOf(line: Line, place: Place, title: string): string | undefined {
  const { run, text, heading } = line;
  if (heading && ((place.before && run.block.name === 'h1') || saysTitle(text, title))) {
    return 'title again';
  }
  if (place.before && !line.prose && keyOf(text) === title) return 'title again';
  const worded = wordedReason(line, place);
  if (worded !== undefined || line.prose) return worded;
  if (line.within.has('figure')) return line.within.has('table') ? undefined : 'image credit';
  const linked = run.linked >= mostlyLinked * run.weight && !line.within.has('table');
  return (linked ? linkReason(line, place) : undefined) ?? shortReason(line, place);
}

/** What a line's own words say of it; a table may be of counts. */
function wordedReason({ text, within }: Line, { near }: Place): string | undefined {
  const reason = lineReason(text, near);
  return reason === 'counter' && within.has('table') ? undefined : reason;
}

/** Short lines around the story that are no sentences: the page's head and foot. */
function shortReason(line: Line, place: Place): string | undefined {
  const { run, heading } = line;
  if (line.within.size > 0 || run.ended || heading || run.weight >= fewLetters) return undefined;
  if (place.before) return isParagraph(line) ? undefined : 'head of the page';
  return place.after && run.block.name !== 'p' ? 'foot of the page' : undefined;
}

function linkReason(line: Line, { after, heads }: Place): string | undefined {
  if (isReadMore(line.text)) return 'read more link';
  if (heads || line.run.ended || line.run.weight <= 1) return undefined;
  if (!line.within.has('list')) return 'link line';
  return after ? 'links at the end' : 'list of links';
}

/** A short paragraph before the first long one is its beginning, unless it holds a date. */
const isParagraph = (line: Line): boolean =>
  line.run.block.name === 'p' && !(line.run.weight < 60 && /\d{4}|\d[:.]\d\d/.test(line.text));

const saysTitle = (text: string, title: string): boolean =>
  title.length > 3 && isTitle(keyOf(text), title);

const isTitle = (key: string, title: string): boolean =>
  key === title ||
  (key.length > 10 && title.includes(key)) ||
  (title.length > 10 && key.includes(title));

/** In how many lines an article may close. */
const lastLines = 3;

/** Bylines and dates may follow a standfirst; what closes an article may take a few lines. */
function placeOf(line: Line, at: number, first: number, last: number): 'head' | 'middle' | 'end' {
  const isApart = at <= first || (!line.heading && line.within.size === 0);
  if (isApart && at <= first + 5 && at <= last) return 'head';
  return at > last - lastLines ? 'end' : 'middle';
}

const linkReasons = new Set(['link line', 'list of links', 'links at the end']);

/** A heading such as "相关阅读" goes with the links and short lines that follow it. */
function markRelated(lines: readonly Line[]): void {
  lines.forEach((line, at) => {
    if (line.reason !== undefined || !isRelatedHeading(line.text)) return;
    let end = at + 1;
    while (end < lines.length && !isStory(lines[end])) end += 1;
    for (const each of lines.slice(at, end)) {
      if (each.reason === undefined || linkReasons.has(each.reason)) each.reason = 'related links';
    }
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
  page.tell(line.run.first, reason, line.text);
  for (let at = line.run.first; at <= line.run.last; at += 1) {
    if (page.tree.nodes[at]?.name === '#text') page.silence(at);
  }
}
