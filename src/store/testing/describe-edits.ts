import { beforeEach, describe, expect, it } from 'vitest';
import type { EditQuery, EditRecord, Store } from '../index.ts';
import { at, sampleArticle } from './samples.ts';

/** What revisions changed. */
export function describeEdits(opened: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = opened();
  });

  describe('edits', () => {
    const edit = (articleId: string, to: number, weight: number): EditRecord => ({
      revisionId: `${articleId}-${to}`,
      articleId,
      sourceId: articleId === 'a2' ? 's2' : 's1',
      from: to - 1,
      to,
      seenAt: at(to),
      told: true,
      weight,
      kinds: ['number'],
      changes: [{ kind: 'number', before: '12', after: '15', weight }],
      changed: 1,
    });
    const all = [edit('a1', 2, 10), edit('a1', 3, 60), edit('a2', 2, 60), edit('a2', 4, 0)];
    const ids = async (query: Partial<EditQuery>) =>
      (await store.edits({ order: 'weight', limit: 9, ...query })).map((one) => one.revisionId);

    beforeEach(async () => {
      await store.commit(sampleArticle('a1', 1, '一', '一'));
      await store.commit(sampleArticle('a2', 1, '二', '二'));
      await store.commit({ edits: all });
    });

    it('come the heaviest or the newest first, those without weight when asked for', async () => {
      expect(await ids({})).toEqual(['a1-3', 'a2-2', 'a1-2']);
      expect(await ids({ order: 'time' })).toEqual(['a1-3', 'a2-2', 'a1-2']);
      expect(await ids({ order: 'time', least: 0 })).toEqual(['a2-4', 'a1-3', 'a2-2', 'a1-2']);
      expect(await store.editsOf('a1')).toEqual(all.slice(0, 2));
    });

    it('are narrowed by source, time and weight, and to one an article', async () => {
      expect(await ids({ sourceIds: ['s2'] })).toEqual(['a2-2']);
      expect(await ids({ sourceIds: [] })).toEqual([]);
      expect(await ids({ since: at(3) })).toEqual(['a1-3']);
      expect(await ids({ until: at(3) })).toEqual(['a2-2', 'a1-2']);
      expect(await ids({ revisionIds: ['a1-2', 'a2-4'] })).toEqual(['a1-2']);
      expect(await ids({ revisionIds: [] })).toEqual([]);
      expect(await ids({ least: 11 })).toEqual(['a1-3', 'a2-2']);
      expect(await ids({ onePerArticle: true })).toEqual(['a1-3', 'a2-2']);
      expect(await ids({ onePerArticle: true, until: at(3) })).toEqual(['a2-2', 'a1-2']);
    });

    it('go on behind a cursor without gap or double', async () => {
      const walk = async (order: EditQuery['order'], after?: EditRecord): Promise<string[]> => {
        const place = after === undefined ? {} : { after };
        const [one] = await store.edits({ order, least: 0, limit: 1, ...place });
        return one === undefined ? [] : [one.revisionId, ...(await walk(order, one))];
      };
      expect(await walk('weight')).toEqual(await ids({ order: 'weight', least: 0 }));
      expect(await walk('time')).toEqual(await ids({ order: 'time', least: 0 }));
    });

    it('are not told of merged articles, nor where the words came from elsewhere', async () => {
      const { articles } = sampleArticle('a2', 1, '二', '二');
      await store.commit({
        articles: articles.map((article) => ({ ...article, mergedInto: 'a1' })),
        edits: [{ ...edit('a1', 3, 60), told: false }],
      });
      expect(await ids({})).toEqual(['a1-2']);
      expect(await store.editsOf('a1')).toHaveLength(2);
    });

    it('are missing of revisions that follow another and were not weighed', async () => {
      const { revisions } = sampleArticle('a1', 1, '一', '一');
      const [first] = revisions;
      if (first === undefined) throw new Error('no sample');
      const next = { ...first, id: 'a1-9', number: 9, previous: 'a1-1' };
      await store.commit({ revisions: [next, { ...next, id: 'a1-3', number: 3 }] });
      expect((await store.unweighed(9)).map(({ id }) => id)).toEqual(['a1-9']);
      expect(await store.unweighed(9, 'a1-9')).toEqual([]);
    });
  });
}
