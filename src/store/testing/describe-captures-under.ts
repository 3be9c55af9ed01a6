import { beforeEach, expect, it } from 'vitest';
import type { Url } from '../../model/index.ts';
import type { Store } from '../index.ts';
import { at, capture } from './samples.ts';

/** Captures by their addresses. */
export function describeCapturesUnder(opened: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = opened();
  });

  it('finds captures under an address, and between two moments', async () => {
    const of = (id: string, askedUrl: string, time = 1) =>
      ({ ...capture, id, askedUrl: askedUrl as Url, capturedAt: at(time) }) as const;
    const all = [
      of('c1', 'https://paper.test/a/2'),
      of('c2', 'https://paper.test/a/1', 2),
      of('c3', 'https://paper.test/a/1', 1),
      of('c4', 'https://paper.test/b'),
      { ...of('c5', 'https://paper.test/a/3'), removed: 't1' },
    ];
    await store.commit({ captures: all });
    const ids = async (query: Parameters<Store['capturesUnder']>[0]) =>
      (await store.capturesUnder(query)).map(({ id }) => id);
    const prefixes = ['https://paper.test/a/'];
    expect(await ids({ prefixes, limit: 9 })).toEqual(['c3', 'c2', 'c1']);
    expect(await ids({ prefixes, limit: 1 })).toEqual(['c3']);
    expect(await ids({ prefixes, since: at(2), limit: 9 })).toEqual(['c2']);
    expect(await ids({ prefixes, until: at(2), limit: 9 })).toEqual(['c3', 'c1']);
    expect(await ids({ prefixes: ['https://paper.test/b', ...prefixes], limit: 3 })).toEqual([
      ...['c3', 'c2', 'c1'],
    ]);
    const urls = ['https://paper.test/b' as Url];
    expect(await ids({ prefixes: [], urls, limit: 9 })).toEqual(['c4']);
    expect(await ids({ prefixes: [], limit: 9 })).toEqual([]);
  });
}
