import { type Attributes, plainText, readTags, type TagHandler } from '../html/index.ts';
import type { CutBlock } from './extraction.ts';

/** What a kind of furniture is called in class and id, and how much text it may hold to be it. */
interface Furniture {
  readonly reason: string;
  readonly words: ReadonlySet<string>;
  readonly most: number;
}

const furniture = (reason: string, most: number, words: string): Furniture => ({
  reason,
  words: new Set(words.split(' ')),
  most,
});

const kinds: readonly Furniture[] = [
  furniture(
    'share bar',
    200,
    'share shares sharing sharebar sharebox sharebuttons sharetools sharedaddy social socials socialshare addthis addtoany bdshare bdsharebuttonbox jiathis',
  ),
  furniture('newsletter box', 800, 'newsletter newsletters subscribe signup optin mailchimp'),
  furniture(
    'related links',
    3000,
    'related relatedposts recommend recommended recommendation recommendations recirc outbrain taboola yarpp readmore',
  ),
  furniture('cookie banner', 3000, 'cookie cookies gdpr consent onetrust'),
  furniture('comments', 20_000, 'comments commentlist disqus respond'),
  furniture(
    'promotion',
    800,
    'promo promos promotion selfpromo advertisement adsbygoogle sponsor sponsored',
  ),
  furniture('promotion', 150, 'ad ads advert'),
  furniture('author box', 1200, 'authorbox authorbio aboutauthor'),
];
const pairs = new Map([
  ['author box', 'authorbox'],
  ['author bio', 'authorbio'],
  ['about author', 'aboutauthor'],
  ['more stories', 'related'],
  ['read next', 'related'],
  ['comment list', 'comments'],
]);
const kept = new Set([
  'html',
  'body',
  'main',
  'article',
  'p',
  'h1',
  'h2',
  'img',
  'figure',
  'picture',
]);
const embeds = /embed|tweet|quote/i;
const shareTarget =
  /^(?:mailto:\?|sms:|viber:|whatsapp:|fb-messenger:)|\/\/(?:[\w-]+\.)?(?:facebook\.com\/(?:share|dialog\/share)|(?:twitter|x)\.com\/(?:intent|share)|whatsapp\.com\/send|wa\.me\/\?|t(?:elegram)?\.me\/share|linkedin\.com\/(?:share|cws)|pinterest\.[a-z.]+\/pin\/create|service\.weibo\.com\/share|v\.t\.sina\.com|connect\.qq\.com|sns\.qzone|reddit\.com\/submit|getpocket\.com|line\.me\/(?:R|lineit)|social-plugins\.line)/i;

/** A body without what its markup says is furniture, and what that was. */
export function cutFurniture(html: string): { html: string; cut: CutBlock[] } {
  const scan = new FurnitureScan();
  readTags(html, scan);
  return removeRanges(html, scan.findings());
}

interface Range {
  readonly start: number;
  readonly end: number;
  readonly reason: string;
  readonly length: number;
}

interface OpenElement {
  readonly start: number;
  readonly kind: Furniture | undefined;
  readonly block: boolean;
  /** Characters of text, and those of them outside links. */
  length: number;
  plain: number;
  shareLinks: number;
  otherLinks: number;
}

class FurnitureScan implements TagHandler {
  private readonly elements: OpenElement[] = [];
  private readonly ranges: Range[] = [];
  private total = 0;
  private links = 0;
  private skipping = 0;

  open(name: string, attributes: Attributes, at: number): void {
    if (isVoid.has(name)) return;
    if (silent.has(name)) this.skipping += 1;
    this.elements.push({
      start: at,
      kind: kept.has(name) ? undefined : furnitureKind(attributes),
      block: !inlineNames.has(name),
      length: 0,
      plain: 0,
      shareLinks: 0,
      otherLinks: 0,
    });
    if (name === 'a') this.openLink(attributes.get('href') ?? '');
  }

  close(name: string, at: number): void {
    const element = this.elements.pop();
    if (element === undefined) return;
    if (silent.has(name)) this.skipping -= 1;
    if (name === 'a') this.links -= 1;
    this.judge(element, at);
    const parent = this.elements.at(-1);
    if (parent === undefined) return;
    parent.length += element.length;
    parent.plain += element.plain;
    parent.shareLinks += element.shareLinks;
    parent.otherLinks += element.otherLinks;
  }

  text(text: string): void {
    if (this.skipping > 0) return;
    const { length } = text.trim();
    this.total += length;
    const element = this.elements.at(-1);
    if (element === undefined) return;
    element.length += length;
    if (this.links === 0) element.plain += length;
  }

  /** What may go: furniture that holds the smaller part of the text. */
  findings(): Range[] {
    return this.ranges.filter((range) => range.length <= 0.4 * this.total);
  }

  private openLink(href: string): void {
    this.links += 1;
    const element = this.elements.at(-1);
    if (element === undefined || href === '' || href.startsWith('#')) return;
    if (shareTarget.test(href.slice(0, 300))) element.shareLinks += 1;
    else element.otherLinks += 1;
  }

  private judge(element: OpenElement, end: number): void {
    const { start, kind, length } = element;
    if (kind !== undefined && length <= kind.most) {
      this.ranges.push({ start, end, reason: kind.reason, length });
    } else if (
      element.block &&
      element.shareLinks > 0 &&
      element.otherLinks === 0 &&
      element.plain <= 20
    ) {
      this.ranges.push({ start, end, reason: 'share bar', length });
    }
  }
}

const isVoid = new Set(
  'area base basefont br col embed frame hr img input keygen link meta param source track wbr'.split(
    ' ',
  ),
);
const silent = new Set(['script', 'style', 'template', 'noscript']);
const inlineNames = new Set(['a', 'span', 'b', 'i', 'em', 'strong', 'font', 'u', 's', 'code', 'q']);

function furnitureKind(attributes: Attributes): Furniture | undefined {
  if (attributes.size === 0) return undefined;
  const named = `${attributes.get('class') ?? ''} ${attributes.get('id') ?? ''}`.slice(0, 500);
  if (named === ' ' || embeds.test(named)) return undefined;
  const words = named
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
  const joined = words.slice(1).map((word, at) => pairs.get(`${words[at]} ${word}`) ?? '');
  const all = [...words, ...joined];
  return kinds.find((kind) => all.some((word) => kind.words.has(word)));
}

function removeRanges(html: string, ranges: readonly Range[]): { html: string; cut: CutBlock[] } {
  if (ranges.length === 0) return { html, cut: [] };
  const cut: CutBlock[] = [];
  let rest = '';
  let at = 0;
  for (const range of [...ranges].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (range.start < at) continue;
    rest += html.slice(at, range.start);
    at = range.end;
    cut.push({ reason: range.reason, text: shortText(html.slice(range.start, range.end)) });
  }
  return { html: rest + html.slice(at), cut: cut.filter((block) => block.text !== '') };
}

/** The words of a piece of HTML, at most 200 characters. */
export function shortText(html: string): string {
  const text = plainText(html.slice(0, 20_000));
  return text.length <= 200 ? text : `${text.slice(0, 199).toWellFormed()}…`;
}
