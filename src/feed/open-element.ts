import type { NamespaceScope } from './namespaces.ts';
import type { XmlAttributes, XmlElement } from './xml-element.ts';

/** Elements that hold HTML: what is tagged in them is markup, not structure. */
const markup = new Set(
  'description content:encoded summary content tagline info xhtml:body xhtml:div atom:content atom:summary'.split(
    ' ',
  ),
);

/** What an element takes from those around it and its own attributes. */
export interface Surroundings {
  readonly scope: NamespaceScope;
  readonly base: string;
  readonly language: string;
}

/** An element while it is read: it grows by characters and children until its end is known. */
export class OpenElement implements XmlElement {
  readonly name: string;
  readonly qualified: string;
  readonly attributes: XmlAttributes;
  readonly scope: NamespaceScope;
  readonly base: string;
  readonly language: string;
  readonly children: OpenElement[] = [];
  readonly isMarkup: boolean;
  mixed = false;
  repaired = false;
  truncated = false;
  private readonly document: string;
  private readonly start: number;
  private end = 0;
  private outside = '';
  private cdata: string | undefined;

  constructor(
    tag: { name: string; qualified: string; attributes: XmlAttributes },
    inherited: Surroundings,
    place: { document: string; start: number },
  ) {
    this.name = tag.name;
    this.qualified = tag.qualified;
    this.attributes = tag.attributes;
    this.scope = inherited.scope;
    this.base = inherited.base;
    this.language = inherited.language;
    this.document = place.document;
    this.start = place.start;
    this.isMarkup = markup.has(tag.name);
  }

  get text(): string {
    const { cdata, outside } = this;
    return cdata !== undefined && !/\S/.test(outside) ? cdata : this.all;
  }

  get source(): string {
    return this.document.slice(this.start, this.end);
  }

  private all = '';

  add(text: string, isCdata: boolean): void {
    this.all += text;
    if (isCdata) this.cdata = (this.cdata ?? '') + text;
    else this.outside += text;
  }

  close(end: number): void {
    this.end = Math.max(this.start, end);
  }
}
