import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hear, turnsHeard } from '../../../test/crawl/turns-heard.ts';
import { databaseFor, postgres } from '../../../test/fresh-database.ts';
import type { Change, Expectable, Store } from '../index.ts';
import { entry, sampleArticle } from '../testing/samples.ts';
import { openPostgresStore } from './index.ts';

describe.skipIf(postgres() === '')('the turn to commit', () => {
  let store: Store;
  let deafen = () => {};
  beforeAll(async () => {
    store = await openPostgresStore({ url: await databaseFor('ways of a turn') });
    // Its source and its language have their numbers from the first.
    await store.commit(sampleArticle('first', 3, 'One', 'words'));
    deafen = hear();
  });
  afterAll(async () => {
    deafen();
    await store.close();
  });

  const waysOf = async (change: Change) => {
    const asked: readonly (readonly [Expectable, readonly unknown[]])[] = [
      ['takedownsByPrefix', ['x']],
      ['knownKeys', [['paper.test/x']]],
      ['articlesById', [['x']]],
      ['mergedInto', [['x']]],
    ];
    const expected = asked.map(([question, of]) => ({ asked: question, of, answer: [] }));
    turnsHeard();
    await store.commit({ ...change, expected });
    return turnsHeard().map(({ ways }) => ways);
  };

  it('is held for five ways to the database and back by a new article, with all that comes with it', async () => {
    const change = { ...sampleArticle('new', 3, 'New', 'other words'), entries: [entry('g1', 2)] };
    expect(await waysOf(change)).toEqual([5]);
  });

  it('is held for no more by many', async () => {
    const all = Array.from({ length: 9 }, (_, index) => sampleArticle(`n${index}`, 3, 'N', 'more'));
    const together: Change = {
      articles: all.flatMap(({ articles }) => articles),
      revisions: all.flatMap(({ revisions }) => revisions),
      keys: all.flatMap(({ keys }) => keys),
      words: all.flatMap(({ words }) => words),
    };
    expect(await waysOf(together)).toEqual([5]);
  });

  it('is held for two by a look that finds the same', async () => {
    const { articles, captures } = sampleArticle('first', 3, 'One', 'words');
    const looked = captures.map((one) => ({ ...one, id: 'c2' }));
    expect(await waysOf({ articles, captures: looked })).toEqual([2]);
  });
});
