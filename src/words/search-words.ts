/** A search word and where it stands: `start` and `end` are UTF-16 offsets in the text given. */
export interface Word {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

type Take = (word: string, start: number, end: number) => void;

// A Han, Kana or Hangul character is a word of its own, so that words of any length in a row are
// found as phrases; letters and digits of other scripts run together, with their marks.
const pattern =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])[\p{L}\p{N}\p{M}])+/gu;

/**
 * Cuts text into search words, in order: folded by NFKC, case and (Latin) diacritics. The same cut
 * serves indexing and asking, so whatever stands in a text is found by its own characters.
 */
export function searchWords(text: string): Word[] {
  const words: Word[] = [];
  eachWord(text, (word, start, end) => words.push({ word, start, end }));
  return words;
}

/** The search words of a text parted by single spaces: what an index stores. */
export function spacedWords(text: string): string {
  let spaced = '';
  eachWord(text, (word) => {
    spaced += spaced === '' ? word : ` ${word}`;
  });
  return spaced;
}

/** Most of any text is common Han or plain ASCII, which need no folding table: those are cut by
 * code, the rest by the pattern, run by run. */
function eachWord(text: string, take: Take): void {
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isCommonHan(code)) {
      take(text.charAt(at), at, at + 1);
      at += 1;
    } else if (isBreak(code)) {
      at += 1;
    } else {
      at = takeRun(text, at, take);
    }
  }
}

/** CJK Unified Ideographs: no compatibility forms, so NFKC leaves them as they are. */
const isCommonHan = (code: number): boolean => code >= 0x4e00 && code <= 0x9fff;

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
function takeRun(text: string, from: number, take: Take): number {
  let to = from;
  let plain = true;
  for (; to < text.length; to += 1) {
    const code = text.charCodeAt(to);
    if (isCommonHan(code) || isBreak(code)) break;
    if (code >= 128) plain = false;
  }
  const run = text.slice(from, to);
  if (plain) take(run.toLowerCase(), from, to);
  else takeFolded(run, from, take);
  return to;
}

function takeFolded(run: string, offset: number, take: Take): void {
  for (const match of run.matchAll(pattern)) {
    const start = offset + match.index;
    const end = start + match[0].length;
    for (const word of fold(match[0])) take(word, start, end);
  }
}

/** One raw word folded; NFKC may turn one character into several words (㈱, ½). */
function fold(raw: string): string[] {
  const folded = raw.normalize('NFKC').toLowerCase();
  if (folded.length === 1) return [folded];
  const bare = folded
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .normalize('NFKC');
  return bare.match(pattern) ?? [];
}
