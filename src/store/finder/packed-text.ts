import type { WordRow } from '../records.ts';
import { isCharacterUnit } from './character.ts';
import { commonCharacters } from './common-characters.ts';

/** Stands on both sides of every word that is not one Han, Kana or Hangul character. */
export const bound = 0;
/** Stands between the fields: title, authors, text, tokens it is found by besides. */
export const fieldEnd = 1;

const letters = '0123456789abcdefghijklmnopqrstuvwxyz:';
const firstByte = 2;
/** One byte stands for as many characters; then lead bytes, then trail bytes: no part of one
 * character's bytes is another's, so bytes found in bytes are words found in words. */
const firstLead = 160;
const firstTrail = 208;
const trails = 48;
/** The lead of all other UTF-16 units, each as three trails. */
const otherLead = 207;

const codes = new Uint16Array(65536);
const units = [...letters, ...commonCharacters].map((character) => character.charCodeAt(0));
for (const [at, unit] of units.entries()) codes[unit] = at + 1;
const oneByteCodes = firstLead - firstByte;
const twoByteCodes = (otherLead - firstLead) * trails;

/** A buffer that is filled anew for each text. */
let room = Buffer.alloc(1 << 16);
let length = 0;

/** The words of an article packed: about 1.6 bytes a Chinese character, 1 a Latin letter. */
export function packRow({ title, authors, body, also }: WordRow): Buffer {
  length = 0;
  packWords(title);
  for (const field of [authors ?? '', body, (also ?? []).join(' ')]) {
    put(fieldEnd);
    packWords(field);
  }
  return Buffer.from(room.subarray(0, length));
}

/** Words in a row as they stand in what is packed; `open`: the last may go on. */
export function packPhrase(words: readonly string[], open = false): Buffer {
  length = 0;
  packWords(words.join(' '));
  if (open && length > 0 && room[length - 1] === bound) length -= 1;
  return Buffer.from(room.subarray(0, length));
}

/** Whether a packed phrase may be of a token: no other word has a colon. */
export const isOfToken = (phrase: Buffer): boolean =>
  phrase.includes(firstByte + letters.indexOf(':'));

/** Packed words one behind the other: where two meet there is one bound. */
export function joinRow(rows: readonly Buffer[]): Buffer {
  const parts = rows.map((row, at) => {
    const isMet = row[0] === bound && rows[at - 1]?.at(-1) === bound;
    return isMet ? row.subarray(1) : row;
  });
  return Buffer.concat(parts);
}

function packWords(spaced: string): void {
  let from = 0;
  while (from < spaced.length) {
    let to = spaced.indexOf(' ', from);
    if (to < 0) to = spaced.length;
    if (to === from + 1 && isCharacterUnit(spaced.charCodeAt(from)))
      packUnit(spaced.charCodeAt(from));
    else if (to > from) packLong(spaced, from, to);
    from = to + 1;
  }
}

function packLong(spaced: string, from: number, to: number): void {
  if (length === 0 || room[length - 1] !== bound) put(bound);
  for (let at = from; at < to; at += 1) packUnit(spaced.charCodeAt(at));
  put(bound);
}

function packUnit(unit: number): void {
  const code = (codes[unit] ?? 0) - 1;
  if (code >= 0 && code < oneByteCodes) {
    put(firstByte + code);
  } else if (code >= 0 && code < oneByteCodes + twoByteCodes) {
    const rest = code - oneByteCodes;
    put(firstLead + Math.floor(rest / trails));
    put(firstTrail + (rest % trails));
  } else {
    put(otherLead);
    put(firstTrail + Math.floor(unit / (trails * trails)));
    put(firstTrail + (Math.floor(unit / trails) % trails));
    put(firstTrail + (unit % trails));
  }
}

function put(byte: number): void {
  if (length === room.length) room = Buffer.concat([room], 2 * length);
  room[length++] = byte;
}

