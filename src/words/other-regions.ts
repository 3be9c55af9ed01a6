import { regionalPhrases } from './regional-phrases.ts';
import { spacedWords } from './search-words.ts';

/** Each phrase (its words parted by spaces) with what other regions say instead. */
const regional = new Map<string, string[]>();
let longest = 0;

/** The table is read when it is first needed: most processes never ask. */
function regionalOnes(): ReadonlyMap<string, readonly string[]> {
  if (regional.size > 0) return regional;
  for (const pair of regionalPhrases.split(' ')) {
    const [one = '', other = ''] = pair.split('=').map(spacedWords);
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      regional.set(from, [...(regional.get(from) ?? []), to]);
      longest = Math.max(longest, from.split(' ').length);
    }
  }
  return regional;
}

/** Ways of one phrase, most: each is a search of its own. */
const mostWays = 8;

/**
 * How other regions say what these search words in a row say (软件 for 軟體, 信息 for 資訊, by OpenCC's
 * tables), each as search words in a row; none where all say the same. A question is widened by them,
 * never the index: a phrase folded there would lose the pieces that cross its ends.
 */
export function asOtherRegionsSay(words: readonly string[]): string[][] {
  const table = regionalOnes();
  let ways: string[][] = [[]];
  for (let at = 0; at < words.length; ) {
    const length = phraseAt(words, at, table);
    const written = words.slice(at, at + Math.max(length, 1));
    const others = length === 0 ? [] : (table.get(written.join(' ')) ?? []);
    const choices = [written, ...others.map((one) => one.split(' '))];
    ways = choices.flatMap((choice) => ways.map((way) => [...way, ...choice])).slice(0, mostWays);
    at += written.length;
  }
  return ways.slice(1);
}

/** How many words the longest phrase at this place has; 0: none. */
function phraseAt(
  words: readonly string[],
  at: number,
  table: ReadonlyMap<string, readonly string[]>,
): number {
  for (let length = Math.min(longest, words.length - at); length > 1; length -= 1) {
    if (table.has(words.slice(at, at + length).join(' '))) return length;
  }
  return 0;
}
