import { beforeEach, expect, it } from 'vitest';
import type { Entry, Source, Url } from '../../model/index.ts';
import type { DueQuery, Store } from '../index.ts';
import { at, entry, sampleArticle, sampleSource } from './samples.ts';

/** What is due, and in which order. */
export function describeDue(opened: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = opened();
  });

  it('gives what is due so many of a host, and nothing of hosts left out', async () => {
    const on = (host: string, guid: string, day: number): Entry => {
      const told = entry(guid, day);
      const url = `https://${host}/${guid}` as Url;
      return { ...told, entry: { ...told.entry, url } };
    };
    await store.commit({
      sources: [sampleSource],
      entries: [on('a.test', 'a1', 1), on('a.test', 'a2', 2), on('a.test', 'a3', 3)],
    });
    await store.commit({ entries: [on('b.test', 'b9', 9)] });
    const guids = async (query: Partial<DueQuery>) =>
      (await store.dueEntries({ at: at(3), limit: 9, ...query })).map((one) => one.guid);
    expect(await guids({ perHost: 1 })).toEqual(['a1', 'b9']);
    expect(await guids({ perHost: 2 })).toEqual(['a1', 'a2', 'b9']);
    expect(await guids({ withoutHosts: ['a.test'] })).toEqual(['b9']);
    for (const day of [1, 2, 3]) await store.commit(sampleArticle(`v${day}`, day, '一', '一'));
    const visits = async (query: Partial<DueQuery>) =>
      (await store.dueVisits({ at: at(9), limit: 9, ...query })).map((one) => one.id);
    expect(await visits({ perHost: 2 })).toEqual(['v1', 'v2']);
    expect(await visits({ withoutHosts: ['paper.test'] })).toEqual([]);
  });

  it('gives due entries oldest publication first, and no longer once they are done', async () => {
    const entries = [entry('new', 2), entry('old', 1)];
    await store.commit({ sources: [sampleSource], entries });
    expect((await store.dueEntries({ at: at(2), limit: 9 })).length).toBe(0);
    const due = await store.dueEntries({ at: at(3), limit: 9 });
    expect(due.map((one) => one.guid)).toEqual(['old', 'new']);
    await store.commit({ entries: [{ ...entry('old', 1), state: 'failed', lastError: 'gone' }] });
    expect((await store.dueEntries({ at: at(3), limit: 9 })).map((one) => one.guid)).toEqual([
      'new',
    ]);
    expect((await store.failedEntries('s1')).map((one) => one.lastError)).toEqual(['gone']);
  });

  it('keeps back the entries of what is not followed any more', async () => {
    const unfollowed: Source = { ...sampleSource, state: 'unfollowed' };
    await store.commit({ sources: [unfollowed], entries: [entry('new', 2)] });
    expect(await store.dueEntries({ at: at(3), limit: 9 })).toEqual([]);
    expect(await store.dueEntries({ perHost: 1, limit: 9 })).toEqual([]);
  });

  it('tells whose images are due, until they are done', async () => {
    const change = sampleArticle('a1', 1, '港口', '渡轮');
    const articles = change.articles.map((one) => ({ ...one, imagesDueAt: at(2) }));
    await store.commit({ ...change, articles });
    const due = async (query: object = {}) =>
      (await store.dueImages({ from: at(1), at: at(3), limit: 9, ...query })).map(({ id }) => id);
    expect(await due()).toEqual(['a1']);
    expect(await due({ at: at(1) })).toEqual([]);
    expect(await due({ from: at(3) })).toEqual([]);
    expect(await due({ without: ['a1'] })).toEqual([]);
    await store.commit({ imagesDone: ['a1'] });
    expect(await due()).toEqual([]);
  });
}
