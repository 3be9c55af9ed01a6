import type { Url } from '../model/index.ts';
import { ampPicture } from './amp-picture.ts';
import { ArticleBuilder } from './article-builder.ts';
import {
  divisions,
  dropped,
  headingTag,
  inline,
  inlineAlias,
  isHidden,
  media,
} from './article-elements.ts';
import {
  bestOfSrcset,
  datetimeAttribute,
  imageSource,
  imageTag,
  isTrackingPixel,
  langAttribute,
  linkTarget,
  textAttribute,
  webUrl,
} from './article-links.ts';
import { escapeHtml } from './escape-html.ts';
import type { Frame } from './frame.ts';
import type { Format } from './inline-run.ts';
import { openBlock } from './open-block.ts';
import { type Attributes, noAttributes } from './tag-attributes.ts';
import { readTags, type TagHandler } from './tag-events.ts';
import { isVoidTag } from './tag-names.ts';

/**
 * Safe, semantic, compact HTML of an article's body. Only these elements come out: p h2–h6 ul ol li
 * dl dt dd table caption thead tbody tr th td blockquote q cite figure figcaption img a em strong b
 * i u s sub sup code pre br hr time ruby rt rp abbr; players become a paragraph with a link. URLs
 * are absolute by `base`. Every element is closed, every `&<>"` escaped, void elements are written
 * `<br>`; no white space between blocks. Same input, same bytes; its own output passes unchanged.
 * Never throws; time grows with the length of the input only.
 */
export function sanitizeArticleHtml(html: string, base: Url): string {
  return sanitizeArticleTags((handler) => readTags(html, handler), base);
}

/** The same for tags that come from elsewhere than HTML, such as from a part of a tree. */
export function sanitizeArticleTags(tell: (handler: TagHandler) => void, base: Url): string {
  const sanitizer = new Sanitizer(base);
  tell(sanitizer);
  return sanitizer.finish();
}

/** What an open element of the input needs when it ends. */
interface OpenElement {
  readonly format: Format | null;
  readonly frame: Frame | undefined;
  readonly division: boolean;
  /** Whether it shows a picture, so that one for browsers without scripts in it is a copy. */
  readonly pictured?: boolean;
}

class Sanitizer implements TagHandler {
  private readonly base: Url;
  private readonly builder = new ArticleBuilder();
  private readonly elements: OpenElement[] = [];
  /** Open elements inside one whose content is dropped, itself included. */
  private skipping = 0;
  private pendingText = '';
  private noscript = 0;
  /** Open elements that show a picture. */
  private pictured = 0;
  private pictureSource: string | undefined;
  private player: Attributes | undefined;

  constructor(base: Url) {
    this.base = base;
  }

  text(text: string): void {
    if (this.skipping === 0) this.pendingText += text;
  }

  open(name: string, attributes: Attributes): void {
    const isVoid = isVoidTag(name);
    if (this.skipping > 0) {
      this.openSkipped(name, attributes, isVoid);
      return;
    }
    this.flushText();
    if (isVoid) this.openVoid(name, attributes);
    else if (dropped.has(name) || isHidden(attributes)) this.skipping = 1;
    else if (media.has(name)) this.openPlayer(name, attributes);
    else if (name === 'amp-img') this.openAmpImage(attributes);
    else this.openElement(name, attributes);
  }

  close(name: string): void {
    if (this.skipping > 0) {
      this.skipping -= 1;
      if (this.skipping === 0) this.closePlayer();
      return;
    }
    this.flushText();
    const element = this.elements.pop();
    if (element === undefined) return;
    this.builder.format = element.format;
    if (element.frame !== undefined) this.builder.close(element.frame);
    else if (element.division) this.builder.boundary();
    if (name === 'noscript') this.noscript -= 1;
    if (element.pictured === true) this.pictured -= 1;
    if (name === 'picture') this.closePicture();
  }

  finish(): string {
    this.flushText();
    this.closePlayer();
    return this.builder.finish();
  }

  private flushText(): void {
    if (this.pendingText === '') return;
    this.builder.addText(this.pendingText);
    this.pendingText = '';
  }

  private openSkipped(name: string, attributes: Attributes, isVoid: boolean): void {
    if (!isVoid) this.skipping += 1;
    else if (name === 'source' && this.player !== undefined && !this.player.has('src')) {
      this.player = new Map([...this.player, ...attributes]);
    }
  }

