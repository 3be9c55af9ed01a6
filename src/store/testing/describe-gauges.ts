import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../index.ts';
import { at, entry, sampleArticle, sampleSource } from './samples.ts';

/** How much there is, told without counting it. */
export function describeGauges(opened: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = opened();
  });

  describe('gauges', () => {
    it('are zero where there is nothing', async () => {
      const { databaseBytes, ...rest } = await store.gauges(at(9));
      expect(new Set(Object.values(rest))).toEqual(new Set([0]));
      expect(databaseBytes).toBeGreaterThan(0);
    });

    it('tell what came on record, and what is due at a moment', async () => {
      await store.commit({ sources: [sampleSource], warc: [{ file: 'x.warc.gz', length: 40 }] });
      // Each is due for another look the day after.
      await store.commit(sampleArticle('a1', 3, 'One', 'text'));
      await store.commit(sampleArticle('a2', 6, 'Two', 'text'));
      const done = { ...entry('e2', 2), state: 'done' as const, articleId: 'a1' };
      await store.commit({
        entries: [entry('e1', 2), done],
        happenings: [{ kind: 'article', at: at(3), sourceId: 's1', articleId: 'a1' }],
      });
      expect(await store.gauges(at(5))).toMatchObject({
        ...{ captures: 1, articles: 2, revisions: 2, edits: 0, absences: 0 },
        ...{ pendingEntries: 1, dueVisits: 1, dueImages: 0, happenings: 1, captureBytes: 40 },
      });
      expect((await store.gauges(at(8))).dueVisits).toBe(2);
    });

    it('tell which capture files are in no bucket yet', async () => {
      expect(await store.notUploaded()).toEqual({ files: 0 });
      const files = ['2026/11/b.warc.gz', '2026/11/a.warc.gz', '2026/12/a.warc.gz'];
      await store.commit({ warc: files.map((file) => ({ file, length: 40 })) });
      expect(await store.notUploaded()).toEqual({ files: 3, oldest: '2026/11/a.warc.gz' });
      await store.commit({ uploads: [{ file: '2026/11/a.warc.gz', at: at(3) }] });
      expect(await store.notUploaded()).toEqual({ files: 2, oldest: '2026/11/b.warc.gz' });
    });
  });
}
