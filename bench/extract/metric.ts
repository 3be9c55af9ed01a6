/**
 * The metric of the article-extraction-benchmark: shares of 4-word shingles, precision and recall
 * averaged over pages, F1 from the averages. Text without spaces is cut into characters. Beside it
 * the F1 of bags of words (WCXB) and snippets that must and must not appear (trafilatura).
 */
const unspaced =
  '\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u{20000}-\\u{2fa1f}';
const unspacedLetter = new RegExp(`[${unspaced}]`, 'u');

export interface Shares {
  readonly both: number;
  readonly extra: number;
  readonly missing: number;
  readonly exact: boolean;
}

/** Whether a text is of a script without spaces. */
export function isUnspaced(text: string): boolean {
  const letters = text.slice(0, 20_000).match(/[\p{L}\p{N}]/gu) ?? [];
  return letters.filter((letter) => unspacedLetter.test(letter)).length > 0.3 * letters.length;
}

export function tokensOf(text: string, byCharacter: boolean): readonly string[] {
  return byCharacter ? characters(text) : (text.match(/[\p{L}\p{N}_]+/gu) ?? []);
}

/** Characters of scripts without spaces, words of others. */
function characters(text: string): string[] {
  const tokens: string[] = [];
  for (const run of text.match(/[\p{L}\p{N}_]+/gu) ?? []) {
    let word = '';
    for (const letter of run) {
      if (unspacedLetter.test(letter)) {
        if (word !== '') tokens.push(word);
        word = '';
        tokens.push(letter);
      } else word += letter;
    }
    if (word !== '') tokens.push(word);
  }
  return tokens;
}

function counts(items: readonly string[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const item of items) found.set(item, (found.get(item) ?? 0) + 1);
  return found;
}

function shingles(tokens: readonly string[]): Map<string, number> {
  if (tokens.length === 0) return new Map();
  const last = Math.max(1, tokens.length - 3);
  return counts(Array.from({ length: last }, (_, at) => tokens.slice(at, at + 4).join(' ')));
}

function overlap(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const [item, count] of a) sum += Math.min(count, b.get(item) ?? 0);
  return sum;
}

const total = (items: ReadonlyMap<string, number>): number =>
  [...items.values()].reduce((sum, count) => sum + count, 0);

export function compareTexts(truth: string, found: string): Shares {
  const byCharacter = isUnspaced(truth);
  const [a, b] = [tokensOf(truth, byCharacter), tokensOf(found, byCharacter)];
  const [told, given] = [shingles(a), shingles(b)];
  const both = overlap(told, given);
  const exact = a.length === b.length && a.every((token, at) => token === b[at]);
  return { both, extra: total(given) - both, missing: total(told) - both, exact };
}

export function wordF1(truth: string, found: string): number {
  const byCharacter = isUnspaced(truth);
  const a = counts(tokensOf(truth.toLowerCase(), byCharacter));
  const b = counts(tokensOf(found.toLowerCase(), byCharacter));
  const both = overlap(a, b);
  return both === 0 ? 0 : (2 * both) / (total(a) + total(b));
}

export interface Scores {
  readonly f1: number;
  readonly precision: number;
  readonly recall: number;
  readonly exact: number;
}

export function scoresOf(pages: readonly Shares[]): Scores {
  const precision = mean(
    pages
      .filter((page) => page.both + page.extra > 0)
      .map((page) => page.both / (page.both + page.extra)),
  );
  const recall = mean(
    pages
      .filter((page) => page.both + page.missing > 0)
      .map((page) => page.both / (page.both + page.missing)),
  );
  const f1 = (2 * precision * recall) / (precision + recall);
  return { f1, precision, recall, exact: mean(pages.map((page) => (page.exact ? 1 : 0))) };
}

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
