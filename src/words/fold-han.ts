import { hanClasses } from './han-classes.ts';

/** First and last of the characters that most of any Chinese text is made of; no compatibility forms
 * are among them, so NFKC leaves them as they are. */
const from = 0x4e00;
const to = 0x9fff;

/** What each of the common ones folds to. */
const common = new Uint16Array(to - from + 1);
/** What others fold to, and the common ones that fold to a rare one. */
const rare = new Map<string, string>();

for (let code = from; code <= to; code += 1) common[code - from] = code;
for (const members of hanClasses.split(' ')) {
  const [first = '', ...others] = members;
  for (const one of others) {
    const code = one.charCodeAt(0);
    const isCommon = isCommonHan(code) && first.length === 1;
    if (isCommon) common[code - from] = first.charCodeAt(0);
    else rare.set(one, first);
    if (!isCommon && isCommonHan(code)) common[code - from] = 0;
  }
}

/** Whether a UTF-16 code unit is one of the CJK Unified Ideographs U+4E00 to U+9FFF. */
export function isCommonHan(code: number): boolean {
  return code >= from && code <= to;
}

/** The code of one of these folded: of the character that stands for all ways of writing it; 0 where
 * that is beyond U+FFFF. */
export function foldCommonHan(code: number): number {
  return common[code - from] ?? code;
}

/** A character of any script; only Han ones change. */
export function foldHanCharacter(character: string): string {
  const code = character.charCodeAt(0);
  const folded = isCommonHan(code) ? foldCommonHan(code) : 0;
  return folded === 0 ? (rare.get(character) ?? character) : String.fromCharCode(folded);
}

/**
 * Text with every Han character as the one that stands for all ways of writing it: traditional ones
 * and regional variants (Taiwan, Hong Kong, Japan) as simplified ones, by OpenCC's tables. Each stays
 * one character, but one beyond U+FFFF may become one below it or the other way round.
 */
export function foldHan(text: string): string {
  let folded = '';
  for (const character of text) folded += foldHanCharacter(character);
  return folded;
}
