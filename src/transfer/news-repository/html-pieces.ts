/**
 * Cuts HTML into its tags, texts and opaque stretches; the pieces put together are the input, byte
 * for byte. Follows the HTML standard's tokenizer where it matters here: quotes in attribute
 * values, comments, and elements whose content is no markup. Linear in time on any input.
 */
export interface HtmlPiece {
  /** `raw`: content of a script and its like. `other`: comment, declaration, a tag cut off. */
  readonly kind: 'text' | 'tag' | 'raw' | 'other';
  readonly text: string;
  /** Lower-case element name of a tag, or of the element around raw content; else empty. */
  readonly name: string;
  readonly closing: boolean;
}

const rawElements = new Set(
  'script style textarea title xmp iframe noembed noframes plaintext'.split(' '),
);

export function* htmlPieces(html: string): Generator<HtmlPiece> {
  let at = 0;
  while (at < html.length) {
    const start = nextMarkup(html, at);
    if (start > at) yield { kind: 'text', text: html.slice(at, start), name: '', closing: false };
    if (start >= html.length) return;
    const end = markupEnd(html, start);
    const piece = readMarkup(html.slice(start, end));
    yield piece;
    at = end;
    if (piece.kind !== 'tag' || piece.closing || !rawElements.has(piece.name)) continue;
    at = rawEnd(html, end, piece.name);
    const text = html.slice(end, at);
    if (text !== '') yield { kind: 'raw', text, name: piece.name, closing: false };
  }
}

/** A `<` that opens no tag, comment or declaration is text. */
function nextMarkup(html: string, from: number): number {
  let at = html.indexOf('<', from);
  while (at >= 0 && !/[a-z/!?]/i.test(html.charAt(at + 1))) at = html.indexOf('<', at + 1);
  return at < 0 ? html.length : at;
}

function markupEnd(html: string, start: number): number {
  if (html.startsWith('<!--', start)) return endAfter(html, '-->', start + 4);
  if (!/[a-z]/i.test(html.charAt(start + 1))) return endAfter(html, '>', start + 1);
  return tagEnd(html, start);
}

/** The end of the input when the mark is missing, as the standard has it. */
function endAfter(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from);
  return found < 0 ? html.length : found + mark.length;
}

/** A quote opens a value only behind `=`; within it `>` is an ordinary character. */
function tagEnd(html: string, start: number): number {
  let behindEquals = false;
  for (let at = start + 1; at < html.length; at += 1) {
    const character = html.charAt(at);
    if (character === '>') return at + 1;
    if (behindEquals && (character === '"' || character === "'")) {
      at = html.indexOf(character, at + 1);
      if (at < 0) return html.length;
    }
    if (!isSpace(character)) behindEquals = character === '=';
  }
  return html.length;
}

export function isSpace(character: string): boolean {
  return character !== '' && ' \t\n\r\f'.includes(character);
}

function readMarkup(text: string): HtmlPiece {
  const name = /^<\/?([a-z][^\s/>]*)/i.exec(text)?.[1]?.toLowerCase();
  if (name === undefined || !text.endsWith('>')) {
    return { kind: 'other', text, name: '', closing: false };
  }
  return { kind: 'tag', text, name, closing: text.startsWith('</') };
}

function rawEnd(html: string, from: number, name: string): number {
  const close = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
  close.lastIndex = from;
  return close.exec(html)?.index ?? html.length;
}
