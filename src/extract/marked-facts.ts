import { oneLine } from '../html/index.ts';
import type { MarkNames } from './mark-names.ts';
import type { Byline, DateMark, Heading, Picture, Place } from './page-facts.ts';
import { saysWhen } from './relative-words.ts';
import { shownText } from './shown-text.ts';
import { nodeText, type PageTree, type TreeNode } from './tree.ts';

const most = { headings: 200, dates: 60, bylines: 40, pictures: 30, links: 60 };
const fieldLength = 300;

/** Gathers the elements that are marked as headings, bylines, dates, tags and the like, or are pictures. */
export class MarkedFacts {
  readonly headings: Heading[] = [];
  readonly dateMarks: DateMark[] = [];
  readonly bylines: Byline[] = [];
  readonly homeLinks: string[] = [];
  readonly crumbs: string[] = [];
  readonly tagLinks: string[] = [];
  readonly pictures: Picture[] = [];
  private readonly tree: PageTree;
  private figureEnd = 0;

  constructor(tree: PageTree) {
    this.tree = tree;
  }

  readFigure(node: TreeNode): void {
    this.figureEnd = node.end;
  }

  readHeading(node: TreeNode, place: Place): void {
    if (this.headings.length >= most.headings) return;
    const text = nodeText(this.tree, node, 2 * fieldLength);
    if (text === '' || text.length > 1.5 * fieldLength) return;
    const link = this.linkIn(node) ?? (node.parent?.name === 'a' ? node.parent : undefined);
    const home = isHome(link?.attributes.get('href'));
    this.headings.push({ ...place, level: Number(node.name[1]), text, home });
  }

  private linkIn(node: TreeNode): TreeNode | undefined {
    for (let at = node.index + 1; at < node.end && at < node.index + 12; at += 1) {
      const each = this.tree.nodes[at];
      if (each?.name === 'a') return each;
    }
    return undefined;
  }

  readPicture(node: TreeNode, place: Place): void {
    if (this.pictures.length >= most.pictures) return;
    const { attributes } = node;
    const src =
      attributes.get('data-src') ?? attributes.get('data-original') ?? attributes.get('src');
    if (src === undefined || src === '' || src.length > 4096) return;
    const width = Number.parseInt(attributes.get('width') ?? '0', 10) || 0;
    this.pictures.push({ ...place, src, inFigure: node.index < this.figureEnd, width });
  }

  readLink(node: TreeNode, names: MarkNames, { zone }: Place): void {
    const { attributes } = node;
    if (this.homeLinks.length < 5 && isHome(attributes.get('href'))) {
      const text = nodeText(this.tree, node, 100);
      const title = oneLine((attributes.get('title') ?? '').slice(0, 100));
      if (text !== '' || title !== '') this.homeLinks.push(text || title);
    }
    if (this.tagLinks.length >= most.links || zone?.kind === 'navigation') return;
    const rel = attributes.get('rel');
    if (names.tag || (rel !== undefined && /\btag\b/i.test(rel)))
      this.tagLinks.push(nodeText(this.tree, node, 80));
  }

  readCrumbs(node: TreeNode): void {
    if (this.crumbs.length === 0) this.crumbs.push(...this.linkTexts(node, 8, 80));
  }

  /** A byline, a date, or both: `<p class="byline">By Jane Doe, 5 September`. */
  readMarks(node: TreeNode, names: MarkNames, place: Place): void {
    const isByline = names.byline !== '' && this.bylines.length < most.bylines;
    const isDate = (names.date || node.name === 'time') && this.dateMarks.length < most.dates;
    if (!isByline && !isDate) return;
    const text = shownText(this.tree, node, fieldLength);
    if (isByline) this.readByline(node, names.byline, place, text);
    if (isDate) this.readDate(node, names, place, text);
  }

  private readByline(
    node: TreeNode,
    by: Byline['by'],
    place: Place,
    shown: string | undefined,
  ): void {
    const content = (node.attributes.get('content') ?? '').slice(0, fieldLength);
    const text = shown === '' ? oneLine(content.toWellFormed()) : shown;
    if (text === undefined || text === '') return;
    const links = this.linkTexts(node, 12, 100);
    this.bylines.push({ ...place, by, text, links, end: node.end });
  }

  private linkTexts(node: TreeNode, count: number, length: number): string[] {
    const links: string[] = [];
    const end = Math.min(node.end, node.index + 200);
    for (let at = node.index; at < end && links.length < count; at += 1) {
      const each = this.tree.nodes[at];
      if (each?.name === 'a') links.push(nodeText(this.tree, each, length));
    }
    return links;
  }

  private readDate(node: TreeNode, names: MarkNames, place: Place, text: string | undefined): void {
    if (text === undefined || text.length > 200) return;
    const value = machineValue(node);
    if (value === '' && !/\p{N}/u.test(text) && !saysWhen(text)) return;
    const label = node.attributes.has('pubdate') ? 'published' : names.dateLabel;
    const by = names.dateProperty ? 'itemprop' : node.name === 'time' ? 'time' : 'class';
    this.dateMarks.push({ ...place, by, label, value, text });
  }
}

const dateAttributes = [
  'datetime',
  'content',
  'data-datetime',
  'data-published',
  'data-timestamp',
  'data-time',
  'data-date',
  'data-utime',
  'title',
];

/** The first attribute that tells a date in a machine's form. */
function machineValue({ attributes }: TreeNode): string {
  if (attributes.size === 0) return '';
  for (const name of dateAttributes) {
    const told = attributes.get(name);
    if (told !== undefined && /\d/.test(told)) return oneLine(told.slice(0, 80).toWellFormed());
  }
  return '';
}

/** Whether a link leads to a front page: of the host, or of one of its languages. */
function isHome(href: string | undefined): boolean {
  if (href === undefined || href === '' || href.length > 200) return false;
  return /^(?:https?:)?(?:\/\/[^/?#]+)?\/?(?:[a-z]{2}\/?)?(?:index\.\w{2,5}|home)?$/i.test(
    href.trim(),
  );
}
