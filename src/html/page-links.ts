import type { Url } from '../model/index.ts';
import { webUrl } from './article-links.ts';
import { oneLine } from './article-text.ts';
import { type Attributes, readTags, type TagHandler } from './tag-events.ts';

/** Another form of a page, such as its feed, as `<link rel=alternate>` tells it. */
export interface AlternateLink {
  readonly href: Url;
  /** Media type in lower case without parameters, empty where none is told. */
  readonly type: string;
  readonly title: string;
}

export interface AnchorLink {
  readonly href: Url;
  /** What the reader sees: its text, or the text of its picture; at most 500 characters. */
  readonly text: string;
  readonly rel: string;
  /** Whether it stands in a nav, header, footer or aside. */
  readonly inNav: boolean;
}

export interface PageLinks {
  readonly base: Url;
  readonly canonical?: Url;
  readonly alternates: readonly AlternateLink[];
  readonly anchors: readonly AnchorLink[];
  readonly title: string;
  readonly lang: string;
  readonly metaRefresh?: Url;
}

const anchorLimit = 20_000;
const alternateLimit = 500;
const textLimit = 500;
const navigation = new Set(['nav', 'header', 'footer', 'aside']);

/**
 * What a page says of itself and where it leads, in one pass: `base` (its own `<base>` or the one
 * given), canonical URL, alternates, anchors in order (at most 20,000), title, language, refresh.
 * Only http and https URLs are told. Never throws.
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
  private title: string | undefined;
  private lang = '';
  private readonly alternates: AlternateLink[] = [];
  private readonly anchors: AnchorLink[] = [];
  private anchor: { href: Url; rel: string; inNav: boolean; text: string; alt: string } | undefined;
  private inTitle: boolean;
  private titleText = '';
  private depth = { navigation: 0, noscript: 0, svg: 0, raw: 0 };

  constructor(base: Url) {
    this.base = base;
    this.based = false;
    this.inTitle = false;
  }

  open(name: string, attributes: Attributes): void {
    this.count(name, 1);
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
      case 'img':
        if (this.anchor !== undefined) this.anchor.alt ||= attributes.get('alt') ?? '';
        break;
      default:
    }
  }

  close(name: string): void {
    this.count(name, -1);
    if (name === 'a') this.closeAnchor();
    if (name === 'title' && this.inTitle) {
      this.title = oneLine(this.titleText);
      this.inTitle = false;
    }
  }

  text(text: string): void {
    if (this.inTitle) {
      if (this.titleText.length < 2000) this.titleText += text;
    } else if (this.anchor !== undefined && this.depth.raw === 0) {
      if (this.anchor.text.length < 4 * textLimit) this.anchor.text += text.slice(0, 4 * textLimit);
    }
  }

  finish(): PageLinks {
    this.closeAnchor();
    const { base, alternates, anchors, canonical, metaRefresh, lang } = this;
    return {
      base,
      ...(canonical === undefined ? {} : { canonical }),
      alternates,
      anchors,
      title: this.title ?? oneLine(this.titleText),
      lang,
      ...(metaRefresh === undefined ? {} : { metaRefresh }),
    };
  }

  private count(name: string, by: 1 | -1): void {
    if (navigation.has(name)) this.depth.navigation += by;
    else if (name === 'noscript') this.depth.noscript += by;
    else if (name === 'svg') this.depth.svg += by;
    else if (name === 'script' || name === 'style') this.depth.raw += by;
    else if (this.anchor !== undefined && by === 1) this.anchor.text += ' ';
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
    if (!rel.includes('alternate') && !rel.includes('feed')) return;
    if (this.alternates.length >= alternateLimit || rel.includes('stylesheet')) return;
    const [type = ''] = (attributes.get('type') ?? '').toLowerCase().split(';');
    this.alternates.push({
      href,
      type: type.trim(),
      title: oneLine(attributes.get('title') ?? '').slice(0, textLimit),
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

  private openAnchor(attributes: Attributes): void {
    this.closeAnchor();
    const href = webUrl(attributes.get('href')?.trim(), this.base);
    if (href === undefined || this.anchors.length >= anchorLimit) return;
    this.anchor = {
      href,
      rel: (attributes.get('rel') ?? '').toLowerCase().trim().slice(0, 100),
      inNav: this.depth.navigation > 0,
      text: '',
      alt: attributes.get('alt') ?? attributes.get('title') ?? '',
    };
  }

  private closeAnchor(): void {
    if (this.anchor === undefined) return;
    const { href, rel, inNav, text, alt } = this.anchor;
    const seen = (oneLine(text) || oneLine(alt.slice(0, 4 * textLimit))).slice(0, textLimit);
    this.anchors.push({ href, text: seen.toWellFormed(), rel, inNav });
    this.anchor = undefined;
  }
}
