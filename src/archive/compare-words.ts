import type { Article } from '../model/index.ts';

type Words = Pick<Article, 'title' | 'text'>;

/** Whether two states of words can be one article's: `same` and `other` are sure, `unclear` is what
 * short texts and thorough rewritings give. */
export type Comparison = 'same' | 'unclear' | 'other';

/** So many units of text tell an article from another. */
const enough = 20;
/** Only so much of a text is looked at. */
const mostUnits = 5000;

/**
 * Compares two states of words by what the shorter shares with the longer: a feed's text may be the
 * beginning of the page's. Runs of three words (of three characters in Chinese and Japanese) hardly
 * ever meet by chance but in the house's own phrases, and even a much edited article keeps most.
 */
export function compareWords(one: Words, other: Words): Comparison {
  const [short, long] = [runsOf(one.text), runsOf(other.text)].sort((a, b) => a.size - b.size);
  if (short === undefined || long === undefined || short.size < enough) {
    return compareShort(one, other);
  }
  const share = shareOf(short, long);
  if (share >= 0.8) return 'same';
  const titled = isTitleLike(one.title, other.title);
  if (share >= 0.3) return titled ? 'same' : 'unclear';
  return titled ? 'unclear' : 'other';
}

/** Too little text: only what is alike in all, or in nothing, is sure. */
function compareShort(one: Words, other: Words): Comparison {
  const [a, b] = [unitsOf(one.title), unitsOf(other.title)];
  const units = [unitsOf(one.text), unitsOf(other.text)] as const;
  const equal = units[0].join(' ') === units[1].join(' ');
  if (a.join(' ') === b.join(' ') && a.length > 0 && equal) return 'same';
  const apart = (x: readonly string[], y: readonly string[]) =>
    shareOf(new Set(x), new Set(y)) < 0.34;
  return a.length > 2 && b.length > 2 && apart(a, b) && apart(...units) ? 'other' : 'unclear';
}

/** Whether one title says about what the other says. */
export function isTitleLike(one: string, other: string): boolean {
  const [short, long] = [new Set(unitsOf(one)), new Set(unitsOf(other))].sort(
    (a, b) => a.size - b.size,
  );
  if (short === undefined || long === undefined || short.size === 0) return false;
  return shareOf(short, long) >= (short.size < 4 ? 1 : 0.75);
}

/** Words of scripts that part them, single characters of those that do not; no case, no marks. */
function unitsOf(text: string): readonly string[] {
  const folded = text.slice(0, 40_000).normalize('NFKC').toLowerCase();
  return folded.match(/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]|[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

function runsOf(text: string): ReadonlySet<string> {
  const units = unitsOf(text).slice(0, mostUnits);
  return new Set(units.slice(2).map((unit, at) => `${units[at]} ${units[at + 1]} ${unit}`));
}

/** How much of the first is in the second. */
function shareOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let shared = 0;
  for (const unit of one) if (other.has(unit)) shared += 1;
  return one.size === 0 ? 0 : shared / one.size;
}
