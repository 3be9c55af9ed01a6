import type { Url } from '../model/index.ts';
import { type AnchorLink, OpenAnchor, textLimit } from './anchor-text.ts';
import { webUrl } from './article-links.ts';
import { oneLine } from './article-text.ts';
import { type CardLink, LinkCards } from './link-cards.ts';
import { LinkPlaces } from './link-places.ts';
import type { Attributes } from './tag-attributes.ts';
import { readTags, type TagHandler } from './tag-events.ts';

/** Another form of a page, such as its feed, as `<link rel=alternate>` tells it. */
export interface AlternateLink {
  readonly href: Url;
  /** Media type in lower case without parameters, empty where none is told. */
  readonly type: string;
  readonly title: string;
  /** Its `hreflang`, where it has one. */
  readonly language?: string;
}

export interface PageLinks {
  readonly base: Url;
  readonly canonical?: Url;
  readonly alternates: readonly AlternateLink[];
  readonly anchors: readonly AnchorLink[];
  readonly title: string;
  readonly lang: string;
  readonly metaRefresh?: Url;
  /** The documents of a frameset, at most 10. */
  readonly frames?: readonly Url[];
  /** What `<link rel=sitemap>` names. */
  readonly sitemap?: Url;
}

const anchorLimit = 20_000;
const alternateLimit = 500;
const frameLimit = 10;
const headingTag = /^h[1-6]$/;

/**
 * What a page says of itself and where it leads, in one pass: `base` (its own `<base>` or the one
 * given), canonical URL, alternates, anchors in order (at most 20,000) with the headings and dates
 * that stand with them, title, language, refresh. Only http and https URLs are told. Never throws.
 */
export function pageLinks(html: string, base: Url): PageLinks {
  const reader = new LinkReader(base);
  readTags(html, reader);
  return reader.finish();
}

class LinkReader implements TagHandler {
  private base: Url;
  private based: boolean;
  private canonical: Url | undefined;
  private metaRefresh: Url | undefined;
  private sitemap: Url | undefined;
  private title: string | undefined;
  private lang = '';
  private readonly alternates: AlternateLink[] = [];
  private readonly anchors: (AnchorLink & CardLink)[] = [];
  private readonly frames: Url[] = [];
  private readonly cards = new LinkCards();
  private readonly places = new LinkPlaces();
  private anchor: OpenAnchor | undefined;
  /** The text of the heading that is open. */
  private heading: string | undefined;
  private inTitle: boolean;
  private titleText = '';
  private depth = { noscript: 0, svg: 0, raw: 0, time: 0 };

  constructor(base: Url) {
    this.base = base;
    this.based = false;
    this.inTitle = false;
  }

  open(name: string, attributes: Attributes): void {
    this.count(name, 1);
    this.places.open(name, attributes);
    this.cards.start(name);
    if (headingTag.test(name)) this.heading = '';
    else if (this.heading !== undefined) this.heading += ' ';
    switch (name) {
      case 'html':
        this.lang ||= (attributes.get('lang') ?? attributes.get('xml:lang') ?? '')
          .trim()
          .slice(0, 40);
        break;
      case 'base':
        this.openBase(attributes);
        break;
      case 'link':
        this.openLink(attributes);
        break;
      case 'meta':
        this.openMeta(attributes);
        break;
      case 'title':
        this.inTitle = this.title === undefined && this.depth.svg === 0;
        break;
      case 'a':
      case 'area':
        this.openAnchor(attributes);
        if (name === 'area') this.closeAnchor();
        break;
      case 'time':
        this.openTime(attributes);
        break;
      case 'frame':
        this.openFrame(attributes);
        break;
      default:
    }
    if (name !== 'a' && name !== 'area') this.anchor?.open(name, attributes);
  }

  close(name: string): void {
    this.count(name, -1);
    this.places.close();
    if (name === 'a') this.closeAnchor();
    else this.anchor?.close(name);
    if (name === 'time') this.depth.time = 0;
    if (headingTag.test(name)) this.closeHeading();
    this.cards.end(name);
    if (name === 'title' && this.inTitle) {
      this.title = oneLine(this.titleText);
      this.inTitle = false;
    }
  }

