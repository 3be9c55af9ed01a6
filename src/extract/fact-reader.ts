import { oneLine } from '../html/index.ts';
import { type MarkNames, markNames } from './mark-names.ts';
import type {
  Byline,
  DateMark,
  Heading,
  Line,
  PageFacts,
  Picture,
  Place,
  Zone,
} from './page-facts.ts';
import { nodeText, type PageTree, rawText, type TreeNode } from './tree.ts';

const most = {
  headings: 200,
  dates: 60,
  bylines: 40,
  lines: 2500,
  pictures: 30,
  links: 60,
  metas: 600,
};
const scriptLength = 500_000;
const fieldLength = 300;
const parting = new Set(
  'address article aside blockquote br center dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section table td th tr ul'.split(
    ' ',
  ),
);
const unseen = new Set(
  'title script style noscript template textarea iframe svg select datalist xmp noembed noframes'.split(
    ' ',
  ),
);
/** Elements whose class tells of the whole page rather than of a part. */
const whole = new Set(['html', 'body', 'main', 'article']);

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
  private readonly tree: PageTree;
  private readonly stack: Open[] = [];
  private readonly metas = new Map<string, string[]>();
  private readonly linkedScripts: string[] = [];
  private readonly stateScripts: string[] = [];
  private readonly headings: Heading[] = [];
  private readonly dateMarks: DateMark[] = [];
  private readonly bylines: Byline[] = [];
  private readonly homeLinks: string[] = [];
  private readonly crumbs: string[] = [];
  private readonly tagLinks: string[] = [];
  private readonly pictures: Picture[] = [];
  private readonly lines: Line[] = [];
  private readonly said = { lang: '', titleTag: '', canonical: '' };
  private readonly seen = { anchors: 0, forms: 0, text: 0, linked: 0, videos: 0, stateLength: 0 };
  private readonly flags = { password: false, challenge: false, paywall: false };
  private skipTo = 0;
  private links = 0;
  private figureEnd = 0;
  private line = '';
  private lineStart: Place = { index: 0, offset: 0, zone: undefined };
  private zone: Zone | undefined;

  constructor(tree: PageTree) {
    this.tree = tree;
  }

  read(node: TreeNode): void {
    for (let top = this.stack.at(-1); top !== undefined && top.end <= node.index; ) {
      this.stack.pop();
      this.leave(top);
      top = this.stack.at(-1);
    }
    if (node.name === '#text') this.readText(node);
    else if (!node.name.startsWith('#')) this.readElement(node);
  }

  finish(): PageFacts {
    this.endLine();
    const { seen, flags } = this;
    return {
      ...this.said,
      metas: this.metas,
      linkedScripts: this.linkedScripts,
      stateScripts: this.stateScripts,
      headings: this.headings,
      dateMarks: this.dateMarks,
      bylines: this.bylines,
      homeLinks: this.homeLinks,
      crumbs: this.crumbs,
      tagLinks: this.tagLinks,
      pictures: this.pictures,
      lines: this.lines,
      anchors: seen.anchors,
      forms: seen.forms,
      textLength: seen.text,
      linkLength: seen.linked,
      passwordField: flags.password,
      challenge: flags.challenge,
      paywallMark: flags.paywall,
      videos: seen.videos,
    };
  }

  private leave(open: Open): void {
    if (open.parts) this.endLine();
    if (open.isLink) this.links -= 1;
    if (open.zone !== undefined) this.zone = open.zone.outer;
  }

  private readText(node: TreeNode): void {
    if (node.index < this.skipTo) return;
    const { length } = node.text.trim();
    if (length === 0) {
      this.line += ' ';
      return;
    }
    if (this.line.trim() === '') this.lineStart = this.placeOf(node);
    if (this.line.length < 2 * fieldLength) this.line += node.text.slice(0, 2 * fieldLength);
    this.seen.text += length;
    if (this.links > 0) this.seen.linked += length;
  }

  private placeOf(node: TreeNode): Place {
    return { index: node.index, offset: this.seen.text, zone: this.zone };
  }

  private endLine(): void {
    if (this.line === '') return;
    const text = oneLine(this.line.toWellFormed());
    this.line = '';
    if (text !== '' && this.lines.length < most.lines) this.lines.push({ ...this.lineStart, text });
  }

  private readElement(node: TreeNode): void {
    const names = markNames(node.attributes);
    this.readNamed(node);
    if (node.index < this.skipTo) return;
    if (unseen.has(node.name)) {
      this.skipTo = node.end;
      return;
    }
    const parts = parting.has(node.name);
    if (parts) this.endLine();
    const zone = this.zoneOf(node, names);
    if (zone !== undefined) this.zone = zone;
    this.readMarks(node, names);
    const isLink = node.name === 'a';
    if (isLink) this.links += 1;
    if (node.end > node.index + 1 && (parts || isLink || zone !== undefined)) {
      this.stack.push({ end: node.end, parts, zone, isLink });
    } else if (isLink) this.links -= 1;
  }

  /** An element that holds most of the page is no zone, whatever it is called. */
  private zoneOf(node: TreeNode, names: MarkNames): Zone | undefined {
    const size = node.end - node.index;
    if (whole.has(node.name) || size < 2 || size > 0.5 * this.tree.nodes.length) return undefined;
    const kind =
      node.name === 'footer' && !inArticle(node)
        ? 'footer'
        : (zoneElements.get(node.name) ?? names.zone);
    return kind === '' ? undefined : { kind, index: node.index, end: node.end, outer: this.zone };
  }

  private readNamed(node: TreeNode): void {
    const { attributes } = node;
    switch (node.name) {
      case 'html':
        this.said.lang ||= (attributes.get('lang') ?? attributes.get('xml:lang') ?? '').slice(
          0,
          40,
        );
        break;
      case 'title':
        if (node.parent?.name !== 'svg') this.said.titleTag ||= nodeText(this.tree, node, 1000);
        break;
      case 'meta':
        this.readMeta(node);
        break;
      case 'link':
        if (/\bcanonical\b/i.test(attributes.get('rel') ?? ''))
          this.said.canonical ||= attributes.get('href') ?? '';
        break;
      case 'script':
      case 'iframe':
        this.readScript(node);
        break;
      case 'video':
        this.seen.videos += 1;
        break;
      case 'form':
        this.seen.forms += 1;
        break;
      case 'input':
        this.flags.password ||= attributes.get('type')?.toLowerCase() === 'password';
        break;
      default:
    }
  }

  private readMeta(node: TreeNode): void {
    const content = oneLine((node.attributes.get('content') ?? '').slice(0, 2000).toWellFormed());
    if (content === '' || this.metas.size > most.metas) return;
    for (const key of ['name', 'property', 'itemprop', 'http-equiv']) {
      const name = node.attributes.get(key)?.trim().toLowerCase();
      if (name === undefined || name === '') continue;
      const list = this.metas.get(name) ?? [];
      if (list.length < 30) list.push(content);
      this.metas.set(name, list);
    }
  }

  private readScript(node: TreeNode): void {
    const source = node.attributes.get('src') ?? '';
    if (challengeSource.test(source)) this.flags.challenge = true;
    if (node.name === 'iframe') {
      if (videoSource.test(source)) this.seen.videos += 1;
      return;
    }
    const raw = rawText(node);
    if (raw === '') return;
    if (/ld\+json/i.test(node.attributes.get('type') ?? '')) {
      if (this.linkedScripts.length < 50) this.linkedScripts.push(raw.slice(0, scriptLength));
    } else if (raw.length > 40 && this.seen.stateLength < 2 * scriptLength) {
      const piece = raw.slice(0, scriptLength);
      this.seen.stateLength += piece.length;
      this.stateScripts.push(piece);
    }
  }

  private readMarks(node: TreeNode, names: MarkNames): void {
    if (names.challenge) this.flags.challenge = true;
    if (names.paywall) this.flags.paywall = true;
    if (/^h[1-4]$/.test(node.name)) this.readHeading(node);
    if (node.name === 'figure') this.figureEnd = node.end;
    if (node.name === 'img') this.readPicture(node);
    if (node.name === 'a') this.readLink(node, names);
    if (whole.has(node.name)) return;
    if (names.byline !== '') this.readByline(node, names.byline);
    if (names.crumb && this.crumbs.length === 0) this.readCrumbs(node);
    if (node.name === 'time' || names.date) this.readDate(node, names);
  }

  private readHeading(node: TreeNode): void {
    if (this.headings.length >= most.headings) return;
    const text = nodeText(this.tree, node, 2 * fieldLength);
    if (text === '' || text.length > 1.5 * fieldLength) return;
    const link = this.linkIn(node) ?? (node.parent?.name === 'a' ? node.parent : undefined);
    const home = isHome(link?.attributes.get('href'));
    this.headings.push({ ...this.placeOf(node), level: Number(node.name[1]), text, home });
  }

  private linkIn(node: TreeNode): TreeNode | undefined {
    for (let at = node.index + 1; at < node.end && at < node.index + 12; at += 1) {
      const each = this.tree.nodes[at];
      if (each?.name === 'a') return each;
    }
    return undefined;
  }

  private readPicture(node: TreeNode): void {
    if (this.pictures.length >= most.pictures) return;
    const { attributes } = node;
    const src =
      attributes.get('data-src') ?? attributes.get('data-original') ?? attributes.get('src');
    if (src === undefined || src === '' || src.length > 4096) return;
    const width = Number.parseInt(attributes.get('width') ?? '0', 10) || 0;
    this.pictures.push({
      ...this.placeOf(node),
      src,
      inFigure: node.index < this.figureEnd,
      width,
    });
  }

  private readLink(node: TreeNode, names: MarkNames): void {
    this.seen.anchors += 1;
    const { attributes } = node;
    if (this.homeLinks.length < 5 && isHome(attributes.get('href'))) {
      const text = nodeText(this.tree, node, 100);
      const title = oneLine((attributes.get('title') ?? '').slice(0, 100));
      if (text !== '' || title !== '') this.homeLinks.push(text || title);
    }
    const isTag = names.tag || /\btag\b/i.test(attributes.get('rel') ?? '');
    if (isTag && this.tagLinks.length < most.links && this.zone?.kind !== 'navigation')
      this.tagLinks.push(nodeText(this.tree, node, 80));
  }

  private readByline(node: TreeNode, by: Byline['by']): void {
    if (this.bylines.length >= most.bylines) return;
    const whatsIn = nodeText(this.tree, node, 4 * fieldLength);
    const content = oneLine((node.attributes.get('content') ?? '').slice(0, fieldLength));
    const text = whatsIn === '' ? content : whatsIn;
    if (text === '' || text.length > fieldLength) return;
    const links: string[] = [];
    for (
      let at = node.index;
      at < node.end && links.length < 12 && at < node.index + 200;
      at += 1
    ) {
      const each = this.tree.nodes[at];
      if (each?.name === 'a') links.push(nodeText(this.tree, each, 100));
    }
    this.bylines.push({ ...this.placeOf(node), by, text, links, end: node.end });
  }

  private readCrumbs(node: TreeNode): void {
    for (let at = node.index; at < node.end && this.crumbs.length < 8; at += 1) {
      const each = this.tree.nodes[at];
      if (each?.name === 'a') this.crumbs.push(nodeText(this.tree, each, 80));
    }
  }

  private readDate(node: TreeNode, names: MarkNames): void {
    if (this.dateMarks.length >= most.dates) return;
    const { attributes } = node;
    const value = dateAttributes
      .map((name) => attributes.get(name))
      .find((told) => told && /\d/.test(told));
    const text = nodeText(this.tree, node, fieldLength);
    if ((value === undefined && !/\p{N}/u.test(text)) || text.length > 200) return;
    const label = attributes.has('pubdate') ? 'published' : names.dateLabel;
    const by = names.dateProperty ? 'itemprop' : node.name === 'time' ? 'time' : 'class';
    this.dateMarks.push({
      ...this.placeOf(node),
      by,
      label,
      value: value === undefined ? '' : oneLine(value.slice(0, 80)),
      text,
    });
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
const challengeSource =
  /recaptcha\/api|hcaptcha\.com|challenges\.cloudflare|challenge-platform|captcha-delivery|geetest|_Incapsula_|px-captcha|TCaptcha|arkoselabs|funcaptcha/i;
const videoSource = /youtube|vimeo|dailymotion|brightcove|jwplayer|bilibili|youku|v\.qq\.com/i;

const zoneElements = new Map<string, Zone['kind']>([
  ['nav', 'navigation'],
  ['aside', 'related'],
]);

function inArticle(node: TreeNode): boolean {
  let up = node.parent;
  for (let steps = 0; up !== null && steps < 12; steps += 1, up = up.parent) {
    if (up.name === 'article' || up.name === 'main') return true;
  }
  return false;
}

/** Whether a link leads to a front page: of the host, or of one of its languages. */
function isHome(href: string | undefined): boolean {
  if (href === undefined || href.length > 200) return false;
  return (
    /^(?:https?:)?(?:\/\/[^/?#]+)?\/?(?:[a-z]{2}\/?)?(?:index\.\w{2,5}|home)?$/i.test(
      href.trim(),
    ) && href !== ''
  );
}
