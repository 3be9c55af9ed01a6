import { beforeEach, describe, expect, it } from 'vitest';
import type { Change, SavedSearch, Store, WordQuery } from '../index.ts';
import { at, sampleArticle, sampleTakedown } from './samples.ts';

const saved: SavedSearch = {
  ...{ id: 'f1', name: '港口', text: '港口', savedAt: at(5) },
  ...{ checked: 0, incomplete: false, told: 0, looked: 0, fresh: 0 },
};
const port: Omit<WordQuery, 'limit'> = { clauses: [{ anyOf: [{ words: ['港', '口'] }] }] };

/** What a test asks the store of now. */
function asking(opened: () => Store) {
  const search = async () => (await opened().savedSearches())[0] ?? saved;
  /** Looks as an archive does; gives what was told. */
  const check = async (day: number, query: Partial<WordQuery> & { isOpen?: boolean } = {}) => {
    const own = await search();
    const asked = { ...port, isOpen: false, ...query };
    const { fresh, old, ...rest } = await opened().savedMatches(own, asked);
    const found = { searchId: own.id, at: at(day), told: fresh, known: old };
    await opened().commit({ savedChecks: [{ ...found, ...rest }] });
    return fresh.length;
  };
  const hits = async (after = 0) =>
    (await opened().savedHits({ searchId: 'f1', after, limit: 9 })).map(
      ({ article }) => article.id,
    );
  const put = (id: string, text: string, own: Partial<Change> = {}) =>
    opened().commit({ ...sampleArticle(id, 1, text, '今天'), ...own });
  /** Saves it as an archive does. */
  const save = async () => {
    const { fresh, upTo, incomplete } = await opened().savedMatches(saved, {
      ...port,
      isOpen: false,
    });
    const known = { searchId: 'f1', at: at(5), told: [], known: fresh, upTo, incomplete };
    await opened().commit({ saved: [saved], savedChecks: [known] });
  };

  return { search, check, hits, put, save };
}

/** Saved searches and what is found for them. */
export function describeSaved(opened: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = opened();
  });
  const { search, check, hits, put, save } = asking(() => store);

  describe('saved searches', () => {
    it('are kept by name, named anew, looked at and forgotten', async () => {
      await save();
      await store.commit({ saved: [{ ...saved, id: 'f2', name: 'harbour', text: 'harbour' }] });
      expect((await store.savedSearches()).map(({ name }) => name)).toEqual(['harbour', '港口']);
      await store.commit({ saved: [{ ...saved, name: '北港', text: 'x', told: 9 }] });
      await store.commit({ unsaved: ['f2'], savedLooks: [{ searchId: 'f1', mark: 7, at: at(6) }] });
      const rest = { ...saved, name: '北港', looked: 7, lookedAt: at(6) };
      expect(await store.savedSearches()).toEqual([rest]);
    });

    it('tell what comes after they were saved, each article once', async () => {
      await put('a1', '港口');
      await save();
      expect([await check(6), await hits()]).toEqual([0, []]);
      await put('a2', '港口');
      await put('a3', '机场');
      expect([await check(7), await hits()]).toEqual([1, ['a2']]);
      // Words of before, words indexed anew, words that now fit.
      await put('a1', '港口又开');
      await put('a2', '港口');
      await put('a3', '机场旁的港口');
      expect([await check(7), await hits()]).toEqual([1, ['a2', 'a3']]);
      expect(await check(8)).toBe(0);
      expect((await search()).fresh).toBe(2);
      const known = await store.savedHits({ searchId: 'f1', known: true, limit: 9 });
      expect(known).toMatchObject([{ article: { id: 'a1' }, mark: 0 }]);
    });

    it('tell behind a mark what came after it, even in the same moment', async () => {
      await save();
      await put('a1', '港口');
      await put('a2', '港口');
      await check(6);
      const [first, second] = await store.savedHits({ searchId: 'f1', limit: 9 });
      expect(second?.mark).toBeGreaterThan(first?.mark ?? Number.POSITIVE_INFINITY);
      expect(await hits(first?.mark)).toEqual(['a2']);
      await put('a3', '港口');
      // A clock that was set back.
      await check(3);
      expect(await hits(second?.mark)).toEqual(['a3']);
      const latest = await store.savedHits({ searchId: 'f1', latestFirst: true, limit: 1 });
      expect(latest.map(({ article }) => article.id)).toEqual(['a3']);
    });
  });

  describeSavedChanges(opened);
}

/** What becomes of hits when articles change otherwise than in their words. */
function describeSavedChanges(opened: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = opened();
  });
  const { search, check, hits, put, save } = asking(() => store);

  describe('saved searches', () => {
    it('tell a merged article once, as the one that stays', async () => {
      await save();
      await put('a1', '机场');
      await put('a2', '港口');
      await check(6);
      const { articles } = sampleArticle('a2', 1, '港口', '今天');
      await store.commit({ articles: articles.map((one) => ({ ...one, mergedInto: 'a1' })) });
      await put('a1', '港口');
      expect([await check(7), await hits()]).toEqual([0, ['a1']]);
    });

    it('tell an article once whose records were told apart before they were merged', async () => {
      await save();
      await put('a1', '港口');
      await put('a2', '港口');
      await check(6);
      const [first] = await store.savedHits({ searchId: 'f1', limit: 9 });
      const { articles } = sampleArticle('a2', 1, '港口', '今天');
      await store.commit({ articles: articles.map((one) => ({ ...one, mergedInto: 'a1' })) });
      expect(await hits()).toEqual(['a1']);
      expect(await hits(first?.mark)).toEqual([]);
    });

    it('forget what is taken down, and give its mark to no other', async () => {
      await save();
      await put('a1', '港口');
      await check(6);
      const { told } = await search();
      const takedown = sampleTakedown('a1');
      await store.commit({ takedowns: [takedown], erased: [takedown] });
      expect(await hits()).toEqual([]);
      await put('a2', '港口');
      await check(6);
      expect(await hits(told)).toEqual(['a2']);
    });

    it('tell what becomes a hit without new words, where a query is of that kind', async () => {
      await put('a1', '港口');
      await store.commit({ saved: [saved] });
      const { articles } = sampleArticle('a1', 1, '港口', '今天');
      const asked = { gone: true, isOpen: true };
      expect(await check(6, asked)).toBe(0);
      await store.commit({ articles: articles.map((one) => ({ ...one, goneSince: at(6) })) });
      expect([await check(7, asked), await hits()]).toEqual([1, ['a1']]);
    });

    it('do not take for news what the index did not know when they were saved', async () => {
      const { words, ...unindexed } = sampleArticle('a1', 1, '港口', '今天');
      await store.commit(unindexed);
      await save();
      expect((await search()).incomplete).toBe(true);
      await store.commit({ words });
      await store.commit(sampleArticle('a2', 9, '港口', '今天'));
      expect([await check(10), await hits()]).toEqual([1, ['a2']]);
      expect((await search()).incomplete).toBe(false);
      expect(await check(10)).toBe(0);
    });
  });
}
