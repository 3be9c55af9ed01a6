import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../index.ts';
import { at, sampleArticle } from './samples.ts';

/** Articles that were on record twice. */
export function describeMerged(opened: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = opened();
  });

  describe('two records of one article', () => {
    const merge = async () => {
      await store.commit(sampleArticle('a1', 1, '港口', '渡轮'));
      const other = sampleArticle('b1', 2, '港口', '照常');
      await store.commit(other);
      const articles = other.articles.map((one) => ({ ...one, mergedInto: 'a1' }));
      const absence = { articleId: 'b1', seenAt: at(3), kind: 'gone' as const, status: 410 };
      await store.commit({ articles, absences: [{ ...absence, message: 'gone' }] });
    };

    it('are one in every list and count', async () => {
      await merge();
      expect((await store.articles({ limit: 9 })).map((one) => one.id)).toEqual(['a1']);
      expect(await store.days({ limit: 9 })).toEqual([{ day: '2026-01-01', articles: 1 }]);
      const due = await store.dueVisits({ at: at(9), limit: 9 });
      expect(due.map((one) => one.id)).toEqual(['a1']);
      const found = await store.findWords({
        clauses: [{ anyOf: [{ words: ['港', '口'] }] }],
        limit: 9,
      });
      expect([found.total, found.hits.length]).toEqual([1, 1]);
      expect((await store.stats()).articles).toBe(1);
      expect((await store.sourceStats())[0]?.articles).toBe(1);
      expect((await store.sourceStats({ sourceId: 's1' }))[0]?.articles).toBe(1);
      expect(await store.sourceStats({ sourceId: 's9' })).toEqual([]);
      expect((await store.sourceStats({ articles: false }))[0]?.articles ?? 0).toBe(0);
    });

    it('lead to the one that stays, and nothing of the other is lost', async () => {
      await merge();
      const [key] = await store.knownKeys(['paper.test/b1']);
      expect(key?.articleId).toBe('a1');
      const keys = (await store.keysOf('a1')).map((one) => [one.key, one.articleId]);
      expect(keys).toEqual([
        ['paper.test/a1', 'a1'],
        ['paper.test/b1', 'a1'],
      ]);
      expect(await store.articleIdsByPrefix('b')).toEqual(['a1']);
      expect((await store.mergedInto(['a1'])).map((one) => one.id)).toEqual(['b1']);
      expect((await store.article('b1'))?.mergedInto).toBe('a1');
      expect((await store.revisions('b1')).map((one) => one.id)).toEqual(['b1-1']);
      expect((await store.absences('a1')).map((one) => one.articleId)).toEqual(['b1']);
      expect(await store.check()).toEqual([]);
    });

    it('are a fault when the one that stays is not there', async () => {
      const { articles } = sampleArticle('b1', 2, '港口', '照常');
      await store.commit({ articles: articles.map((one) => ({ ...one, mergedInto: 'a1' })) });
      const kinds = (await store.check()).map((fault) => fault.kind);
      expect(kinds).toContain('merged-into-nothing');
    });
  });
}
