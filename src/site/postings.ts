/**
 * An article that has a term: twice its number in its segment, plus one where the term stands in its title.
 * Postings are such numbers, ascending.
 */
export type Postings = readonly number[];

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const values = new Map([...digits].map((digit, value) => [digit, value]));

/**
 * Postings as text: for each twice the distance of its article from the one before (the first from -1, less
 * one), plus one where it is in the title; written five bits a digit, the lowest first, all but the last digit
 * of each plus 32.
 */
export function packPostings(postings: Postings): string {
  let text = '';
  let next = 0;
  for (const posting of postings) {
    let rest = posting - next;
    next = (posting | 1) + 1;
    while (rest >= 32) {
      text += digits[32 + (rest & 31)];
      rest >>>= 5;
    }
    text += digits[rest];
  }
  return text;
}

/** The same read again; `from` is added to the number of each article. */
export function unpackPostings(text: string, from = 0): number[] {
  const postings: number[] = [];
  let next = 2 * from;
  let sum = 0;
  let shift = 0;
  for (const digit of text) {
    const value = values.get(digit) ?? 0;
    sum |= (value & 31) << shift;
    shift += 5;
    if (value >= 32) continue;
    postings.push(next + sum);
    next = ((next + sum) | 1) + 1;
    sum = 0;
    shift = 0;
  }
  return postings;
}
