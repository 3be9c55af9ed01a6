/** A search word and where it stands: `start` and `end` are UTF-16 offsets in the text given. */
export interface Word {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

// A Han, Kana or Hangul character is a word of its own, so that words of any length in a row are
// found as phrases; letters and digits of other scripts run together, with marks and apostrophes.
const pattern =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])[\p{L}\p{N}\p{M}])+/gu;

/**
 * Cuts text into search words, in order: folded by NFKC, case and (Latin) diacritics. The same cut
 * serves indexing and asking, so whatever stands in a text is found by its own characters.
 */
export function searchWords(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(pattern)) {
    const start = match.index;
    const end = start + match[0].length;
    for (const word of fold(match[0])) words.push({ word, start, end });
  }
  return words;
}

const plainAscii = /^[a-z0-9]+$/;

/** One raw word folded; NFKC may turn one character into several words (㈱, ½). */
function fold(raw: string): string[] {
  const lower = raw.toLowerCase();
  if (plainAscii.test(lower)) return [lower];
  const folded = raw.normalize('NFKC').toLowerCase();
  if (folded.length === 1) return [folded];
  const bare = folded
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .normalize('NFKC');
  return bare.match(pattern) ?? [];
}
