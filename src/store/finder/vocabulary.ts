import { type Asking, run } from '../sql/asking.ts';
import { bounded } from '../sql/bounded.ts';

/** Words that whoever writes has written of late: most come again and again. To be emptied where a
 * transaction was rolled back, for what was written in it is not there. */
export type WrittenWords = Set<string>;
const mostWritten = 200_000;
/** Words a statement. */
const atOnce = 500;

/** Writes words that are no single character, so that a search finds those that go on from a prefix. */
export function* writeVocabulary(words: readonly string[], written: WrittenWords): Asking<void> {
  if (written.size > mostWritten) written.clear();
  const fresh: string[] = [];
  for (const word of words) {
    // Half a pair of surrogates is no text to databases, and what is too long for their indexes is no word.
    if (written.has(word) || bounded(word) !== word) continue;
    written.add(word);
    fresh.push(word);
  }
  for (let from = 0; from < fresh.length; from += atOnce) {
    yield* run(
      ({ texts }) => `insert into find_words (word) select value from ${texts} as made where true
        on conflict (word) do nothing`,
      JSON.stringify(fresh.slice(from, from + atOnce)),
    );
  }
}

export function* emptyVocabulary(written: WrittenWords): Asking<void> {
  yield* run('delete from find_words');
  written.clear();
}