  text(text: string): void {
    if (this.inTitle) {
      if (this.titleText.length < 2000) this.titleText += text;
      return;
    }
    if (this.depth.raw > 0) return;
    if (this.heading !== undefined && this.heading.length < textLimit) this.heading += text;
    this.anchor?.add(text);
    if (this.depth.time === 0) this.cards.text(text, this.anchor !== undefined);
  }

  finish(): PageLinks {
    this.closeAnchor();
    this.cards.finish();
    const { base, alternates, anchors, canonical, metaRefresh, lang, frames, sitemap } = this;
    return {
      base,
      ...(canonical === undefined ? {} : { canonical }),
      alternates,
      anchors,
      title: this.title ?? oneLine(this.titleText),
      lang,
      ...(metaRefresh === undefined ? {} : { metaRefresh }),
      ...(frames.length === 0 ? {} : { frames }),
      ...(sitemap === undefined ? {} : { sitemap }),
    };
  }

  private count(name: string, by: 1 | -1): void {
    const { depth } = this;
    if (name === 'noscript') depth.noscript += by;
    else if (name === 'svg') depth.svg += by;
    else if (name === 'script' || name === 'style') depth.raw += by;
  }

  private openBase(attributes: Attributes): void {
    const href = this.based ? undefined : webUrl(attributes.get('href')?.trim(), this.base);
    if (href === undefined) return;
    this.base = href;
    this.based = true;
  }

  private openLink(attributes: Attributes): void {
    const rel = (attributes.get('rel') ?? '').toLowerCase().split(/\s+/);
    const href = webUrl(attributes.get('href')?.trim(), this.base);
    if (href === undefined) return;
    if (rel.includes('canonical')) this.canonical ??= href;
    if (rel.includes('sitemap')) this.sitemap ??= href;
    if (!rel.includes('alternate') && !rel.includes('feed')) return;
    if (this.alternates.length >= alternateLimit || rel.includes('stylesheet')) return;
    const [type = ''] = (attributes.get('type') ?? '').toLowerCase().split(';');
    const language = (attributes.get('hreflang') ?? '').trim().slice(0, 40);
    this.alternates.push({
      href,
      type: type.trim(),
      title: oneLine(attributes.get('title') ?? '').slice(0, textLimit),
      ...(language === '' ? {} : { language }),
    });
  }

  private openMeta(attributes: Attributes): void {
    const meaning = (attributes.get('http-equiv') ?? '').toLowerCase();
    const content = (attributes.get('content') ?? '').slice(0, 4096);
    if (meaning === 'content-language') this.lang ||= content.trim().slice(0, 40);
    if (meaning !== 'refresh' || this.depth.noscript > 0) return;
    const target = /^\s*[\d.]+\s*[;,]\s*(?:url\s*=\s*)?['"]?([^'"]+)/i.exec(content)?.[1];
    this.metaRefresh ??= webUrl(target?.trim(), this.base);
  }

  /** What the machine is told counts, not the words in the element. */
  private openTime(attributes: Attributes): void {
    const told = (attributes.get('datetime') ?? '').trim().slice(0, 60);
    this.cards.date(told);
    this.depth.time = told === '' ? 0 : 1;
  }

  private openFrame(attributes: Attributes): void {
    const src = webUrl(attributes.get('src')?.trim(), this.base);
    if (src !== undefined && this.frames.length < frameLimit) this.frames.push(src);
  }

  private openAnchor(attributes: Attributes): void {
    this.closeAnchor();
    const href = webUrl(attributes.get('href')?.trim(), this.base);
    if (href === undefined || this.anchors.length >= anchorLimit) return;
    this.anchor = new OpenAnchor(href, attributes, {
      inHeading: this.heading !== undefined,
      inNav: this.places.inNav,
      aside: this.places.aside,
    });
  }

  private closeAnchor(): void {
    if (this.anchor === undefined) return;
    const link = this.anchor.finish();
    this.anchors.push(link);
    this.cards.link(link);
    this.anchor = undefined;
  }

  /** A heading is told to its card; where it is all link, the card's link has it already. */
  private closeHeading(): void {
    const heading = oneLine(this.heading ?? '').slice(0, textLimit);
    this.heading = undefined;
    this.cards.heading(heading);
  }
}
