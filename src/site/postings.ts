/** An article that has a term, by its number in its segment, and whether its title does. */
export interface Posting {
  readonly doc: number;
  readonly inTitle: boolean;
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const values = new Map([...digits].map((digit, value) => [digit, value]));

/**
 * Postings by number, ascending, as text: for each twice its distance from the one before (the first from
 * -1, less one), plus one where it is in the title; written five bits a digit, the lowest first, all
 * but the last digit of each plus 32.
 */
export function packPostings(postings: readonly Posting[]): string {
  let text = '';
  let before = -1;
  for (const { doc, inTitle } of postings) {
    let rest = (doc - before - 1) * 2 + (inTitle ? 1 : 0);
    before = doc;
    while (rest >= 32) {
      text += digits[32 + (rest & 31)];
      rest >>>= 5;
    }
    text += digits[rest];
  }
  return text;
}

/** The same read again. */
export function unpackPostings(text: string): Posting[] {
  const postings: Posting[] = [];
  let before = -1;
  let sum = 0;
  let shift = 0;
  for (const digit of text) {
    const value = values.get(digit) ?? 0;
    sum |= (value & 31) << shift;
    shift += 5;
    if (value >= 32) continue;
    before += (sum >>> 1) + 1;
    postings.push({ doc: before, inTitle: (sum & 1) === 1 });
    sum = 0;
    shift = 0;
  }
  return postings;
}
