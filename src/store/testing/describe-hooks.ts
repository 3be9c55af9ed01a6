import { beforeEach, describe, expect, it } from 'vitest';
import type { Url } from '../../model/index.ts';
import type { Happening, Hook, Store } from '../index.ts';
import { at, sampleArticle, sampleTakedown } from './samples.ts';

const hook: Hook = {
  ...{ id: 'h1', url: 'https://desk.test/hook' as Url, kinds: ['article', 'edit'], least: 30 },
  ...{ folder: 'Asia/Hong Kong', secret: 'quay', allowPrivate: false, addedAt: at(3) },
  progress: { cursor: 0, failures: 0, passedOver: 0 },
};
const article: Happening = { kind: 'article', at: at(4), sourceId: 's1', articleId: 'a1' };
const health: Happening = { kind: 'health', at: at(5), sourceId: 's1', facts: { event: 'moved' } };

/** Hooks, and what happened that they are still to be told. */
export function describeHooks(opened: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = opened();
  });
  const numbers = async (after = 0) =>
    (await store.happenings({ after, limit: 9 })).map(({ ord }) => ord);
  const reach = (id: string, cursor: number) =>
    store.commit({ hookProgress: [{ id, progress: { ...hook.progress, cursor } }] });

  describe('hooks', () => {
    it('are kept whole, and begin with what happens after they were added', async () => {
      await store.commit({ happenings: [article, health] });
      await store.commit({ hooks: [hook] });
      const own = { ...hook, progress: { ...hook.progress, cursor: 2 } };
      expect(await store.hooks()).toEqual([own]);
      await store.commit({ happenings: [health] });
      expect(await store.happenings({ after: 2, limit: 9 })).toEqual([{ ...health, ord: 3 }]);
    });

    it('keep their place when their settings are written anew', async () => {
      await store.commit({ hooks: [hook] });
      await store.commit({ happenings: [article] });
      await reach('h1', 1);
      await store.commit({ hooks: [{ ...hook, secret: 'other' }] });
      expect(await store.hooks()).toMatchObject([{ secret: 'other', progress: { cursor: 1 } }]);
    });

    it('have kept for them what one of them is still to be told, and no more', async () => {
      await store.commit({ hooks: [hook, { ...hook, id: 'h2' }] });
      await store.commit({ happenings: [article, health] });
      await reach('h1', 2);
      expect(await numbers()).toEqual([1, 2]);
      await reach('h2', 1);
      expect(await numbers()).toEqual([2]);
      await store.commit({ unhooked: ['h2'] });
      expect(await numbers()).toEqual([]);
      await store.commit({ happenings: [article] });
      expect(await numbers()).toEqual([3]);
    });

    it('that were given up hold nothing back, nor do those on a saved search', async () => {
      const stopped = { ...hook.progress, stoppedAt: at(9) };
      await store.commit({ hooks: [hook, { ...hook, id: 'h2' }] });
      await store.commit({ hooks: [{ ...hook, id: 'h3', kinds: ['hit'], searchId: 'f1' }] });
      await store.commit({ happenings: [article] });
      await store.commit({ hookProgress: [{ id: 'h2', progress: stopped }] });
      await reach('h1', 1);
      expect(await numbers()).toEqual([]);
    });

    it('are told nothing of an article that was taken down meanwhile: nothing of it is kept', async () => {
      await store.commit({ hooks: [hook], ...sampleArticle('a1', 3, 'One', 'text') });
      await store.commit({ happenings: [article, health, { ...article, articleId: 'a2' }] });
      const takedown = sampleTakedown('a1');
      await store.commit({ takedowns: [takedown], erased: [takedown] });
      expect(await numbers()).toEqual([2, 3]);
    });

    it('begin anew where they are removed and added at once', async () => {
      await store.commit({ hooks: [hook], happenings: [article] });
      const stopped = { ...hook.progress, stoppedAt: at(9) };
      await store.commit({ hookProgress: [{ id: 'h1', progress: stopped }] });
      await store.commit({ happenings: [health] });
      await store.commit({ unhooked: ['h1'], hooks: [hook] });
      expect(await store.hooks()).toEqual([{ ...hook, progress: { ...hook.progress, cursor: 2 } }]);
    });

    it('that are removed stay so, whatever is noted of them later', async () => {
      await store.commit({ hooks: [hook] });
      await store.commit({ unhooked: ['h1'] });
      await reach('h1', 1);
      expect(await store.hooks()).toEqual([]);
    });
  });
}
