/** A text without what is no word: letters and digits alone, in one width. */
export const lettersOf = (text: string): string =>
  text.normalize('NFKC').replace(/[^\p{L}\p{N}\p{M}]+/gu, '');

/** Letters and digits without case. */
export const foldedOf = (text: string): string => lettersOf(text).toLowerCase();

/** Words of so many letters can be told for one with a slip in it; where a letter is another one, of
 * so many. Shorter words are too often another word. */
const [shortest, shortestReplaced, longest] = [4, 6, 40];

/**
 * Whether two texts are one but for a slip of the pen: accents, or in one word two letters swapped, one
 * dropped or doubled, or one within it replaced. Its first and last letter stay: what stands there
 * makes another word of it (moral, amoral; killed, billed; suspect, suspects). Words of more than
 * one slip are others, for a reversal is two letters long (increased, decreased; schuldig, unschuldig).
 */
export function isSlip(one: string, other: string): boolean {
  const [words, others] = [wordsOf(one), wordsOf(other)];
  if (words.length !== others.length) return false;
  const unlike = words.flatMap((word, at) => {
    const its = others[at] ?? '';
    return bareOf(word) === bareOf(its) ? [] : [[word, its] as const];
  });
  const [first, ...more] = unlike;
  if (first === undefined) return words.join('').length >= shortest && !isSyllabic(one + other);
  return more.length === 0 && isOneSlip(...first);
}

const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];

/** A word without accents and vowel points; signs of vowels in scripts of India are letters. */
const bareOf = (word: string): string =>
  word.normalize('NFD').replace(/[\u0300-\u036f\u064b-\u0655]/g, '');

/** Whether characters are more than letters: another one is another word, another digit a number. */
const isSyllabic = (text: string): boolean =>
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{N}]/u.test(text);

function isOneSlip(one: string, other: string): boolean {
  const [a, b] = one.length < other.length ? [one, other] : [other, one];
  if (a.length < shortest || b.length > longest) return false;
  if (isSyllabic(a + b) || isTurned(a, b) || isTurned(b, a)) return false;
  if (b.length > a.length) return isDropped(a, b);
  const at = firstUnlike(a, b);
  if (isSwapped(a, b, at)) return true;
  const isWithin = at > 0 && at < a.length - 1;
  return isWithin && a.length >= shortestReplaced && a.slice(at + 1) === b.slice(at + 1);
}

/** Beginnings a letter apart that turn what a word means. */
const turning = [
  ['pre', 'pro'],
  ['ab', 'ad'],
  ['ante', 'anti'],
  ['в', 'вы'],
  ['въ', 'вы'],
  ['пре', 'при'],
] as const;

const isTurned = (one: string, other: string): boolean =>
  turning.some(
    ([from, to]) =>
      one.startsWith(from) &&
      other.startsWith(to) &&
      one.slice(from.length) === other.slice(to.length),
  );

/** Whether the longer word has one letter more within it; one more at its end may make another word of
 * it though it is the one before it again (princes, princess). */
function isDropped(short: string, long: string): boolean {
  const at = firstUnlike(short, long);
  return at > 0 && at < long.length - 1 && short.slice(at) === long.slice(at + 1);
}

/** Whether two letters within a word are in the place of one another. */
const isSwapped = (a: string, b: string, at: number): boolean =>
  at > 0 &&
  at + 2 < a.length &&
  a[at] === b[at + 1] &&
  a[at + 1] === b[at] &&
  a.slice(at + 2) === b.slice(at + 2);

function firstUnlike(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}