  private openVoid(name: string, attributes: Attributes): void {
    if (name === 'br') this.builder.addBreak();
    else if (name === 'hr') this.builder.addRule();
    else if (name === 'img') this.addImage(attributes);
    else if (name === 'source') {
      this.pictureSource ??= bestOfSrcset(
        attributes.get('srcset') ?? attributes.get('data-srcset'),
      );
    }
  }

  /** Whether a picture is shown. */
  private addImage(attributes: Attributes): boolean {
    const offered = this.pictureSource;
    if (isHidden(attributes) || isTrackingPixel(attributes)) return false;
    if (this.noscript > 0 && this.pictured > 0) return false;
    const src = imageSource(attributes, offered, this.base);
    if (src === undefined) return false;
    this.pictureSource = undefined;
    const tag = imageTag(src, attributes);
    if (this.noscript === 0 || !this.builder.endsWithImage(tag)) this.builder.addImage(tag);
    return true;
  }

  /** It is no void element: what stands in it is there for browsers without scripts. */
  private openAmpImage(attributes: Attributes): void {
    const { format } = this.builder;
    const picture = ampPicture(attributes);
    const pictured = picture !== undefined && this.addImage(picture);
    if (pictured) this.pictured += 1;
    this.elements.push({ format, frame: undefined, division: false, pictured });
  }

  /** A `picture` without a usable `img` still shows what its sources offer. */
  private closePicture(): void {
    if (this.pictureSource !== undefined) this.addImage(noAttributes);
    this.pictureSource = undefined;
  }

  private openPlayer(name: string, attributes: Attributes): void {
    this.skipping = 1;
    if (isTrackingPixel(attributes)) return;
    const videoId = attributes.get('data-videoid');
    this.player =
      name === 'amp-youtube' && videoId !== undefined
        ? new Map([['src', `https://www.youtube.com/watch?v=${videoId}`]])
        : attributes;
  }

  private closePlayer(): void {
    const { player, builder } = this;
    this.player = undefined;
    if (player === undefined) return;
    const lazy = player.get('data-src') ?? player.get('data-lazy-src');
    const src = webUrl(player.get('src'), this.base) ?? webUrl(lazy, this.base);
    if (src === undefined) return;
    const around = builder.format;
    builder.boundary();
    builder.format = null;
    builder.openLink(`<a href="${escapeHtml(src)}">`);
    builder.addText(player.get('title')?.trim() || playerLabel(src));
    builder.format = around;
    builder.boundary();
  }

  private openElement(name: string, attributes: Attributes): void {
    const { builder } = this;
    const format = builder.format;
    if (name === 'noscript') this.noscript += 1;
    const tag = inlineAlias.get(name) ?? name;
    if (this.openInline(tag, attributes)) {
      this.elements.push({ format, frame: undefined, division: false });
      return;
    }
    const frame = openBlock(builder, name, attributes);
    const division = frame === undefined && (divisions.has(name) || headingTag(name) !== undefined);
    if (division) builder.boundary(name === 'p' ? langAttribute(attributes) : '');
    this.elements.push({ format, frame, division });
  }

  private openInline(tag: string, attributes: Attributes): boolean {
    const lang = langAttribute(attributes);
    if (tag === 'a') {
      const href = linkTarget(attributes.get('href'), this.base);
      if (href === undefined) return true;
      const title = textAttribute('title', attributes);
      this.builder.openLink(`<a href="${escapeHtml(href)}"${title}${lang}>`);
    } else if (inline.has(tag)) this.builder.openFormat(tag, `<${tag}${lang}>`);
    else if (tag === 'time') {
      this.builder.openFormat(tag, `<time${datetimeAttribute(attributes)}${lang}>`);
    } else if (tag === 'abbr') {
      this.builder.openFormat(tag, `<abbr${textAttribute('title', attributes)}${lang}>`);
    } else return false;
    return true;
  }
}

/** A player without a title is named by host and path; its query changes from visit to visit. */
function playerLabel(src: Url): string {
  const url = new URL(src);
  return (
    url.host + (url.hostname.endsWith('youtube.com') ? url.pathname + url.search : url.pathname)
  );
}
