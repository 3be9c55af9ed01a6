import { beforeEach, describe, expect, it } from 'vitest';
import type { Digest, Store } from '../index.ts';
import { at, sampleArticle } from './samples.ts';

const digest: Digest = {
  ...{ id: 'd1', to: 'desk@paper.test', of: 'articles', folder: 'Asia', least: 1 },
  ...{ every: 'day', atMinute: 420, timeZone: 'Asia/Shanghai', locale: 'zh-Hans', addedAt: at(3) },
  progress: { until: at(3), cursor: 0, failures: 0 },
};

/** Digests that are mailed, and how far each is. */
export function describeDigests(opened: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = opened();
  });

  describe('digests', () => {
    it('are kept whole, by the time they were added', async () => {
      const later = { ...digest, id: 'd0', addedAt: at(4) };
      await store.commit({ digests: [later, digest] });
      expect(await store.digests()).toEqual([digest, later]);
    });

    it('remember how far they are, each its own', async () => {
      await store.commit({ digests: [digest, { ...digest, id: 'd2' }] });
      const failed = { ...digest.progress, failures: 2, nextTryAt: at(5), lastError: 'it is full' };
      await store.commit({ digestProgress: [{ id: 'd1', progress: failed }] });
      const all = await store.digests();
      expect(all.map(({ progress }) => progress)).toEqual([failed, digest.progress]);
    });

    it('that are removed stay so, whatever is noted of them later', async () => {
      await store.commit({ digests: [digest] });
      await store.commit({ undigested: ['d1'] });
      await store.commit({ digestProgress: [{ id: 'd1', progress: digest.progress }] });
      expect(await store.digests()).toEqual([]);
    });

    it('of edits begin with those that happen later, and have them kept until told', async () => {
      const edit = { kind: 'edit', at: at(4), sourceId: 's1', articleId: 'a1', revisionId: 'r2' };
      const happened = async () => (await store.happenings({ after: 0, limit: 9 })).length;
      await store.commit({ happenings: [edit as never] });
      await store.commit({
        digests: [
          { ...digest, of: 'edits' },
          { ...digest, id: 'd2' },
        ],
      });
      const begun = (await store.digests()).map(({ progress }) => progress.cursor);
      expect(begun).toEqual([1, 0]);
      await store.commit({ happenings: [{ ...edit, revisionId: 'r3' } as never] });
      const progress = { ...digest.progress, cursor: 1 };
      await store.commit({ digestProgress: [{ id: 'd1', progress }] });
      expect(await happened()).toBe(1);
      await store.commit({ digestProgress: [{ id: 'd1', progress: { ...progress, cursor: 2 } }] });
      expect(await happened()).toBe(0);
    });

    it('begin behind the article that came on record last', async () => {
      expect(await store.lastSerial()).toBe(0);
      for (const id of ['a1', 'a2']) await store.commit(sampleArticle(id, 3, id, id));
      const serial = await store.lastSerial();
      expect(await store.recordedAfter(serial, 9)).toMatchObject({ articles: [] });
      await store.commit(sampleArticle('a3', 3, 'a3', 'a3'));
      expect(await store.recordedAfter(serial, 9)).toMatchObject({ articles: [{ id: 'a3' }] });
    });
  });

  it('takes hooks and digests of a saved search away with it, and no others', async () => {
    const saved = { id: 'f1', name: 'town', text: 'council', savedAt: at(3), checked: 0, told: 0 };
    const hook = {
      ...{ id: 'h1', url: 'https://desk.test/', kinds: ['hit'], least: 1, searchId: 'f1' },
      ...{ allowPrivate: false, addedAt: at(3) },
      progress: { cursor: 0, failures: 0, passedOver: 0 },
    } as const;
    await store.commit({
      saved: [{ ...saved, incomplete: false, looked: 0, fresh: 0 }],
      hooks: [hook as never, { ...hook, id: 'h2', searchId: 'f2' } as never],
      digests: [digest, { ...digest, id: 'd2', of: 'saved', searchId: 'f1' }],
    });
    await store.commit({ unsaved: ['f1'] });
    expect((await store.hooks()).map(({ id }) => id)).toEqual(['h2']);
    expect((await store.digests()).map(({ id }) => id)).toEqual(['d1']);
  });
}
