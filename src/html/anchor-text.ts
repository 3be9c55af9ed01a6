import type { Url } from '../model/index.ts';
import { oneLine } from './article-text.ts';
import type { CardLink } from './link-cards.ts';
import type { Attributes } from './tag-attributes.ts';
import { isVoidTag } from './tag-names.ts';

/** A link of a page, with what a reader sees of it and what stands with it. */
export interface AnchorLink {
  readonly href: Url;
  /** What the reader sees: its text, or the text of its picture; at most 500 characters. */
  readonly text: string;
  readonly rel: string;
  /** Whether it stands in a nav, header, footer or aside. */
  readonly inNav: boolean;
  /** Whether what it stands in calls itself a menu, a footer, a breadcrumb, an advertisement … */
  readonly aside?: true;
  /** Its own heading: what of its text is marked as one, or its text where it stands in a heading. */
  readonly heading?: string;
  /** Its text without section, byline, summary, date and counters, where its marks tell them. */
  readonly plain?: string;
  /** Its `title` or `aria-label`, else the text of its picture, where that is not its text. */
  readonly label?: string;
  /** The heading, itself no link, that stands with this link alone. */
  readonly near?: string;
  /** The date that stands with this link alone, as it is told. */
  readonly date?: string;
}

export const textLimit = 500;

const headingTag = /^h[1-6]$/;
const word = (list: string): RegExp => new RegExp(`(?:^|[-_\\s])(?:${list})(?:$|[-_\\s])`, 'i');
const headingClass = word('title|headline|hed|heading');
const sideClass = word(
  'kicker|eyebrow|overline|label|badge|tag|tags|cat|category|section|byline|author|authors|comments?|count|counter|num|views?|time|date|datetime|timestamp|meta|summary|desc|description|excerpt|dek|deck|standfirst|intro|source|duration|icon|sr-only|visually-hidden',
);
const sideTags = new Set(['time', 'figcaption', 'small', 'button']);

interface Where {
  readonly inNav: boolean;
  readonly inHeading: boolean;
  readonly aside: boolean;
}
type Part = 'heading' | 'side' | 'plain';

/** Gathers the texts of one link while its element is open. */
export class OpenAnchor {
  readonly href: Url;
  private readonly rel: string;
  private readonly isHeading: boolean;
  private readonly where: Where;
  private readonly title: string;
  private readonly ariaLabel: string;
  private alt: string;
  private readonly texts = { all: '', heading: '', plain: '' };
  private readonly parts: Part[] = [];

  constructor(href: Url, attributes: Attributes, where: Where) {
    this.href = href;
    this.rel = (attributes.get('rel') ?? '').toLowerCase().trim().slice(0, 100);
    this.where = where;
    this.isHeading = where.inHeading || headingClass.test(attributes.get('class') ?? '');
    this.title = attributes.get('title') ?? '';
    this.ariaLabel = attributes.get('aria-label') ?? '';
    this.alt = attributes.get('alt') ?? '';
  }

  open(name: string, attributes: Attributes): void {
    this.add(' ');
    if (name === 'img') this.alt ||= attributes.get('alt') ?? '';
    if (!isVoidTag(name)) this.parts.push(partOf(name, attributes.get('class') ?? ''));
  }

  close(name: string): void {
    if (isVoidTag(name)) return;
    this.parts.pop();
    this.add(' ');
  }

  add(text: string): void {
    const { texts } = this;
    if (texts.all.length >= 4 * textLimit) return;
    const piece = text.slice(0, 4 * textLimit);
    texts.all += piece;
    if (this.parts.lastIndexOf('heading') > this.parts.lastIndexOf('side')) texts.heading += piece;
    if (!this.parts.includes('side')) texts.plain += piece;
  }

  finish(): AnchorLink & CardLink {
    const own = seen(this.texts.all);
    const text = own || seen(this.alt) || seen(this.title);
    const plain = seen(this.texts.plain);
    const heading = seen(this.texts.heading) || (this.isHeading ? plain || own : '');
    const label = seen(this.title) || seen(this.ariaLabel) || seen(this.alt);
    return {
      href: this.href,
      text,
      rel: this.rel,
      inNav: this.where.inNav,
      ...(this.where.aside ? { aside: true } : {}),
      ...(heading === '' ? {} : { heading }),
      ...(plain === '' || plain === text ? {} : { plain }),
      ...(label === '' || label === text ? {} : { label }),
    };
  }
}

function partOf(name: string, className: string): Part {
  if (headingTag.test(name)) return 'heading';
  if (sideTags.has(name)) return 'side';
  const classes = className.slice(0, 200);
  if (headingClass.test(classes)) return 'heading';
  return sideClass.test(classes) ? 'side' : 'plain';
}

const seen = (text: string): string =>
  oneLine(text.slice(0, 4 * textLimit))
    .slice(0, textLimit)
    .toWellFormed();
