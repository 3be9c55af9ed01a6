import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';
import { escapeHtml } from '../html/index.ts';
import type { XmlElement } from './xml-element.ts';

const voidTags = new Set(
  'area base br col embed frame hr img input link meta param source track wbr'.split(' '),
);
/** Longer markup is no article; it stays as it is, so that it costs no memory. */
const rewriteLimit = 4 * 1024 * 1024;
const usualPrefixes = ['xhtml', 'html', 'xh', 'h'];

/**
 * The tags and text between an element's tags as HTML: its source verbatim, but that prefixes of
 * XHTML are dropped, empty elements (`<p/>`) get the end tag HTML needs, and CDATA becomes `cdata`
 * (`text`: what it shows; `html`: what it says).
 */
export function innerMarkup(element: XmlElement, cdata: 'text' | 'html'): string {
  const { source } = element;
  if (source.length > rewriteLimit) return source;
  if (!/<!\[CDATA\[|\/>|<\/?[\w.-]+:/.test(source)) return source;
  const writer = new MarkupWriter(source, cdata);
  const tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: false }, writer);
  tokenizer.write(source);
  tokenizer.end();
  return writer.finish();
}

/** The content of XHTML: without the `div` that Atom wraps around it (RFC 4287, 3.1.1.3). */
export function xhtmlMarkup(element: XmlElement): string {
  const html = innerMarkup(element, 'text');
  const opening = /^\s*<div(?:\s[^<>]*)?>/i.exec(html)?.[0];
  const closing = /<\/div>\s*$/i.exec(html.slice(-200))?.[0];
  if (opening === undefined || closing === undefined) return html;
  const inner = html.slice(opening.length, html.length - closing.length);
  return isOneElement(inner) ? inner : html;
}

/** Whether no `</div>` in it closes a `div` that was opened before it. */
function isOneElement(inner: string): boolean {
  let depth = 0;
  for (const [tag] of inner.matchAll(/<(\/?)div\b/gi)) {
    depth += tag.startsWith('</') ? -1 : 1;
    if (depth < 0) return false;
  }
  return true;
}

class MarkupWriter implements TokenizerCallbacks {
  private readonly source: string;
  private readonly cdata: 'text' | 'html';
  private readonly prefixes: ReadonlySet<string>;
  private readonly pieces: string[] = [];
  private copied = 0;
  private name = '';

  constructor(source: string, cdata: 'text' | 'html') {
    this.source = source;
    this.cdata = cdata;
    const declared = source.matchAll(/xmlns:([\w.-]{1,40})="http:\/\/www\.w3\.org\/1999\/xhtml"/g);
    this.prefixes = new Set([...usualPrefixes, ...[...declared].map(([, prefix]) => prefix ?? '')]);
  }

  finish(): string {
    this.pieces.push(this.source.slice(this.copied));
    return this.pieces.join('');
  }

  onopentagname(start: number, end: number): void {
    this.name = this.withoutPrefix(start, end);
  }

  onclosetag(start: number, end: number): void {
    this.withoutPrefix(start, end);
  }

  onselfclosingtag(end: number): void {
    if (voidTags.has(this.name.toLowerCase())) return;
    this.replace(this.source.lastIndexOf('/', end), end + 1, `></${this.name}>`);
  }

  oncdata(start: number, end: number, endOffset: number): void {
    const text = this.source.slice(start, end - endOffset);
    this.replace(
      start - '<![CDATA['.length,
      end + 1,
      this.cdata === 'text' ? escapeHtml(text) : text,
    );
  }

  onattribdata(): void {}
  onattribentity(): void {}
  onattribend(): void {}
  onattribname(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onend(): void {}
  onopentagend(): void {}
  onprocessinginstruction(): void {}
  ontext(): void {}
  ontextentity(): void {}

  private withoutPrefix(start: number, end: number): string {
    const name = this.source.slice(start, end);
    const colon = name.indexOf(':');
    if (colon < 0 || !this.prefixes.has(name.slice(0, colon))) return name;
    this.replace(start, start + colon + 1, '');
    return name.slice(colon + 1);
  }

  private replace(start: number, end: number, by: string): void {
    this.pieces.push(this.source.slice(this.copied, start), by);
    this.copied = end;
  }
}
