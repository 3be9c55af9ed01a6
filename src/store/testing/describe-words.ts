import { beforeEach, expect, it } from 'vitest';
import type { Clause, Store } from '../index.ts';
import { at, sampleArticle } from './samples.ts';

/** Finding articles by their words. */
export function describeWords(opened: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = opened();
  });

  it('finds articles by words in a row, title first, with exclusions and filters', async () => {
    await store.commit(sampleArticle('a1', 1, '港口开放', '渡轮照常'));
    await store.commit(sampleArticle('a2', 2, '天气', '港口今天有雨 Harbour closed'));
    await store.commit(sampleArticle('a3', 3, '口港', '无'));
    const ids = async (...clauses: Clause[]) =>
      (await store.findWords({ clauses, limit: 9 })).hits.map((hit) => hit.article.id);
    expect(await ids({ words: ['港', '口'] })).toEqual(['a1', 'a2']);
    expect(await ids({ words: ['港', '口'] }, { words: ['雨'], exclude: true })).toEqual(['a1']);
    expect(await ids({ words: ['harb'], prefix: true })).toEqual(['a2']);
    const either = { words: ['无'], others: [['雨'], ['渡', '轮']] };
    expect(new Set(await ids(either))).toEqual(new Set(['a1', 'a2', 'a3']));
    expect(await ids({ words: ['港', '口'] }, { ...either, exclude: true })).toEqual([]);
    const late = await store.findWords({ clauses: [{ words: ['港'] }], since: at(3), limit: 9 });
    expect(late.total).toBe(1);
  });
}
