import { beforeEach, describe, expect, it } from 'vitest';
import type { Clause, RemovedRow, Store } from '../index.ts';
import { sampleArticle, sampleTakedown } from './samples.ts';

type Passage = RemovedRow['passages'][number];

/** What revisions took away. */
export function describeRemoved(opened: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = opened();
  });
  const gone = (...words: string[]): Clause => ({ anyOf: [{ words }], removed: true });
  const ids = async (...clauses: Clause[]) =>
    (await store.findWords({ clauses, limit: 99 })).hits.map(({ article }) => article.id);
  const put = (id: string, revision: number, body: string, passages: readonly Passage[]) => {
    const change = sampleArticle(id, 1, '', body);
    return store.commit({ ...change, removedWords: [{ articleId: id, revision, passages }] });
  };
  const ferry: Passage = { words: ['渡', '轮', 'ferry', '停', '航'], removed: [[2, 4]] };

  describe('removed words', () => {
    it('are found where they went, wholly or in part, and with what stands', async () => {
      await put('a1', 2, '港口', [ferry]);
      await put('a2', 2, '港口', []);
      expect(await ids(gone('轮', 'ferry'))).toEqual(['a1']);
      expect(await ids(gone('停', '航'))).toEqual(['a1']);
      expect(await ids(gone('航'))).toEqual([]);
      expect(await ids(gone('渡', '轮'))).toEqual([]);
      expect(await ids(gone('停'), { anyOf: [{ words: ['港'] }] })).toEqual(['a1']);
      const without = { ...gone('停'), exclude: true };
      expect(await ids(without, { anyOf: [{ words: ['港'] }] })).toEqual(['a2']);
      expect(await ids(without)).toEqual([]);
    });

    it('are named with the last revision that took them away', async () => {
      await put('a1', 2, '港口', [ferry]);
      await put('a1', 5, '港口', [{ words: ['停'], removed: [[0, 1]] }]);
      const places = await store.removedPlaces(['a1', 'a2'], [gone('ferry'), gone('停')]);
      expect(places).toEqual([
        { articleId: 'a1', clause: 0, revision: 2 },
        { articleId: 'a1', clause: 1, revision: 5 },
      ]);
    });

    it('are let go when they stand again, and with articles merged or taken down', async () => {
      await put('a1', 2, '港口', [ferry]);
      await store.commit(sampleArticle('a1', 1, '', '渡轮 ferry 停航'));
      await store.commit(sampleArticle('a1', 1, '', '港口'));
      expect(await ids(gone('停'))).toEqual([]);
      await put('a2', 2, '港口', [ferry]);
      await put('a3', 2, '港口', [ferry]);
      expect((await ids(gone('停'))).sort()).toEqual(['a2', 'a3']);
      const { articles } = sampleArticle('a2', 1, '', '');
      await store.commit({ articles: articles.map((one) => ({ ...one, mergedInto: 'a1' })) });
      const takedown = sampleTakedown('a3');
      await store.commit({ takedowns: [takedown], erased: [takedown] });
      expect(await ids(gone('停'))).toEqual([]);
      expect(await store.removedPlaces(['a2', 'a3'], [gone('停')])).toEqual([]);
    });
  });
}
