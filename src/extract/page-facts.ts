import { type Attributes, oneLine, readTags, type TagHandler } from '../html/index.ts';
import { type LinkedFacts, linkedFacts } from './json-ld.ts';

/** What a page says of itself, in its head and around its title; nothing is judged yet. */
export interface PageFacts {
  readonly lang: string;
  readonly titleTag: string;
  readonly headings: readonly string[];
  /** First content of each meta, by name, property or itemprop in lower case. */
  readonly metas: ReadonlyMap<string, string>;
  readonly linked: LinkedFacts | undefined;
  readonly canonical: string;
  readonly times: readonly TimeFact[];
  /** Texts of elements that are marked as bylines. */
  readonly bylines: readonly string[];
  /** Texts of elements that are marked as dates. */
  readonly dateTexts: readonly string[];
  /** The lines that follow the title, at most 40. */
  readonly linesAfterTitle: readonly string[];
  readonly elements: number;
  readonly depth: number;
  readonly anchors: number;
  /** Characters of visible text, and those of them in links. */
  readonly textLength: number;
  readonly linkLength: number;
  readonly passwordField: boolean;
  readonly captcha: boolean;
}

export interface TimeFact {
  readonly datetime: string;
  /** Marked as the date of publication (`pubdate`, itemprop datePublished). */
  readonly publication: boolean;
}

const scriptLimit = 50;
const lineLimit = 40;
const fieldLength = 300;
const voids = new Set(
  'area base basefont br col embed frame hr img input keygen link meta param source track wbr'.split(
    ' ',
  ),
);
const lineEnds = new Set(
  'address article aside blockquote br center dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p section table td tr ul'.split(
    ' ',
  ),
);
const unseen = new Set(['script', 'style', 'noscript', 'template', 'select', 'option', 'textarea']);
const bylineName = /(?:^|[\s_-])(?:byline|author|authors|writer|reporter|zuozhe)(?:$|[\s_-]|name)/i;
const dateName =
  /(?:^|[\s_-])(?:date|time|pubdate|published|publish|timestamp|pubtime|dateline)(?:$|[\s_-])/i;

/** Reads a page once, in bounded time and memory. */
export function pageFacts(html: string): PageFacts {
  const reader = new FactReader();
  readTags(html, reader);
  return reader.finish();
}

interface Field {
  readonly kind: 'title' | 'heading' | 'byline' | 'date' | 'script';
  readonly depth: number;
  text: string;
}

class FactReader implements TagHandler {
  private lang = '';
  private titleTag = '';
  private canonical = '';
  private readonly headings: string[] = [];
  private readonly metas = new Map<string, string>();
  private readonly scripts: string[] = [];
  private readonly times: TimeFact[] = [];
  private readonly bylines: string[] = [];
  private readonly dateTexts: string[] = [];
  private readonly lines: string[] = [];
  private readonly fields: Field[] = [];
  private readonly seen = { elements: 0, deepest: 0, anchors: 0, text: 0, linked: 0 };
  private readonly flags = { password: false, captcha: false };
  private depth = 0;
  private links = 0;
  private hidden: number;
  private line = '';

  constructor() {
    this.hidden = 0;
  }

  open(name: string, attributes: Attributes): void {
    this.seen.elements += 1;
    if (!voids.has(name)) this.depth += 1;
    this.seen.deepest = Math.max(this.seen.deepest, this.depth);
    if (lineEnds.has(name)) this.endLine();
    if (unseen.has(name)) this.hidden += 1;
    this.openNamed(name, attributes);
    if (attributes.size > 0) this.openMarked(name, attributes);
  }

  close(name: string): void {
    if (unseen.has(name)) this.hidden -= 1;
    if (name === 'a') this.links -= 1;
    while ((this.fields.at(-1)?.depth ?? 0) >= this.depth) this.closeField(this.fields.pop());
    this.depth -= 1;
    if (lineEnds.has(name)) this.endLine();
  }

  text(text: string): void {
    for (const field of this.fields) {
      const most = field.kind === 'script' ? 600_000 : 4 * fieldLength;
      if (field.text.length < most) field.text += text.slice(0, most);
    }
    if (this.hidden === 0) this.visibleText(text);
  }

  private visibleText(text: string): void {
    const { length } = text.trim();
    this.seen.text += length;
    if (this.links > 0) this.seen.linked += length;
    if (
      this.headings.length > 0 &&
      this.lines.length < lineLimit &&
      this.line.length < fieldLength
    ) {
      this.line += text.slice(0, fieldLength);
    }
  }

