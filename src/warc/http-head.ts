import type { Header } from '../model/index.ts';

/** Start line and header lines of an HTTP message, and where its body begins. */
export interface HttpHead {
  readonly startLine: string;
  readonly headers: readonly Header[];
  readonly bodyAt: number;
}

/**
 * The head of an HTTP/1.1 message (RFC 9112) with its empty line. Every character of a line is one
 * byte, as HTTP parsers give it (ISO 8859-1); a line with characters beyond U+00FF is UTF-8.
 * A line break or NUL inside a line, which no server can have sent, becomes a space.
 */
export function formatHttpHead(startLine: string, headers: readonly Header[]): Uint8Array {
  const lines = [startLine, ...headers.map(([name, value]) => `${name}: ${value}`)];
  return Buffer.concat([...lines.map(lineBytes), Buffer.from('\r\n')]);
}

function lineBytes(line: string): Buffer {
  const safe = `${oneLine(line)}\r\n`;
  return Buffer.from(safe, beyondLatin1.test(safe) ? 'utf8' : 'latin1');
}

const beyondLatin1 = /[\u{100}-\u{10ffff}]/u;

/** Text with line breaks and NUL as spaces. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\0]/g, ' ');
}

/**
 * Reads what `formatHttpHead` writes, and what other writers wrote: bare LF, folded lines. A line
 * that is UTF-8 beyond ISO 8859-1 is read as such, so that writing again gives the same bytes.
 * A block without an empty line is all head.
 */
export function parseHttpHead(block: Uint8Array): HttpHead {
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
  const [end, bodyAt] = headEnd(bytes);
  const lines = cutLines(bytes.subarray(0, end)).map(lineText);
  const headers: Header[] = [];
  for (const line of lines.slice(1)) addLine(headers, line);
  return { startLine: lines[0] ?? '', headers, bodyAt };
}

/** Where the last line of the head ends, and where the body begins. */
function headEnd(bytes: Buffer): readonly [number, number] {
  const strict = bytes.indexOf('\r\n\r\n');
  const lax = bytes.subarray(0, strict < 0 ? bytes.length : strict).indexOf('\n\n');
  if (lax >= 0) return [lax, lax + 2];
  return strict < 0 ? [bytes.length, bytes.length] : [strict, strict + 4];
}

function cutLines(head: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  while (start < head.length) {
    const found = head.indexOf(0x0a, start);
    const end = found < 0 ? head.length : found;
    lines.push(head.subarray(start, head[end - 1] === 0x0d && end > start ? end - 1 : end));
    start = end + 1;
  }
  return lines;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function lineText(line: Buffer): string {
  const latin1 = line.toString('latin1');
  if (!/[\u0080-\u00ff]/.test(latin1)) return latin1;
  try {
    const text = utf8.decode(line);
    return beyondLatin1.test(text) ? text : latin1;
  } catch {
    return latin1; // Not UTF-8: then the bytes are the characters, which is always true.
  }
}

function addLine(headers: Header[], line: string): void {
  const last = headers.at(-1);
  if (/^[ \t]/.test(line) && last !== undefined) {
    headers[headers.length - 1] = [last[0], `${last[1]} ${trimBlanks(line)}`];
    return;
  }
  const colon = line.indexOf(':');
  if (colon < 0) headers.push([line, '']);
  else headers.push([trimBlanks(line.slice(0, colon)), trimBlanks(line.slice(colon + 1))]);
}

/** Text without spaces and tabs at its ends; a loop, for a pattern would take quadratic time. */
export function trimBlanks(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
