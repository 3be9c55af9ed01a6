import { foldCommonHan, foldHanCharacter, isCommonHan } from './fold-han.ts';

/** A search word and where it stands: `start` and `end` are UTF-16 offsets in the text given. */
export interface Word {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** Takes words as they come: those of one UTF-16 unit, most of any Chinese text, as its code. */
interface Taker {
  one(code: number, at: number): void;
  word(word: string, start: number, end: number): void;
}

const han = '\\p{Script=Han}';
const kana = '\\p{Script=Hiragana}\\p{Script=Katakana}\\u30fc\\uff70';
const hangul = '\\p{Script=Hangul}';
// A voiced mark of its own belongs to the kana before it, loose vowels and finals to their syllable.
const voiced = '[\\u3099\\u309a\\uff9e\\uff9f]?';
const loose = '[\\u1100-\\u115f][\\u1160-\\u11a7][\\u11a8-\\u11ff]?';

// Words in one square (㈱, ㌔).
const squared = '\\u3200-\\u33ff';

// A Han, Kana or Hangul character is a word of its own, so that words of any length in a row are
// found as phrases; letters and digits of other scripts run together, with their marks.
const pattern = new RegExp(
  `${loose}|[${han}${hangul}]|[${kana}]${voiced}|(?:(?![${han}${kana}${hangul}])[\\p{L}\\p{N}\\p{M}${squared}])+`,
  'gu',
);

/**
 * Cuts text into search words, in order. They are folded: NFKC, case, diacritics of Latin, Greek and
 * Cyrillic letters, Han characters to the one that stands for all ways of writing them, Katakana to
 * Hiragana. The same cut serves indexing and asking, so whatever stands in a text is found by its own
 * characters and by those of the other script.
 */
export function searchWords(text: string): Word[] {
  const words: Word[] = [];
  eachWord(text, {
    one: (code, at) => words.push({ word: String.fromCharCode(code), start: at, end: at + 1 }),
    word: (word, start, end) => words.push({ word, start, end }),
  });
  return words;
}

/** The search words alone. */
export function wordsIn(text: string): string[] {
  return searchWords(text).map((word) => word.word);
}

/** The search words of a text parted by single spaces. */
export function spacedWords(text: string): string {
  const spaced = new Spaced(Math.min(2 * text.length, usualRoom));
  eachWord(text, spaced);
  return spaced.text();
}

/** Makes units to text at once; as many as there are in any text. */
const decoder = new TextDecoder('utf-16le', { ignoreBOM: true });

/** UTF-16 units that most texts need. */
const usualRoom = 4096;

/** Gathers words parted by single spaces, without a string for each. */
export class Spaced implements Taker {
  private units: Uint16Array<ArrayBuffer>;
  private length = 0;

  /** `room`: so many UTF-16 units to begin with; it grows. Thousands of short phrases want little each. */
  constructor(room: number = usualRoom) {
    this.units = new Uint16Array(room);
  }

  one(code: number): void {
    this.space(1);
    this.units[this.length++] = code;
  }

  word(word: string): void {
    this.space(word.length);
    for (let at = 0; at < word.length; at += 1) this.units[this.length++] = word.charCodeAt(at);
  }

  text(): string {
    return decoder.decode(this.units.subarray(0, this.length));
  }

  private space(more: number): void {
    if (this.length + more + 1 > this.units.length) {
      const wider = new Uint16Array(2 * (this.length + more + 1));
      wider.set(this.units);
      this.units = wider;
    }
    if (this.length > 0) this.units[this.length++] = 0x20;
  }
}

/** Most of any text is common Han, Kana, Hangul or plain ASCII, which need no pattern: those are cut
 * by code, the rest by the pattern, run by run. */
export function eachWord(text: string, taker: Taker): void {
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const folded = foldSimple(code, text, at);
    if (folded > 0) {
      taker.one(folded, at);
      at += 1;
    } else if (isBreak(code)) {
      at += 1;
    } else {
      at = takeRun(text, at, taker);
    }
  }
}

/** A unit that is a word by itself, folded; 0: it is none, or more has to be looked at. */
function foldSimple(code: number, text: string, at: number): number {
  if (code < 0x3041 || code > 0xd7a3) return 0;
  if (isCommonHan(code)) return foldCommonHan(code);
  if (code >= 0xac00) return code;
  if (
    code <= 0x30fc &&
    !(code > 0x3096 && code < 0x30a1) &&
    !isVoicedMark(text.charCodeAt(at + 1))
  ) {
    if (isKatakana(code)) return code - 0x60;
    return code <= 0x3096 || code === 0x30fc ? code : 0;
  }
  return 0;
}

const isVoicedMark = (code: number): boolean =>
  code === 0x3099 || code === 0x309a || code === 0xff9e || code === 0xff9f;

const isAsciiWord = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90);

/** Space and punctuation, ASCII and CJK, that no word holds. */
const isBreak = (code: number): boolean =>
  code < 128
    ? !isAsciiWord(code)
    : (code >= 0x2010 && code <= 0x205e) ||
      (code >= 0x3008 && code <= 0x3020) ||
      (code >= 0x3000 && code <= 0x3003) ||
      (code >= 0xff01 && code <= 0xff0f) ||
      (code >= 0xff1a && code <= 0xff20);

/** Takes the words of a run that neither common Han nor ASCII punctuation interrupts. */
function takeRun(text: string, from: number, taker: Taker): number {
  let to = from;
  let plain = true;
  for (; to < text.length; to += 1) {
    const code = text.charCodeAt(to);
    if (isBreak(code) || (to > from && foldSimple(code, text, to) > 0)) break;
    if (code >= 128) plain = false;
  }
  const run = text.slice(from, to);
  if (plain) taker.word(run.toLowerCase(), from, to);
  else takeFolded(run, from, taker);
  return to;
}

function takeFolded(run: string, offset: number, taker: Taker): void {
  for (const match of run.matchAll(pattern)) {
    const start = offset + match.index;
    const end = start + match[0].length;
    for (const word of fold(match[0])) taker.word(word, start, end);
  }
}

/** One raw word folded; NFKC may turn one character into several words (㈱, ½). */
function fold(raw: string): string[] {
  const folded = raw.normalize('NFKC').toLowerCase();
  const parts = folded.match(pattern) ?? [];
  return parts.map((part) => foldSingle(part)).filter((word) => word !== '');
}

const ownWord = new RegExp(`^[${han}${kana}${hangul}]`, 'u');

/** A word that NFKC and lower case have been through; empty when it was nothing but marks. */
function foldSingle(word: string): string {
  if (!ownWord.test(word)) return bare(word);
  const character = String.fromCodePoint(word.codePointAt(0) ?? 0);
  const code = character.charCodeAt(0);
  return isKatakana(code) ? String.fromCharCode(code - 0x60) : foldHanCharacter(character);
}

/** Katakana that have a Hiragana: ァ to ヶ. */
const isKatakana = (code: number): boolean => code >= 0x30a1 && code <= 0x30f6;

/** Letters without their marks. */
const bare = (word: string): string =>
  word
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .normalize('NFKC');
