import { beforeEach, describe, expect, it } from 'vitest';
import type { Takedown, Url } from '../../model/index.ts';
import type { MarkedQuery, Store } from '../index.ts';
import { at, sampleArticle } from './samples.ts';

/** What users have read and starred. */
export function describeMarks(opened: () => Store): void {
  describe('marks of articles', () => ownMarks(opened));
  describe('what is unread', () => unreadArticles(opened));
  describe('marks of articles that go', () => marksThatGo(opened));
}

function ownMarks(opened: () => Store): void {
  let store: Store;
  let mei: number;
  let ana: number;
  beforeEach(async () => {
    store = opened();
    await fill(store);
    [mei = 0, ana = 0] = await twoUsers(store);
  });
  const unread = (userId: number) => idsOf(store, userId, 'unread');
  const starred = (userId: number) => idsOf(store, userId, 'starred');

  it('keeps what each user has read and starred, with the time of the first', async () => {
    await store.markArticles(mei, ['a1', 'nowhere'], { read: true, starred: true }, at(7));
    await store.markArticles(mei, ['a1'], { read: true, starred: true }, at(8));
    await store.markArticles(ana, ['a2'], { starred: true }, at(7));
    expect(await store.marksOf(mei, ['a1', 'a2', 'nowhere'])).toEqual([
      { articleId: 'a1', read: true, readAt: at(7), starredAt: at(7) },
      { articleId: 'a2', read: false },
    ]);
    expect([await unread(mei), await starred(mei)]).toEqual([['a4', 'a3', 'a2'], ['a1']]);
    expect([await unread(ana), await starred(ana)]).toEqual([['a4', 'a3', 'a2', 'a1'], ['a2']]);
    await store.markArticles(mei, ['a1'], { read: false, starred: false }, at(9));
    expect(await store.marksOf(mei, ['a1'])).toEqual([{ articleId: 'a1', read: false }]);
  });

  it('makes all read up to a moment, but for what is kept unread after', async () => {
    await store.markArticles(mei, ['a2'], { read: false }, at(7));
    await store.markArticles(mei, ['a1'], { read: true, starred: true }, at(7));
    await store.markAllRead(mei, { before: at(4) });
    expect(await unread(mei)).toEqual(['a4']);
    expect(await starred(mei)).toEqual(['a1']);
    await store.markArticles(mei, ['a2'], { read: false }, at(8));
    expect(await unread(mei)).toEqual(['a4', 'a2']);
    expect(await store.unreadCounts(mei)).toMatchObject([{ sourceId: 's1', newestAt: at(3) }, {}]);
    await store.markAllRead(mei, { before: at(3) });
    expect(await store.marksOf(mei, ['a3'])).toMatchObject([{ read: true }]);
    expect(await unread(ana)).toHaveLength(4);
  });
}

function unreadArticles(opened: () => Store): void {
  let store: Store;
  let mei: number;
  beforeEach(async () => {
    store = opened();
    await fill(store);
    [mei = 0] = await twoUsers(store);
  });
  const unread = (userId: number) => idsOf(store, userId, 'unread');

  it('counts what is unread by source', async () => {
    await store.markArticles(mei, ['a3'], { read: true }, at(7));
    expect(await store.unreadCounts(mei)).toEqual([
      { sourceId: 's1', articles: 2, newestAt: at(3) },
      { sourceId: 's2', articles: 1, newestAt: at(5) },
    ]);
  });

  it('makes all of some sources read', async () => {
    await store.markAllRead(mei, { before: at(9), sourceIds: ['s2', 's3'] });
    expect(await unread(mei)).toEqual(['a3', 'a2', 'a1']);
    const query = { userId: mei, only: 'unread', limit: 9 } as const;
    expect(await store.markedArticles({ ...query, sourceIds: ['s2'] })).toEqual([]);
    expect(await store.markedArticles({ ...query, sourceIds: [] })).toEqual([]);
  });

  it('lists page by page', async () => {
    const query = { userId: mei, only: 'unread', limit: 3 } as const;
    const first = await store.markedArticles(query);
    const last = first.at(-1);
    const rest = await store.markedArticles({ ...query, ...(last && { after: last }) });
    expect([...first, ...rest].map(({ id }) => id)).toEqual(['a4', 'a3', 'a2', 'a1']);
  });
}

function marksThatGo(opened: () => Store): void {
  let store: Store;
  let mei: number;
  beforeEach(async () => {
    store = opened();
    await fill(store);
    [mei = 0] = await twoUsers(store);
  });
  const starred = (userId: number) => idsOf(store, userId, 'starred');

  it('gives the marks of a merged article to the one that stays', async () => {
    await store.markArticles(mei, ['a2'], { read: true, starred: true }, at(7));
    await store.markArticles(mei, ['a1'], { read: false }, at(7));
    const [merged] = sampleArticle('a2', 3, 'a2', 'text').articles;
    if (merged !== undefined) await store.commit({ articles: [{ ...merged, mergedInto: 'a1' }] });
    expect(await starred(mei)).toEqual(['a1']);
    const marks = { read: true, readAt: at(7), starredAt: at(7) };
    expect(await store.marksOf(mei, ['a2', 'a1'])).toEqual(
      expect.arrayContaining([
        { articleId: 'a1', ...marks },
        { articleId: 'a2', ...marks },
      ]),
    );
    await store.markArticles(mei, ['a2'], { starred: false }, at(8));
    expect(await starred(mei)).toEqual([]);
  });

  it('forgets the marks of what is taken down', async () => {
    await store.markArticles(mei, ['a1', 'a2'], { starred: true }, at(7));
    const takedown: Takedown = {
      ...{ id: 't1', articles: ['a1'], url: 'https://paper.test/a1' as Url, reason: 'court' },
      ...{ at: at(9), state: 'erased', keys: [] },
      removal: { captures: [], cut: [], revisions: [], left: [], moved: [] },
    };
    await store.commit({ takedowns: [takedown], erased: [takedown] });
    expect(await starred(mei)).toEqual(['a2']);
    const again = sampleArticle('a1', 2, 'a1', 'text of a1');
    await store.commit(again);
    expect(await starred(mei)).toEqual(['a2']);
  });
}

async function fill(store: Store): Promise<void> {
  for (const [index, id] of ['a1', 'a2', 'a3', 'a4'].entries()) {
    const change = sampleArticle(id, index + 2, id, `text of ${id}`);
    const sourceId = id === 'a4' ? 's2' : 's1';
    await store.commit({
      ...change,
      articles: change.articles.map((one) => ({ ...one, sourceId })),
    });
  }
}

async function twoUsers(store: Store): Promise<number[]> {
  const users = ['mei', 'ana'].map((name) =>
    store.addUser({ name, role: 'reader', madeAt: at(1) }),
  );
  return (await Promise.all(users)).map(({ id }) => id);
}

async function idsOf(store: Store, userId: number, only: MarkedQuery['only']): Promise<string[]> {
  return (await store.markedArticles({ userId, only, limit: 9 })).map(({ id }) => id);
}
