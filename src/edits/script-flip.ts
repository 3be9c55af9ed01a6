import { countScripts, simplify } from './script-pairs.ts';
import type { Words } from './words.ts';

/** So many telling characters are needed to tell a page's script. */
const enough = 5;

/** Whether a page went from one script of Chinese to the other: then both states in the same script. */
export function scriptFlip(
  before: Words,
  after: Words,
): { readonly before: Words; readonly after: Words } | undefined {
  const [was, is] = [scriptOf(before), scriptOf(after)];
  if (was === undefined || is === undefined || was === is) return undefined;
  return { before: folded(before), after: foldedLike(after, before) };
}

function scriptOf({ title, text }: Words): 'traditional' | 'simplified' | undefined {
  const counts = countScripts(`${title}\n${text}`);
  const all = counts.traditional + counts.simplified;
  if (all < enough) return undefined;
  if (counts.traditional > 0.9 * all) return 'traditional';
  return counts.simplified > 0.9 * all ? 'simplified' : undefined;
}

const folded = ({ title, text }: Words): Words => ({
  title: simplify(title),
  text: simplify(text),
});

/** Folds a state, and what no table has as the other state writes it: in lines of equal length a
 * character that stands for the same other one each of several times, and is not used there itself,
 * is that character. Numerals never are: they may well be edited in all places. */
function foldedLike(words: Words, other: Words): Words {
  const [mine, theirs] = [folded(words), folded(other)];
  const learned = learnedPairs(
    [mine.title, ...mine.text.split('\n')],
    [theirs.title, ...theirs.text.split('\n')],
  );
  const like = (text: string) =>
    [...text].map((character) => learned.get(character) ?? character).join('');
  return { title: like(mine.title), text: like(mine.text) };
}

function learnedPairs(
  mine: readonly string[],
  theirs: readonly string[],
): ReadonlyMap<string, string> {
  const seen = new Map<string, string[]>();
  const used = new Set(theirs.join(''));
  if (mine.length !== theirs.length) return new Map();
  mine.forEach((line, at) => {
    const [own, other] = [[...line], [...(theirs[at] ?? '')]];
    if (own.length !== other.length) return;
    own.forEach((character, place) => {
      const its = other[place] ?? character;
      if (its === character || used.has(character) || !isVariant(character + its)) return;
      const known = seen.get(character);
      if (known === undefined) seen.set(character, [its]);
      else known.push(its);
    });
  });
  return new Map(
    [...seen].flatMap(([character, its]) => {
      const [first] = its;
      const always = first !== undefined && its.length > 1 && its.every((one) => one === first);
      return always ? [[character, first]] : [];
    }),
  );
}

const isVariant = (pair: string): boolean =>
  /^\p{Script=Han}{2}$/u.test(pair) && !/[〇零一二两三四五六七八九十百千万亿]/.test(pair);