/** The unit of each byte that stands for one by itself; bounds and ends of fields stand for themselves. */
const single = new Uint16Array(firstLead);
single[fieldEnd] = fieldEnd;
single.set(units.slice(0, oneByteCodes), firstByte);
/** The unit of each lead and trail. */
const double = Uint16Array.from(units.slice(oneByteCodes, oneByteCodes + twoByteCodes));

/** What the last packed text held; filled anew for each. */
let unpackedRoom = new Uint16Array(1 << 15);

/** What stands in a packed article, in order: UTF-16 units, and between them bounds of words and ends
 * of fields. Good until the next is unpacked. */
export function unpacked(packed: Uint8Array): Uint16Array {
  if (packed.length > unpackedRoom.length) unpackedRoom = new Uint16Array(2 * packed.length);
  const into = unpackedRoom;
  const end = packed.length;
  let count = 0;
  let at = 0;
  while (at < end) {
    const byte = packed[at++] ?? 0;
    if (byte < firstLead) {
      into[count++] = single[byte] ?? 0;
    } else if (byte < otherLead) {
      into[count++] = double[(byte - firstLead) * trails + (packed[at++] ?? 0) - firstTrail] ?? 0;
    } else {
      const [high = 0, middle = 0, low = 0] = [packed[at], packed[at + 1], packed[at + 2]];
      into[count++] =
        ((high - firstTrail) * trails + (middle - firstTrail)) * trails + low - firstTrail;
      at += 3;
    }
  }
  return into.subarray(0, count);
}

/** The words of a packed article that are no single characters. */
export function longWordsIn(packed: Uint8Array): string[] {
  const words: string[] = [];
  let word = '';
  let fields = 0;
  for (const unit of unpacked(packed)) {
    if (unit === fieldEnd) fields += 1;
    else if (unit !== bound && !isCharacterUnit(unit)) word += String.fromCharCode(unit);
    else if (word !== '') {
      if (word.length > 1 && fields < 3) words.push(word);
      word = '';
    }
  }
  return words;
}

/** Where a field of a packed article begins and ends. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Fields {
  readonly title: Span;
  readonly authors: Span;
  readonly body: Span;
  readonly also: Span;
}

export function fieldsOf(packed: Buffer): Fields {
  const title = { from: 0, to: packed.indexOf(fieldEnd) };
  const authors = { from: title.to + 1, to: packed.indexOf(fieldEnd, title.to + 1) };
  const body = { from: authors.to + 1, to: packed.indexOf(fieldEnd, authors.to + 1) };
  return { title, authors, body, also: { from: body.to + 1, to: packed.length } };
}

/** Where bytes stand first within a span; -1: nowhere. */
export function placeIn(packed: Buffer, bytes: Buffer, { from, to }: Span): number {
  const at = packed.indexOf(bytes, from);
  return at >= 0 && at + bytes.length <= to ? at : -1;
}

/** Units shown on either side of a place. */
const unitsAround = 12;

/** The text in which bytes stand at a place within a span, a little to either side: without what parted
 * its words, and folded. `start` and `end` are UTF-16 offsets of what stands there. */
export function textAround(
  packed: Buffer,
  { at, bytes }: { readonly at: number; readonly bytes: Buffer },
  span: Span,
): { readonly text: string; readonly start: number; readonly end: number } {
  let from = at;
  for (let count = 0; count < unitsAround && from > span.from; count += 1) {
    if (packed[from - 1] === bound) break;
    do from -= 1;
    while ((packed[from] ?? 0) >= firstTrail && from > span.from);
  }
  const to = at + bytes.length;
  const before = textOf(packed.subarray(from, at));
  const there = textOf(packed.subarray(at, to));
  let end = Math.min(span.to, to + 2 * unitsAround);
  while (end < span.to && (packed[end] ?? 0) >= firstTrail) end += 1;
  const after = textOf(packed.subarray(to, end));
  const start = before.length;
  return { text: before + there + after, start, end: start + there.length };
}

function textOf(packed: Uint8Array): string {
  let text = '';
  for (const unit of unpacked(packed)) text += unit > fieldEnd ? String.fromCharCode(unit) : ' ';
  return text;
}
