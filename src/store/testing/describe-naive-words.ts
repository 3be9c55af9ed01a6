import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import type { Clause, Phrase, Store } from '../index.ts';
import { sampleArticle } from './samples.ts';

interface Text {
  readonly title: readonly string[];
  readonly authors: readonly string[];
  readonly body: readonly string[];
}

const word = fc.constantFrom('港', '口', '开', '放', '雨', 'a', 'ab', 'ferry', '𠮷', '2026');
const row = fc.array(word, { minLength: 1, maxLength: 12 });
const text = fc.record({ title: row, authors: row, body: row });
const phrase = fc.record(
  {
    words: fc.array(word, { minLength: 1, maxLength: 4 }),
    field: fc.constantFrom('title' as const, 'author' as const),
  },
  { requiredKeys: ['words'] },
);
const clause: fc.Arbitrary<Clause> = fc.record({
  anyOf: fc.array(phrase, { minLength: 1, maxLength: 3 }),
  exclude: fc.boolean(),
});

/** What is found beside a naive scan: few articles of each text, and a text among many. */
export function describeNaiveWords(opened: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = opened();
  });

  it('finds what a naive scan finds, whatever the texts and the question', async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { maxLength: 4 }),
        fc.array(clause, { maxLength: 3 }),
        fc.boolean(),
        async (texts, clauses, anyWords) => {
          round += 1;
          const sourceId = `s${round}`;
          await write(store, texts, sourceId);
          const query = { clauses, anyWords, sourceIds: [sourceId], limit: 99 };
          const found = await store.findWords(query);
          const naive = texts.flatMap((one, at) =>
            matches(one, clauses, anyWords) ? [`${sourceId}-${at}`] : [],
          );
          expect(found.hits.map((hit) => hit.article.id).sort()).toEqual(naive);
          expect(found.total).toBe(naive.length);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('finds what holds most of some rows, as a naive scan does', async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { maxLength: 4 }),
        fc.array(fc.array(word, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 }),
        async (texts, mostOf) => {
          round += 1;
          const sourceId = `m${round}`;
          await write(store, texts, sourceId);
          const query = { clauses: [], mostOf, sourceIds: [sourceId], limit: 99 };
          const found = (await store.findWords(query)).hits.map((hit) => hit.article.id);
          const naive = texts.flatMap((one, at) =>
            holdsMost(one, mostOf) ? [`${sourceId}-${at}`] : [],
          );
          expect(found.sort()).toEqual(naive);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('finds the same among thousands, revised ones too', async () => {
    const texts = fc.sample(text, { numRuns: 3000, seed: 7 });
    for (let from = 0; from < 3000; from += 150) {
      await write(store, texts.slice(from, from + 150), `s${from}`);
    }
    await write(store, texts.slice(300, 450).reverse(), 's300');
    const now = [...texts.slice(0, 300), ...texts.slice(300, 450).reverse(), ...texts.slice(450)];
    for (const asked of fc.sample(fc.array(clause, { minLength: 1, maxLength: 3 }), {
      numRuns: 60,
      seed: 8,
    })) {
      const query = { clauses: asked, anyWords: true, limit: 3000 };
      const found = await store.findWords(query);
      const naive = now.filter((one) => matches(one, asked, true)).length;
      expect([found.total, found.hits.length]).toEqual([naive, naive]);
      const rows = asked.flatMap(({ anyOf }) => anyOf.map((one) => wordsOf(one)));
      const most = await store.findWords({ clauses: [], mostOf: rows, limit: 1 });
      expect(most.total).toBe(now.filter((one) => holdsMost(one, rows)).length);
    }
  });
}

/** Commits all in one change. */
async function write(store: Store, texts: readonly Text[], sourceId: string): Promise<void> {
  const changes = texts.map(({ title, authors, body }, at) => {
    const change = sampleArticle(`${sourceId}-${at}`, 1, '', '');
    const words = { title: title.join(' '), authors: authors.join(' '), body: body.join(' ') };
    return {
      articles: change.articles.map((one) => ({ ...one, sourceId })),
      words: [{ articleId: `${sourceId}-${at}`, ...words }],
    };
  });
  await store.commit({
    articles: changes.flatMap((change) => change.articles),
    words: changes.flatMap((change) => change.words),
  });
}

function matches(text: Text, clauses: readonly Clause[], anyWords: boolean): boolean {
  const isAsked = anyWords || clauses.some(({ exclude }) => exclude !== true);
  return (
    isAsked &&
    clauses.every(
      ({ anyOf, exclude = false }) => exclude !== anyOf.some((one) => hasPhrase(text, one)),
    )
  );
}

function hasPhrase({ title, authors, body }: Text, phrase: Phrase): boolean {
  if ('also' in phrase) return false;
  const { field, words } = phrase;
  const fields =
    field === 'title' ? [title] : field === 'author' ? [authors] : [title, authors, body];
  return fields.some((one) => ` ${one.join(' ')} `.includes(` ${words.join(' ')} `));
}

const wordsOf = (phrase: Phrase): readonly string[] => ('words' in phrase ? phrase.words : []);

function holdsMost(text: Text, rows: readonly (readonly string[])[]): boolean {
  const parts = new Map(rows.flatMap(partsOf).map((part) => [part.join(' '), part]));
  const held = [...parts.values()].filter((words) => hasPhrase(text, { words }));
  return held.length * 3 >= parts.size * 2;
}

/** Pairs of neighbouring characters; other words, and characters without a neighbour, alone. */
function partsOf(row: readonly string[]): (readonly string[])[] {
  const isCharacter = (one: string | undefined) =>
    one !== undefined && /^[\u4e00-\u9fff]$/.test(one);
  return row.flatMap((one, at) => {
    if (!isCharacter(one)) return [[one]];
    if (isCharacter(row[at - 1])) return [[row[at - 1] ?? '', one]];
    return isCharacter(row[at + 1]) ? [] : [[one]];
  });
}
