import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseFor, postgres } from '../../../test/fresh-database.ts';
import { type Expectation, Overtaken, type Store } from '../index.ts';
import { askedAll, fillForQuestions } from '../testing/describe-expected.ts';
import { at, sampleArticle } from '../testing/samples.ts';
import { openPostgresStore } from './index.ts';

describe.skipIf(postgres() === '')(
  'a change in PostgreSQL that was decided by what was read',
  () => {
    let serial = 0;
    let [store, other]: Store[] = [];
    beforeEach(async () => {
      const url = await databaseFor(`expected ${serial++}`);
      [store, other] = [await openPostgresStore({ url }), await openPostgresStore({ url })];
    });
    afterEach(() => Promise.all([store?.close(), other?.close()]));

    const both = (): [Store, Store] => {
      if (store === undefined || other === undefined) throw new Error('not open');
      return [store, other];
    };

    it('is refused, and nothing of it written, for every question that has another answer by now', async () => {
      const [one, two] = both();
      const before = await askedAll(one);
      await fillForQuestions(two);
      const after = await askedAll(one);
      const changed = before.filter(({ asked, answer }) => {
        const now = after.find((one) => one.asked === asked)?.answer;
        return JSON.stringify(listed(now)) !== JSON.stringify(listed(answer));
      });
      expect(changed.map(({ asked }) => asked)).toEqual(
        // The capture and the articles are there in both catalogues or in neither.
        before.map(({ asked }) => asked),
      );
      for (const expected of changed) {
        const change = { ...sampleArticle('x', 5, 'x', 'x'), expected: [expected] };
        const refused = one.commit(change);
        await expect(refused).rejects.toBeInstanceOf(Overtaken);
        await expect(refused).rejects.toMatchObject({ code: 'conflict', what: 'decision' });
      }
      expect(await one.article('x')).toBeUndefined();
      expect(await one.knownKeys(['paper.test/x'])).toEqual([]);
    });

    it('is checked when its turn comes: of two decided by the same, one is written', async () => {
      const [one, two] = both();
      const expected: Expectation[] = [{ asked: 'knownKeys', of: [['paper.test/a1']], answer: [] }];
      for (let round = 1; round <= 20; round += 1) {
        const key = `paper.test/r${round}`;
        const change = { ...sampleArticle(`r${round}`, 1, 'r', 'r') };
        const free: Expectation[] = [{ asked: 'knownKeys', of: [[key]], answer: [] }, ...expected];
        const ends = await Promise.allSettled(
          [one, two].map((each) => each.commit({ ...change, expected: free })),
        );
        expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      }
    });

    it('sees an article that another has changed in any way', async () => {
      const [one, two] = both();
      const { articles, ...rest } = sampleArticle('a1', 1, 'a', 'a');
      await one.commit({ articles, ...rest });
      const [article] = articles;
      if (article === undefined) throw new Error('sample');
      const expected: Expectation[] = [
        { asked: 'article', of: ['a1'], answer: await one.article('a1') },
      ];
      await two.commit({ articles: [{ ...article, lastVisitAt: at(7) }] });
      await expect(one.commit({ articles, expected })).rejects.toBeInstanceOf(Overtaken);
      expect((await one.article('a1'))?.lastVisitAt).toBe(at(7));
    });
  },
);

const listed = (answer: unknown): unknown => (answer instanceof Set ? [...answer] : answer);
