import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import type { Clause, RemovedRow, Store } from '../index.ts';
import { sampleArticle } from './samples.ts';

type Passage = RemovedRow['passages'][number];

const word = fc.constantFrom('港', '口', '开', 'a', 'ab', 'ferry', '𠮷', '2026');
const passage: fc.Arbitrary<Passage> = fc
  .record({
    words: fc.array(word, { minLength: 1, maxLength: 9 }),
    at: fc.nat(),
    length: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ words, at, length }) => {
    const from = at % words.length;
    return { words, removed: [[from, Math.min(words.length, from + length)]] };
  });
/** Of each revision its words, and what it took away of those before. */
const history = fc.array(
  fc.record({
    body: fc.array(word, { maxLength: 12 }),
    passages: fc.array(passage, { maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 3 },
);
const phrase = fc.record(
  { words: fc.array(word, { minLength: 1, maxLength: 3 }), prefix: fc.boolean() },
  { requiredKeys: ['words'] },
);
const clause: fc.Arbitrary<Clause> = fc.record({
  anyOf: fc.array(phrase, { minLength: 1, maxLength: 2 }),
  exclude: fc.boolean(),
  removed: fc.boolean(),
});

/** What revisions took away, beside a naive scan. */
export function describeNaiveRemoved(opened: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = opened();
  });

  it('finds removed words as a naive scan does, whatever was written and is asked', async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(history, { maxLength: 3 }),
        fc.array(clause, { minLength: 1, maxLength: 3 }),
        async (histories, clauses) => {
          round += 1;
          const id = (at: number) => `r${round}-${at}`;
          for (const [at, revisions] of histories.entries()) {
            for (const [number, { body, passages }] of revisions.entries()) {
              await store.commit(sampleArticle(id(at), 1, '', ''));
              const words = { articleId: id(at), title: '', body: body.join(' ') };
              const removed = { articleId: id(at), revision: number + 1, passages };
              await store.commit({ words: [words], removedWords: [removed] });
            }
          }
          const { hits } = await store.findWords({ clauses, limit: 999 });
          const found = hits.map(({ article }) => article.id);
          const naive = histories.flatMap((one, at) => (matches(one, clauses) ? [id(at)] : []));
          expect(found.filter((one) => one.startsWith(`r${round}-`)).sort()).toEqual(naive);
        },
      ),
      { numRuns: 60 },
    );
  });
}

function matches(
  history: readonly { readonly body: readonly string[]; readonly passages: readonly Passage[] }[],
  clauses: readonly Clause[],
): boolean {
  let removed: Passage[] = [];
  for (const { body, passages } of history) {
    removed = [...removed, ...passages].filter(({ words }) => !within(body, words));
  }
  const body = history.at(-1)?.body ?? [];
  return (
    clauses.some(({ exclude }) => exclude !== true) &&
    clauses.every(({ anyOf, exclude = false, removed: ofRemoved = false }) => {
      const has = anyOf.some((one) => {
        if ('also' in one) return false;
        const isIn = (words: readonly string[], at: number) =>
          one.words.every((asked, offset) => {
            const isOpen = one.prefix === true && offset === one.words.length - 1;
            return isOpen ? words[at + offset]?.startsWith(asked) : words[at + offset] === asked;
          });
        if (!ofRemoved) return body.some((_word, at) => isIn(body, at));
        return removed.some(({ words, removed: [range = [0, 0]] }) =>
          words.some(
            (_word, at) => at < range[1] && at + one.words.length > range[0] && isIn(words, at),
          ),
        );
      });
      return exclude !== has;
    })
  );
}

const within = (body: readonly string[], words: readonly string[]): boolean =>
  ` ${body.join(' ')} `.includes(` ${words.join(' ')} `);
