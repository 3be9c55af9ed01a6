import { type Asking, all } from '../sql/asking.ts';

/** Words of the archive that are looked at, most. */
const mostLookedAt = 100_000;

/**
 * Words of the archive that begin with the same letter and become this one by changing, leaving out,
 * adding or exchanging one letter, two from eight letters on; the likest first. None where the word
 * itself is there.
 */
export function* similarWords(word: string, limit: number): Asking<string[]> {
  const first = word.slice(0, 1);
  const most = word.length < 8 ? 1 : 2;
  const rows = yield* all<{ word: string }>(
    `select word from find_words where word >= ? and word < ? and length(word) between ? and ?
       order by word limit ?`,
    first,
    `${first}\uffff`,
    word.length - most,
    word.length + most,
    mostLookedAt,
  );
  const near = rows
    .map((row) => ({ word: row.word, changes: changesBetween(row.word, word) }))
    .filter(({ changes }) => changes <= most)
    .sort((one, other) => one.changes - other.changes);
  return near[0]?.changes === 0 ? [] : near.slice(0, limit).map((one) => one.word);
}

/** How many letters are changed, left out, added, or exchanged with their neighbour. */
function changesBetween(one: string, other: string): number {
  let [twoBack, before]: number[][] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const [mine, theirs] = [one[row - 1], other[column - 1]];
      const changed = (before?.[column - 1] ?? 0) + (mine === theirs ? 0 : 1);
      const least = Math.min(changed, (before?.[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1);
      const isExchanged = mine === other[column - 2] && theirs === one[row - 2] && column > 1;
      line.push(isExchanged ? Math.min(least, (twoBack?.[column - 2] ?? row) + 1) : least);
    }
    [twoBack, before] = [before, line];
  }
  return before?.[other.length] ?? 0;
}