  finish(): PageFacts {
    this.endLine();
    while (this.fields.length > 0) this.closeField(this.fields.pop());
    const { seen, flags } = this;
    return {
      lang: this.lang,
      titleTag: this.titleTag,
      headings: this.headings,
      metas: this.metas,
      linked: linkedFacts(this.scripts),
      canonical: this.canonical,
      times: this.times,
      bylines: this.bylines,
      dateTexts: this.dateTexts,
      linesAfterTitle: this.lines,
      elements: seen.elements,
      depth: seen.deepest,
      anchors: seen.anchors,
      textLength: seen.text,
      linkLength: seen.linked,
      passwordField: flags.password,
      captcha: flags.captcha,
    };
  }

  private openNamed(name: string, attributes: Attributes): void {
    switch (name) {
      case 'html':
        this.lang ||= (attributes.get('lang') ?? attributes.get('xml:lang') ?? '').slice(0, 40);
        break;
      case 'title':
        if (this.titleTag === '') this.startField('title');
        break;
      case 'h1':
        if (this.headings.length < 3) this.startField('heading');
        break;
      case 'a':
        this.links += 1;
        this.seen.anchors += 1;
        break;
      case 'meta':
        this.openMeta(attributes);
        break;
      case 'link':
        this.openLink(attributes);
        break;
      case 'time':
        this.openTime(attributes);
        break;
      case 'script':
        this.openScript(attributes);
        break;
      case 'input':
        this.flags.password ||= attributes.get('type')?.toLowerCase() === 'password';
        break;
      default:
    }
  }

  private openLink(attributes: Attributes): void {
    const canonical = /\bcanonical\b/i.test(attributes.get('rel') ?? '');
    if (canonical) this.canonical ||= attributes.get('href') ?? '';
  }

  private openScript(attributes: Attributes): void {
    const linked = /ld\+json/i.test(attributes.get('type') ?? '');
    if (linked && this.scripts.length < scriptLimit) this.startField('script');
  }

  private openMeta(attributes: Attributes): void {
    const content = oneLine((attributes.get('content') ?? '').slice(0, 2000));
    if (content === '' || this.metas.size > 500) return;
    for (const key of ['name', 'property', 'itemprop', 'http-equiv']) {
      const name = attributes.get(key)?.trim().toLowerCase();
      if (name !== undefined && !this.metas.has(name)) this.metas.set(name, content);
    }
  }

  private openTime(attributes: Attributes): void {
    const datetime = attributes.get('datetime')?.trim().slice(0, 60) ?? '';
    if (datetime === '' || this.times.length >= 20) return;
    const said = `${attributes.get('itemprop') ?? ''} ${attributes.get('class') ?? ''}`;
    const publication = attributes.has('pubdate') || /datePublished|published|pubdate/i.test(said);
    this.times.push({ datetime, publication });
  }

  private openMarked(name: string, attributes: Attributes): void {
    const named = `${attributes.get('class') ?? ''} ${attributes.get('id') ?? ''}`.slice(0, 300);
    if (/captcha|cf-challenge|challenge-form|geetest/i.test(named)) this.flags.captcha = true;
    if (voids.has(name) || name === 'body' || this.fields.length > 4) return;
    const said = `${attributes.get('rel') ?? ''} ${attributes.get('itemprop') ?? ''} ${named}`;
    if (this.bylines.length < 10 && bylineName.test(said)) this.startField('byline');
    if (this.dateTexts.length < 20 && dateName.test(said)) this.startField('date');
  }

  private startField(kind: Field['kind']): void {
    this.fields.push({ kind, depth: this.depth, text: '' });
  }

  private closeField(field: Field | undefined): void {
    if (field === undefined) return;
    if (field.kind === 'script') {
      this.scripts.push(field.text);
      return;
    }
    const text = oneLine(field.text.toWellFormed());
    if (text === '' || text.length > fieldLength) return;
    if (field.kind === 'title') this.titleTag = text;
    else if (field.kind === 'byline') this.bylines.push(text);
    else if (field.kind === 'date') this.dateTexts.push(text);
    else this.headings.push(text);
  }

  private endLine(): void {
    const line = oneLine(this.line);
    if (line !== '' && this.lines.length < lineLimit) this.lines.push(line);
    this.line = '';
  }
}
