import { hanFigure } from './han-numerals.ts';

const months =
  'January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec';
const digits = '\\p{Nd}';

/** A date or a time of day as one token: `2026-11-24`, `11月24日`, `24 November 2026`, `08:30`. */
const moment = [
  '\\d{4}-\\d{1,2}-\\d{1,2}(?!\\d)',
  `(?:${digits}{2,4}年)?${digits}{1,2}月(?:${digits}{1,2}[日号號])?`,
  `${digits}{2,4}年`,
  `(?:\\d{1,2} )?(?:${months})\\.? \\d{1,2}(?:st|nd|rd|th)?(?!\\d)(?:,? \\d{4})?`,
  `\\d{1,2} (?:${months})(?!\\p{L})(?: \\d{4})?`,
  '\\d{1,2}[:：]\\d{2}(?!\\d)',
].join('|');
/** A number with its sign and its money, its groups, its part behind the point, its sign of percent or
 * its power of ten. A hyphen behind a letter or a digit is no sign. */
const number = `(?:(?<![\\p{L}\\p{N}])[\\-\\u2212\\u2013](?=[\\p{Sc}\\p{Nd}]))?\\p{Sc}?${digits}+(?:[.,·\\u066b\\u066c\\u00a0\\u202f']${digits}+)*(?:[%％‰٪]|[万萬亿億千百]+)?`;
const hanNumber = `${hanFigure}{2,}`;
/** Scripts that put no space between words: a character is a token, words are found afterwards. */
const unspaced =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const word = `[[\\p{L}\\p{M}\\p{N}_]--[${unspaced}]]`;

const pattern = new RegExp(
  [
    'https?:\\/\\/[!-~]+',
    moment,
    number,
    hanNumber,
    `[${unspaced}]\\p{M}*`,
    `${word}+(?:['’]${word}+)*`,
    '\\s+',
    '[^]',
  ].join('|'),
  'gv',
);

/** Cuts text into what is compared: words, numbers, dates, single characters of scripts that part no
 * words. Joined they are the text again. */
export function tokensOf(text: string): readonly string[] {
  return text.match(pattern) ?? [];
}

const unspacedToken = new RegExp(`^[${unspaced}]`, 'v');
/** Whether a token is a character of a script that parts no words. */
export const isUnspaced = (token: string): boolean => unspacedToken.test(token);

/** Whether a token is a number in Chinese numerals. */
export const isHanNumber = (token: string): boolean => hanNumberToken.test(token);
const hanNumberToken = new RegExp(`^${hanNumber}$`);

const lettered = /[\p{L}\p{N}]/u;
/** Whether a text holds a letter or a digit. */
export const hasLetters = (text: string): boolean => lettered.test(text);

/** How much is said: letters and digits, a Chinese, Japanese or Korean character as three. */
export function sizeOf(text: string): number {
  let size = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 128) size += isAsciiLetter(code) ? 1 : 0;
    else if (isWide(code)) size += 3;
    else if (code < 0x2000 || code > 0x2e7f) size += mark.test(text.charAt(at)) ? 0 : 1;
  }
  return size;
}

const mark = /[^\p{L}\p{N}\p{Surrogate}]/u;
const isAsciiLetter = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90);
/** Kana, Han, Hangul; of pairs of surrogates the first. */
const isWide = (code: number): boolean =>
  (code >= 0x3041 && code <= 0x30ff) ||
  (code >= 0x3400 && code <= 0x9fff) ||
  (code >= 0xac00 && code <= 0xd7a3) ||
  (code >= 0xd840 && code <= 0xd8ff);
