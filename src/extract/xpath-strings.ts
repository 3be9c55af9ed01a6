/** Without white space at its ends, and each other run of it as one space. */
export const collapsed = (text: string): string => text.trim().replace(/\s+/g, ' ');

/** What stands before a mark; empty where there is no mark. */
export const textBefore = (text: string, mark: string): string =>
  text.slice(0, Math.max(0, text.indexOf(mark)));

/** What stands behind a mark; empty where there is no mark. */
export function textAfter(text: string, mark: string): string {
  const at = text.indexOf(mark);
  return at < 0 ? '' : text.slice(at + mark.length);
}

/** How many signs a text has, one outside the basic plane as one. */
export function signsIn(text: string): number {
  let signs = 0;
  for (const _ of text) signs += 1;
  return signs;
}

/** The signs from `first`, counted from 1, to before `end`. */
export function partOf(text: string, first: number, end: number): string {
  let [part, at] = ['', 0];
  for (const sign of text) {
    at += 1;
    if (at >= first && at < end) part += sign;
  }
  return part;
}

/** Each sign of `from` replaced by that at its place in `to`, or left out where there is none. */
export function translated(text: string, from: string, to: string): string {
  const fresh = [...to];
  const table = new Map<string, string>();
  [...from].forEach((sign, at) => {
    if (!table.has(sign)) table.set(sign, fresh[at] ?? '');
  });
  let out = '';
  for (const sign of text) out += table.get(sign) ?? sign;
  return out;
}
