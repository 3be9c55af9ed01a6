/** A text without what is no word: letters and digits alone, in one width. */
export const lettersOf = (text: string): string =>
  text.normalize('NFKC').replace(/[^\p{L}\p{N}\p{M}]+/gu, '');

/** Letters and digits without case. */
export const foldedOf = (text: string): string => lettersOf(text).toLowerCase();

const longest = 40;

/** Whether two words are one but for a letter or two, as a slip of the pen makes them. */
export function isSlip(one: string, other: string): boolean {
  const [a, b] = [foldedOf(one), foldedOf(other)];
  const length = Math.min(a.length, b.length);
  if (length < 4 || Math.max(a.length, b.length) > longest) return false;
  if (/\p{Script=Han}/u.test(a + b)) return false;
  const bare = (word: string) => word.normalize('NFD').replace(/\p{M}/gu, '');
  return bare(a) === bare(b) || distance(a, b) <= (length < 8 ? 1 : 2);
}

/** How many letters must be put in, taken out, replaced or swapped with the next. */
function distance(one: string, other: string): number {
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const isSame = one[i - 1] === other[j - 1];
      let least = Math.min(
        (row[j - 1] ?? 0) + (isSame ? 0 : 1),
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
      );
      if (one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1] && !isSame) {
        least = Math.min(least, (before[j - 2] ?? least) + 1);
      }
      next.push(least);
    }
    [before, row] = [row, next];
  }
  return row[other.length] ?? 0;
}
