import { beforeEach, expect, it } from 'vitest';
import type { RevisionRecord, Store } from '../index.ts';
import { content, digest, sampleArticle } from './samples.ts';

/** Revisions, and that a change is written whole. */
export function describeRevisions(opened: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = opened();
  });

  it('keeps every revision with its content', async () => {
    const change = sampleArticle('a1', 1, '旧标题', '旧文');
    await store.commit(change);
    const [article] = change.articles;
    const [old] = change.revisions;
    if (article === undefined || old === undefined) throw new Error('sample');
    const next: RevisionRecord = {
      ...old,
      id: 'a1-2',
      number: 2,
      previous: old.id,
      content: content('新标题', '新文'),
    };
    await store.commit({
      articles: [{ ...article, revisionId: 'a1-2', revisions: 2, title: '新标题' }],
      revisions: [next],
    });
    expect((await store.revisions('a1')).map((one) => one.id)).toEqual(['a1-1', 'a1-2']);
    expect(await store.revision('a1-1')).toEqual(old);
    expect(await store.latestRevisions(['a1', 'none'])).toEqual([next]);
    expect(await store.revisionOfText(next.textDigest)).toMatchObject({
      textDigest: next.textDigest,
    });
    expect(await store.revisionOfText(digest('0'))).toBeUndefined();
    expect(await store.check()).toEqual([]);
  });

  it('writes all of a change or nothing', async () => {
    const broken = sampleArticle('a1', 1, '标题', '文');
    const bad = { file: 'x', length: Symbol('no number') as unknown as number };
    await expect(store.commit({ ...broken, warc: [bad] })).rejects.toThrow();
    expect(await store.article('a1')).toBeUndefined();
    expect((await store.stats()).captures).toBe(0);
  });

  it('keeps what was cut from a revision beside it', async () => {
    const { revisions, ...rest } = sampleArticle('a1', 1, '一', '一');
    const [plain] = revisions as [RevisionRecord];
    const cut = [{ reason: 'repeated by the site', text: 'Share' }];
    const revision = { ...plain, uncutDigest: digest('c'), cut };
    await store.commit({ ...rest, revisions: [revision] });
    expect(await store.revision(plain.id)).toEqual(revision);
    expect((await store.revisions('a1'))[0]?.uncutDigest).toBe(digest('c'));
  });

  it('names an article whose revision is missing', async () => {
    const { articles } = sampleArticle('a1', 1, '一', '一');
    await store.commit({ articles });
    const kinds = (await store.check()).map((fault) => fault.kind);
    expect(kinds).toContain('article-without-revision');
  });
}
