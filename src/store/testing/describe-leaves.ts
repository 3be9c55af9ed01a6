import { beforeEach, describe, expect, it } from 'vitest';
import type { Url } from '../../model/index.ts';
import type { LeafRow, LoggedLeaf, Store } from '../index.ts';
import { digest, sampleArticle } from './samples.ts';

const line = 'na1 revision 2026-01-03T00:00:00Z qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqo=\n';
const leaf = (index: number, articleId = 'a1'): LeafRow => ({
  ...{ index, line, record: digest('a'), articleId, url: 'https://paper.test/a' as Url },
  ...{ rev: 1, captureId: 'c1', bytes: Uint8Array.of(123, 125) },
});

/** The ledger's leaves. */
export function describeLeaves(opened: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = opened();
  });

  describe('leaves', () => {
    it('are kept whole, counted, and read from an index on', async () => {
      expect(await store.countLeaves()).toBe(0);
      await store.commit({ leaves: [leaf(0), leaf(1, 'a2')] });
      const bare: LeafRow = { index: 2, line, record: digest('b') };
      await store.commit({ leaves: [bare] });
      expect(await store.countLeaves()).toBe(3);
      expect(await store.leaves(1, 9)).toEqual([leaf(1, 'a2'), bare]);
      expect(await store.leaves(0, 1)).toEqual([leaf(0)]);
      expect(await store.leavesOf(['a2', 'a3'])).toEqual([leaf(1, 'a2')]);
      expect(await store.leavesOf([])).toEqual([]);
    });

    it('are written with all else of their change, or not at all', async () => {
      const change = { ...sampleArticle('a1', 3, 'One', 'text'), leaves: [leaf(1)] };
      await expect(store.commit(change)).rejects.toMatchObject({ code: 'conflict' });
      expect(await store.article('a1')).toBeUndefined();
      expect(await store.countLeaves()).toBe(0);
    });

    it('are never written twice, and none is left out', async () => {
      await store.commit({ leaves: [leaf(0)] });
      for (const leaves of [[leaf(0)], [leaf(2)], [leaf(1), leaf(3)]]) {
        await expect(store.commit({ leaves })).rejects.toMatchObject({ code: 'conflict' });
      }
      expect(await store.countLeaves()).toBe(1);
    });

    it('go on behind those of others where their terms say how, with all else of their change', async () => {
      await store.commit({ leaves: [leaf(0), leaf(1, 'a2'), leaf(2, 'a3')] });
      const told: (readonly LoggedLeaf[])[] = [];
      const behind = (others: readonly LoggedLeaf[]) => {
        told.push(others);
        return [leaf(3, 'a4')];
      };
      const late = sampleArticle('a4', 3, 'Four', 'text');
      await store.commit({ ...late, leaves: [leaf(1, 'a4')] }, { behind });
      const logged = ({ index, articleId = '' }: LeafRow) => ({ index, line, articleId });
      expect(told).toEqual([[logged(leaf(1, 'a2')), logged(leaf(2, 'a3'))]]);
      expect(await store.leaves(3, 9)).toEqual([leaf(3, 'a4')]);
      expect(await store.article('a4')).toBeDefined();
      // Nobody else came first.
      await store.commit({ leaves: [leaf(4)] }, { behind });
      expect(told).toHaveLength(1);
      expect(await store.countLeaves()).toBe(5);
    });

    it('are refused where their terms number them otherwise than the log goes on, or not at all', async () => {
      await store.commit({ leaves: [leaf(0), leaf(1)] });
      for (const placed of [undefined, [leaf(1)], [leaf(3)], [leaf(2), leaf(2)]]) {
        const change = { ...sampleArticle('a1', 3, 'One', 'text'), leaves: [leaf(1)] };
        const refused = store.commit(change, { behind: () => placed });
        await expect(refused).rejects.toMatchObject({ code: 'conflict', what: 'leaves' });
      }
      expect(await store.countLeaves()).toBe(2);
      expect(await store.article('a1')).toBeUndefined();
    });

    it('forget a record that is taken down, and stay where they are', async () => {
      await store.commit({ leaves: [leaf(0), leaf(1)] });
      await store.commit({ recordsRemoved: [0] });
      const { bytes: _bytes, url: _url, ...left } = leaf(0);
      expect(await store.leaves(0, 9)).toEqual([{ ...left, removed: true }, leaf(1)]);
    });
  });
}
