import { beforeEach, expect, it } from 'vitest';
import type { ArticleRecord, Store } from '../index.ts';
import { at, sampleArticle } from './samples.ts';

/** Lists of articles. */
export function describeArticles(opened: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = opened();
  });

  it('lists articles newest first and goes on behind a cursor without gap or double', async () => {
    for (const day of [1, 2, 3, 4, 5]) {
      await store.commit(sampleArticle(`a${day}`, day, `第${day}日`, '港口今天开放'));
    }
    const first = await store.articles({ limit: 2 });
    expect(first.map((one) => one.id)).toEqual(['a5', 'a4']);
    const last = first[1] as ArticleRecord;
    const rest = await store.articles({ limit: 9, after: { sortAt: last.sortAt, id: last.id } });
    expect(rest.map((one) => one.id)).toEqual(['a3', 'a2', 'a1']);
    const within = await store.articles({
      since: at(2),
      until: at(4),
      oldestFirst: true,
      limit: 9,
    });
    expect(within.map((one) => one.id)).toEqual(['a2', 'a3']);
    expect(await store.days({ limit: 2 })).toEqual([
      { day: '2026-01-05', articles: 1 },
      { day: '2026-01-04', articles: 1 },
    ]);
  });

  it('lists absent articles and those that came back, the latest first', async () => {
    for (const [id, day] of [
      ['a1', 1],
      ['a2', 2],
      ['a3', 3],
    ] as const) {
      const change = sampleArticle(id, day, '港口', '渡轮');
      const absence = { articleId: id, kind: 'not-found' as const, status: 404, message: 'none' };
      const gone = id === 'a1' ? { goneSince: at(day + 1) } : {};
      const absent = { absent: absence.kind, absentSince: at(day + 1), ...gone };
      const isBack = id === 'a3';
      await store.commit({
        ...change,
        articles: change.articles.map((one) => (isBack ? one : { ...one, ...absent })),
        absences: [{ ...absence, seenAt: at(day + 1), ...(isBack ? { endedAt: at(6) } : {}) }],
      });
    }
    const ids = async (query: Partial<Parameters<Store['absentArticles']>[0]>) =>
      (await store.absentArticles({ state: 'gone', limit: 1, ...query })).map(({ id }) => id);
    expect(await ids({})).toEqual(['a1']);
    expect(await ids({ state: 'missed' })).toEqual(['a2']);
    expect(await ids({ state: 'missed', since: at(3) })).toEqual(['a2']);
    expect(await ids({ since: at(3) })).toEqual([]);
    expect(await ids({ sourceIds: ['nowhere'] })).toEqual([]);
    expect(await ids({ state: 'returned' })).toEqual(['a3']);
    expect(await ids({ state: 'returned', since: at(7) })).toEqual([]);
    const asked = [
      { state: 'gone' },
      { state: 'missed' },
      { state: 'returned', since: at(7) },
    ] as const;
    expect(await Promise.all(asked.map((one) => store.countAbsent(one)))).toEqual([1, 1, 0]);
    expect((await store.article('a1'))?.goneSince).toBe(at(2));
    expect(await store.absentCounts()).toEqual([{ sourceId: 's1', articles: 3 }]);
    expect((await store.absences('a3'))[0]?.endedAt).toBe(at(6));
  });
}
