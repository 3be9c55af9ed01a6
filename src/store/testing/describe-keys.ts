import { beforeEach, expect, it } from 'vitest';
import type { Url } from '../../model/index.ts';
import type { Store } from '../index.ts';
import { sampleArticle } from './samples.ts';

/** What names an article. */
export function describeKeys(opened: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = opened();
  });

  it('never lets a second article take an identity key', async () => {
    await store.commit(sampleArticle('a1', 1, '一', '一'));
    const [key] = sampleArticle('a1', 1, '一', '一').keys;
    if (key === undefined) throw new Error('sample');
    await store.commit({ keys: [{ ...key, articleId: 'a2' }] });
    expect((await store.knownKeys([key.key])).map((one) => one.articleId)).toEqual(['a1']);
  });

  it('gives a key that was only claimed, once, to the article found at it', async () => {
    const key = { key: 'paper.test/x', url: 'https://paper.test/x' as Url };
    await store.commit({ keys: [{ ...key, articleId: 'a1', claimed: true }] });
    await store.commit({ keys: [{ ...key, articleId: 'a2', claimed: true }] });
    expect(await store.knownKeys([key.key])).toEqual([{ ...key, articleId: 'a1', claimed: true }]);
    await store.commit({ keys: [{ ...key, articleId: 'a3' }] });
    await store.commit({ keys: [{ ...key, articleId: 'a4' }] });
    expect(await store.knownKeys([key.key])).toEqual([{ ...key, articleId: 'a3' }]);
  });
}
