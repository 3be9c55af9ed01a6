/**
 * How much two titles share, 0 to 1: the words (pairs of characters where a script has no spaces)
 * they have in common, by Dice's measure.
 */
export function titleLikeness(one: string, other: string): number {
  const [a, b] = [piecesOf(one), piecesOf(other)];
  if (a.size === 0 || b.size === 0) return 0;
  let shared = 0;
  for (const piece of a) if (b.has(piece)) shared += 1;
  return (2 * shared) / (a.size + b.size);
}

const noSpaces = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

function piecesOf(title: string): Set<string> {
  const line = title.slice(0, 600).normalize('NFKC').toLowerCase();
  if (!noSpaces.test(line)) return new Set(line.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []);
  const signs = [...line.replace(/[^\p{L}\p{M}\p{N}]+/gu, '')];
  return new Set(signs.slice(1).map((sign, at) => `${signs[at] ?? ''}${sign}`));
}
