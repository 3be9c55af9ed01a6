import { trait, traitsOf } from './element-traits.ts';
import { LineReader } from './line-reader.ts';
import { type MarkNames, markNames } from './mark-names.ts';
import { MarkedFacts } from './marked-facts.ts';
import type { PageFacts, Place, Zone } from './page-facts.ts';
import { ToldFacts } from './told-facts.ts';
import type { PageTree, TreeNode } from './tree.ts';

/** Reads a page's tree once, in bounded time and memory. */
export function pageFacts(tree: PageTree): PageFacts {
  const reader = new FactReader(tree);
  for (const node of tree.nodes) reader.read(node);
  return reader.finish();
}

interface Open {
  readonly end: number;
  readonly parts: boolean;
  /** The zone it opened; ended with it. */
  readonly zone: Zone | undefined;
  readonly isLink: boolean;
}

class FactReader {
  private readonly size: number;
  private readonly told: ToldFacts;
  private readonly marked: MarkedFacts;
  private readonly lines = new LineReader();
  private readonly stack: Open[] = [];
  /** Where the innermost open element ends. */
  private topEnd = Number.POSITIVE_INFINITY;
  private skipTo = 0;
  /** Links open here, links on the page, and characters of text in them. */
  private links = 0;
  private anchors = 0;
  private linked = 0;
  private hasPaywall = false;
  private zone: Zone | undefined;

  constructor(tree: PageTree) {
    this.size = tree.nodes.length;
    this.told = new ToldFacts(tree);
    this.marked = new MarkedFacts(tree);
  }

  read(node: TreeNode): void {
    if (node.index >= this.topEnd) this.leaveUntil(node.index);
    if (node.name === '#text') this.readText(node);
    else if (!node.name.startsWith('#')) this.readElement(node);
  }

  finish(): PageFacts {
    this.lines.end();
    const { told, marked, lines } = this;
    return {
      lang: told.lang,
      titleTag: told.titleTag,
      canonical: told.canonical,
      metas: told.metas,
      linkedScripts: told.linkedScripts,
      stateScripts: told.stateScripts,
      headings: marked.headings,
      dateMarks: marked.dateMarks,
      bylines: marked.bylines,
      homeLinks: marked.homeLinks,
      crumbs: marked.crumbs,
      tagLinks: marked.tagLinks,
      pictures: marked.pictures,
      lines: lines.lines,
      anchors: this.anchors,
      forms: told.forms,
      textLength: lines.length,
      linkLength: this.linked,
      passwordField: told.hasPassword,
      challenge: told.hasChallenge,
      paywallMark: this.hasPaywall,
      videos: told.videos,
    };
  }

  private leaveUntil(index: number): void {
    for (let top = this.stack.at(-1); top !== undefined && top.end <= index; ) {
      this.stack.pop();
      if (top.parts) this.lines.end();
      if (top.isLink) this.links -= 1;
      if (top.zone !== undefined) this.zone = top.zone.outer;
      top = this.stack.at(-1);
    }
    this.topEnd = this.stack.at(-1)?.end ?? Number.POSITIVE_INFINITY;
  }

  private readText(node: TreeNode): void {
    if (node.index < this.skipTo) return;
    const length = this.lines.add(node.text, node.index, this.zone);
    if (this.links > 0) this.linked += length;
  }

  private readElement(node: TreeNode): void {
    const traits = traitsOf(node.name);
    if ((traits & trait.telling) !== 0) this.told.read(node);
    if (node.index < this.skipTo) return;
    if ((traits & trait.lineless) !== 0) {
      this.skipTo = node.end;
      return;
    }
    const parts = (traits & trait.parting) !== 0;
    if (parts) this.lines.end();
    const names = markNames(node.attributes);
    const zone = this.zoneOf(node, names, traits);
    if (zone !== undefined) this.zone = zone;
    this.readMarks(node, names, traits);
    this.enter(node, parts, zone, (traits & trait.link) !== 0);
  }

  private enter(node: TreeNode, parts: boolean, zone: Zone | undefined, isLink: boolean): void {
    if (isLink) this.anchors += 1;
    if (node.end <= node.index + 1 || !(parts || isLink || zone !== undefined)) return;
    if (isLink) this.links += 1;
    this.stack.push({ end: node.end, parts, zone, isLink });
    this.topEnd = node.end;
  }

  /** An element that holds most of the page is no zone, whatever it is called. */
  private zoneOf(node: TreeNode, names: MarkNames, traits: number): Zone | undefined {
    const size = node.end - node.index;
    if ((traits & trait.whole) !== 0 || size < 2 || size > 0.5 * this.size) return undefined;
    const kind = elementZone(node) || names.zone;
    return kind === '' ? undefined : { kind, index: node.index, end: node.end, outer: this.zone };
  }

  private readMarks(node: TreeNode, names: MarkNames, traits: number): void {
    if (names.challenge) this.told.hasChallenge = true;
    if (names.paywall) this.hasPaywall = true;
    const isMarked = names.isMarked || (traits & trait.time) !== 0;
    const special = trait.heading | trait.picture | trait.figure | trait.link;
    if (!isMarked && (traits & special) === 0) return;
    const place: Place = { index: node.index, offset: this.lines.length, zone: this.zone };
    if ((traits & trait.heading) !== 0) this.marked.readHeading(node, place);
    else if ((traits & trait.picture) !== 0) this.marked.readPicture(node, place);
    else if ((traits & trait.figure) !== 0) this.marked.readFigure(node);
    else if ((traits & trait.link) !== 0) this.marked.readLink(node, names, place);
    if (!isMarked || (traits & trait.whole) !== 0) return;
    if (names.crumb) this.marked.readCrumbs(node);
    this.marked.readMarks(node, names, place);
  }
}

/** What a part of a page is by its element. */
function elementZone(node: TreeNode): Zone['kind'] | '' {
  if (node.name === 'nav') return 'navigation';
  if (node.name === 'aside') return 'related';
  return node.name === 'footer' && !isInArticle(node) ? 'footer' : '';
}

function isInArticle(node: TreeNode): boolean {
  let up = node.parent;
  for (let steps = 0; up !== null && steps < 12; steps += 1, up = up.parent) {
    if (up.name === 'article' || up.name === 'main') return true;
  }
  return false;
}
