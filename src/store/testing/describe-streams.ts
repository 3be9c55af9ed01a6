import { beforeEach, describe, expect, it } from 'vitest';
import type { RevisionRecord, Store, StreamQuery } from '../index.ts';
import { at, sampleArticle } from './samples.ts';

/** What came and what changed, by when. */
export function describeStreams(opened: () => Store): void {
  describe('streams of articles', () => streams(opened));
  describe('articles that are unread again', () => unreadAgain(opened));
  describe('the beginnings of ids', () => beginnings(opened));
}

function streams(opened: () => Store): void {
  let store: Store;
  let mei: number;
  beforeEach(async () => {
    store = opened();
    mei = await filled(store);
  });
  const ids = async (query: Partial<StreamQuery> = {}) =>
    (await store.articleStream({ userId: mei, limit: 9, ...query })).map(({ id }) => id);

  it('tell the latest first, or the oldest', async () => {
    expect(await store.articleStream({ userId: mei, limit: 2 })).toEqual([
      { id: 'a4', changedAt: at(5) },
      { id: 'a3', changedAt: at(4) },
    ]);
    expect(await ids({ oldestFirst: true })).toEqual(['a1', 'a2', 'a3', 'a4']);
  });

  it('have an edited article among what came when it was edited', async () => {
    await store.commit(revised('a1', 5));
    expect(await ids()).toEqual(['a4', 'a1', 'a3', 'a2']);
    expect(await ids({ since: at(5) })).toEqual(['a4', 'a1']);
    expect(await ids({ since: at(5), seenUntil: at(4) })).toEqual(['a1']);
    expect(await ids({ until: at(4) })).toEqual(['a3', 'a2']);
  });

  it('go on behind an article, both ways', async () => {
    const after = { id: 'a3', changedAt: at(4) };
    expect(await ids({ after })).toEqual(['a2', 'a1']);
    expect(await ids({ after, oldestFirst: true })).toEqual(['a4']);
  });

  it('are of some sources, or of all but some', async () => {
    expect(await ids({ sourceIds: ['s2'] })).toEqual(['a4']);
    expect(await ids({ sourceIds: ['s2', 's1'] })).toHaveLength(4);
    expect(await ids({ exceptSourceIds: ['s2', 's3'] })).toEqual(['a3', 'a2', 'a1']);
    expect(await ids({ sourceIds: [] })).toEqual([]);
  });

  it('are of what a user has read, or starred, or has not', async () => {
    await store.markAllRead(mei, { before: at(3) });
    await store.markArticles(mei, ['a1'], { read: false, starred: true }, at(7));
    await store.markArticles(mei, ['a4'], { read: true, starred: true }, at(7));
    expect(await ids({ read: false })).toEqual(['a3', 'a1']);
    expect(await ids({ read: true })).toEqual(['a4', 'a2']);
    expect(await ids({ starred: true })).toEqual(['a4', 'a1']);
    expect(await ids({ starred: true, read: false })).toEqual(['a1']);
    expect(await ids({ starred: false })).toEqual(['a3', 'a2']);
    expect(await ids({ starred: true, sourceIds: ['s1'], until: at(2) })).toEqual(['a1']);
  });

  it('have no merged records', async () => {
    const [merged] = sampleArticle('a2', 3, 'a2', 'text').articles;
    if (merged !== undefined) await store.commit({ articles: [{ ...merged, mergedInto: 'a1' }] });
    expect(await ids()).toEqual(['a4', 'a3', 'a1']);
  });
}

function unreadAgain(opened: () => Store): void {
  it('are those that a user read before, one by one', async () => {
    const store = opened();
    const mei = await filled(store);
    await store.markArticles(mei, ['a1', 'a2'], { read: true }, at(6));
    await store.markAllRead(mei, { before: at(4), sourceIds: ['s2'] });
    const unread = ['a1', 'a2', 'a4'].map((articleId) => ({ articleId, before: at(7) }));
    await store.commit({ unread: [...unread, { articleId: 'a2', before: at(6) }] });
    const stream = { userId: mei, read: false, limit: 9 } as const;
    expect((await store.articleStream(stream)).map(({ id }) => id)).toEqual([
      'a4',
      'a3',
      'a2',
      'a1',
    ]);
    await store.markArticles(mei, ['a1'], { read: true }, at(8));
    await store.commit({ unread });
    expect(await store.marksOf(mei, ['a1'])).toMatchObject([{ read: true, readAt: at(8) }]);
  });

  it('are not those that a line covers', async () => {
    const store = opened();
    const mei = await filled(store);
    await store.markArticles(mei, ['a1'], { read: true }, at(6));
    await store.markAllRead(mei, { before: at(9) });
    await store.commit({ unread: [{ articleId: 'a1', before: at(10) }] });
    expect(await store.articleStream({ userId: mei, read: false, limit: 9 })).toEqual([]);
  });
}

function beginnings(opened: () => Store): void {
  it('lead to the article that stays', async () => {
    const store = opened();
    await filled(store);
    const [merged] = sampleArticle('a2', 3, 'a2', 'text').articles;
    if (merged !== undefined) await store.commit({ articles: [{ ...merged, mergedInto: 'a1' }] });
    expect(await store.articlesBeginning(['a1', 'a2', 'b'])).toEqual([
      { id: 'a1', stays: 'a1' },
      { id: 'a2', stays: 'a1' },
    ]);
    expect(await store.articlesBeginning([])).toEqual([]);
  });
}

async function filled(store: Store): Promise<number> {
  for (const [index, id] of ['a1', 'a2', 'a3', 'a4'].entries()) {
    const change = sampleArticle(id, index + 2, id, `text of ${id}`);
    const sourceId = id === 'a4' ? 's2' : 's1';
    const articles = change.articles.map((one) => ({ ...one, sourceId }));
    await store.commit({ ...change, articles });
  }
  return (await store.addUser({ name: 'mei', role: 'reader', madeAt: at(1) })).id;
}

/** Another revision of an article. */
function revised(id: string, day: number) {
  const { articles, revisions } = sampleArticle(id, 2, id, 'other words');
  const of = <Value>(list: readonly Value[], more: Partial<Value>) =>
    list.map((one) => ({ ...one, ...more }));
  const next: Partial<RevisionRecord> = { id: `${id}-2`, number: 2, seenAt: at(day) };
  return {
    articles: of(articles, { revisionId: `${id}-2`, revisions: 2 }),
    revisions: of(revisions, next),
  };
}
