import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../index.ts';
import { openSqliteStore } from '../sqlite/index.ts';
import { at, sampleArticle } from '../testing/samples.ts';

/** Articles enough for several rows of facts and several segments, not all in the order of time: one in
 * fifty is of long before, as imports are. */
const count = 1500;
const dayOf = (one: number): number => (one % 50 === 7 ? one % 300 : 1000 + one);
const hasPhrase = (one: number): boolean => one % 3 === 0;

describe('a search of a stretch of time', () => {
  let folder: string;
  let store: Store;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'backissue-time-'));
    store = await openSqliteStore({ file: join(folder, 'a.sqlite') });
    for (let first = 0; first < count; first += 100) {
      const made = Array.from({ length: 100 }, (_, more) => {
        const one = first + more;
        // The pairs 港口 and 口开 stand in all, the row of both in a third.
        return sampleArticle(`a${one}`, dayOf(one), '北', hasPhrase(one) ? '港口开' : '港口 口开');
      });
      await store.commit({
        articles: made.flatMap(({ articles }) => articles),
        words: made.flatMap(({ words }) => words),
      });
    }
  });
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  const found = async (
    words: readonly string[],
    [since, until]: readonly (number | undefined)[],
  ) => {
    const { hits } = await store.findWords({
      clauses: [{ anyOf: [{ words }] }],
      ...(since === undefined ? {} : { since: at(since) }),
      ...(until === undefined ? {} : { until: at(until) }),
      sort: 'date',
      limit: count,
    });
    return hits.map(({ article }) => article.id).sort();
  };
  const expected = (
    isAsked: (one: number) => boolean,
    [since = -1, until = 1e9]: readonly (number | undefined)[],
  ) =>
    Array.from({ length: count }, (_, one) => one)
      .filter((one) => isAsked(one) && dayOf(one) >= since && dayOf(one) < until)
      .map((one) => `a${one}`)
      .sort();

  it.each([
    [undefined, undefined],
    [1400, undefined],
    [undefined, 1100],
    [1403, 1410],
    [0, 200],
    [250, 1001],
    [2499, 2500],
    [5000, 6000],
    [undefined, 0],
  ])('from day %s to %s finds what is in it, and nothing else', async (...times) => {
    expect(await found(['港'], times)).toEqual(expected(() => true, times));
    expect(await found(['港', '口', '开'], times)).toEqual(expected(hasPhrase, times));
  });
});
