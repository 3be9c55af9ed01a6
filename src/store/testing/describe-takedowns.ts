import { beforeEach, expect, it } from 'vitest';
import type { Capture, Takedown, Url } from '../../model/index.ts';
import type { Store } from '../index.ts';
import { at, capture, digest, entry, sampleArticle } from './samples.ts';

const takedown: Takedown = {
  id: 't1',
  articles: ['gone'],
  url: 'https://paper.test/x' as Url,
  reason: 'court',
  at: at(9),
  state: 'erased',
  keys: ['paper.test/a1', 'paper.test/a2'],
  removal: { captures: [], cut: [], revisions: [], left: [], moved: [] },
};

/** What is taken down. */
export function describeTakedowns(opened: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = opened();
  });

  it('forgets the articles that a takedown’s keys name, whatever their ids, but for mere claims', async () => {
    for (const id of ['a1', 'a3', 'a4'])
      await store.commit(sampleArticle(id, 3, id, `text of ${id}`));
    const merged = sampleArticle('a5', 3, 'a5', 'text of a5');
    const articles = merged.articles.map((one) => ({ ...one, mergedInto: 'a1' }));
    await store.commit({ ...merged, articles });
    const url = 'https://paper.test/a2' as Url;
    await store.commit({ keys: [{ key: 'paper.test/a2', url, articleId: 'a3', claimed: true }] });
    await store.commit({ takedowns: [takedown], erased: [takedown] });
    const left = await store.articlesById(['a1', 'a3', 'a4', 'a5']);
    expect(new Set(left.map(({ id }) => id))).toEqual(new Set(['a3', 'a4']));
    expect(await store.revision('a1-1')).toBeUndefined();
    const found = await store.findWords({ clauses: [{ anyOf: [{ words: ['text'] }] }], limit: 9 });
    expect(new Set(found.hits.map(({ article }) => article.id))).toEqual(new Set(['a3', 'a4']));
  });

  it('names the files with captures of a status, but for those that were removed', async () => {
    const of = (id: string, status: number, file: string, more: Partial<Capture> = {}) => ({
      ...{ ...capture, id, status, record: { ...capture.record, file }, ...more },
    });
    await store.commit({
      captures: [
        of('f1', 0, 'b.warc.gz'),
        of('f2', 0, 'a.warc.gz'),
        of('f3', 0, 'a.warc.gz'),
        of('f4', 200, 'c.warc.gz'),
        of('f5', 0, 'd.warc.gz', { removed: 't1' }),
      ],
    });
    expect(await store.filesWithStatus(0)).toEqual(['a.warc.gz', 'b.warc.gz']);
  });

  it('goes through addresses, entries and documents batch by batch, each once', async () => {
    const of = (id: string, day: number, payload: string) => {
      const url = `https://paper.test/feed-${id}` as Url;
      return {
        ...{ ...capture, id, askedUrl: url, finalUrl: url },
        ...{ capturedAt: at(day), payload: digest(payload) },
      };
    };
    await store.commit({
      captures: [of('c1', 5, 'a'), of('c2', 4, 'a'), of('c3', 6, 'b')],
      entries: ['x', 'y', 'z'].map((guid) => entry(guid, 1)),
    });
    const first = await store.urlsAfter(undefined, 2);
    const rest = await store.urlsAfter(first.last, 2);
    expect([first.urls.length, rest.urls.length, rest.last]).toEqual([4, 2, 'c3']);
    const entries = await store.entriesAfter(undefined, 2);
    const [last] = await store.entriesAfter(entries.at(-1), 2);
    expect([...entries, last].map((one) => one?.guid)).toEqual(['x', 'y', 'z']);
    const [oldest] = await store.documentsOf(['s1'], 1);
    const next = await store.documentsOf(['s1'], 2, oldest?.payload);
    expect([oldest, ...next].map((one) => one?.id)).toEqual(['c2', 'c3']);
  });
}
