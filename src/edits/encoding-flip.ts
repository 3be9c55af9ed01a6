import { GarbledLines } from './garbled-lines.ts';
import type { Words } from './words.ts';

/** What UTF-8 is mistaken for. */
const mistakes = ['iso-8859-1', 'windows-1252', 'gbk', 'big5', 'shift_jis', 'euc-kr'] as const;
/** So much of a page must read as the other one garbled. */
const enough = 0.3;
/** So many of a garbled text's letters are what UTF-8 becomes. */
const leastOdd = 0.15;
/** Fewer such characters are quotation marks and umlauts. */
const fewest = 12;
/** Shorter lines tell nothing. */
const shortest = 4;
/** So many clean lines are kept to be found: memory is bounded. */
const mostLines = 4000;

/** Both states readable, and which of them was not. */
export interface Mended {
  readonly before: Words;
  readonly after: Words;
  readonly garbled: 'before' | 'after';
}

/**
 * Whether one state is the other read in a false charset (`ä¸å½` for 中国): then both states
 * readable. Nothing but the charset has changed in lines that agree so; a garbled line that agrees
 * with none is read back as far as it goes, U+FFFD where its bytes are lost.
 */
export function encodingFlip(before: Words, after: Words): Mended | undefined {
  const mended = mendedBy(before, after);
  if (mended !== undefined) return { before: mended, after, garbled: 'before' };
  const other = mendedBy(after, before);
  return other && { before, after: other, garbled: 'after' };
}

/** A garbled state made readable with the help of the clean one; undefined when it is not garbled. */
function mendedBy(garbled: Words, clean: Words): Words | undefined {
  if (oddness(garbled) < leastOdd || oddness(clean) > oddness(garbled) / 3) return undefined;
  const lines = [clean.title, ...clean.text.split('\n')].slice(0, mostLines);
  const broken = [garbled.title, ...garbled.text.split('\n')];
  for (const mistake of mistakes) {
    const readable = new GarbledLines(lines, (line) => bareOf(garble(line, mistake)));
    const read = broken.map((line) => readable.find(bareOf(line)));
    const agreeing = broken.filter((line, at) => line.length >= shortest && read[at] !== undefined);
    if (lengthOf(agreeing) < enough * lengthOf(broken)) continue;
    const [title = '', ...rest] = broken.map((line, at) => read[at] ?? readBack(line));
    return { title, text: rest.join('\n') };
  }
  return undefined;
}

/** How much of a text is what UTF-8 becomes when it is read as something else, 0 to 1. */
function oddness({ title, text }: Words): number {
  const sample = `${title}\n${text}`.slice(0, 8000);
  const letters = sample.match(/[^\s!-~]/g)?.length ?? 0;
  const odd =
    sample.match(
      /[\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]|[锟斤拷銆鍦鐨涓浜鏄嬬殑笉彂栧櫒\ufffd]|[\ue000-\uf8ff]/g,
    )?.length ?? 0;
  return odd < fewest ? 0 : odd / letters;
}

const lengthOf = (lines: readonly string[]): number =>
  lines.reduce((sum, line) => sum + line.length, 0);

/** UTF-8 read as something else. To the web ISO 8859-1 is windows-1252, to crawlers it is not. */
function garble(line: string, mistake: (typeof mistakes)[number]): string {
  const bytes = new TextEncoder().encode(line);
  if (mistake !== 'iso-8859-1') return new TextDecoder(mistake).decode(bytes);
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

/** What is left of garbled text after a page's text was tidied: no spaces, no controls. */
const bareOf = (line: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what tidying removes.
  line.normalize('NFC').replace(/[\s\u0000-\u001f\u007f-\u00a0\u00ad\ufffd]+/g, '');

/** Bytes 0x80 to 0x9F as windows-1252 reads them. */
const specials = new Map(
  [
    ...new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 32 }, (_, at) => 128 + at)),
  ].map((character, at) => [character, 128 + at]),
);

/** Reads a line back whose UTF-8 was taken for windows-1252. */
function readBack(line: string): string {
  const codes = [...line].map(
    (character) => specials.get(character) ?? character.codePointAt(0) ?? 0,
  );
  if (codes.every((code) => code < 128) || codes.some((code) => code > 255)) return line;
  return new TextDecoder().decode(Uint8Array.from(codes));
}
