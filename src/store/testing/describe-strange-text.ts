import { randomBytes } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import type { Url } from '../../model/index.ts';
import type { Hook, Store } from '../index.ts';
import { asking } from './describe-words.ts';
import { at, capture, entry, sampleArticle, sampleSource, sampleTakedown } from './samples.ts';

/** Longer than any index takes, and not to be compressed; two of them begin alike for long. */
const noise = randomBytes(4000).toString('hex');
const long = (end = ''): Url => `https://paper.test/a?${noise}${end}` as Url;

/** Texts that an engine finds hard: of 8,000 letters, with U+0000, with half a pair of surrogates. */
const strange: readonly string[] = [long().slice(8), `${long('b').slice(8)}`, 'a\0b', 'a\ud800b'];

/** What outlets write, which nobody bounds. */
export function describeStrangeText(opened: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = opened();
  });

  const { ids } = asking(() => store);

  describeLongAddresses(opened);

  it.each(strange)('knows an article by whatever key it has', async (key) => {
    const known = { key, url: long(), articleId: 'a1' };
    await store.commit({ ...sampleArticle('a1', 1, '一', '一'), keys: [known] });
    await store.commit({ keys: [{ ...known, articleId: 'a2' }] });
    expect(await store.knownKeys(strange)).toEqual([known]);
    expect((await store.keysOf('a1')).map(({ url }) => url)).toEqual([long()]);
  });

  it('gives the keys of an article whole, however long', async () => {
    const keys = ['', 'b'].map((end) => ({ key: long(end), url: long(end), articleId: 'a1' }));
    await store.commit({ ...sampleArticle('a1', 1, '一', '一'), keys });
    const given = await store.keysOf('a1');
    expect(new Set(given.map(({ key }) => key))).toEqual(new Set([long(), long('b')]));
  });

  it.each(strange)('gives an entry back by whatever guid it has', async (guid) => {
    const told = entry(guid, 1);
    await store.commit({ sources: [sampleSource], entries: [told] });
    await store.commit({ entries: [told] });
    expect(await store.entries('s1', strange)).toEqual([told]);
    expect(await store.dueEntries({ at: at(9), limit: 9 })).toEqual([told]);
    expect(await store.entriesAfter(undefined, 9)).toEqual([told]);
    expect(await store.entriesAfter(told, 9)).toEqual([]);
  });

  it.each(strange)('refuses what was taken down by whatever key it had', async (key) => {
    const takedown = { ...sampleTakedown('a1'), keys: [key] };
    await store.commit({ takedowns: [takedown] });
    expect(await store.refusedKeys(strange)).toEqual(new Set([key]));
    expect((await store.takedownOf([key]))?.id).toBe(takedown.id);
  });

  it('finds an article by a word of 8,000 letters', async () => {
    const made = sampleArticle('a1', 1, '一', 'tide');
    const words = made.words.map((one) => ({ ...one, body: `tide ${noise}` }));
    await store.commit({ ...made, words });
    expect(await ids([{ anyOf: [{ words: [noise] }] }])).toEqual(['a1']);
    expect(await ids([{ anyOf: [{ words: ['tid'], prefix: true }] }])).toEqual(['a1']);
  });

  it('has hooks go on though their receivers answer with what no text may hold', async () => {
    const progress = { cursor: 0, failures: 1, passedOver: 0, lastError: 'a\0b \\u0000' };
    const hook: Hook = {
      ...{ id: 'h1', url: 'https://desk.test/hook' as Url, kinds: ['article'], least: 30 },
      ...{ secret: 'quay', allowPrivate: false, addedAt: at(3), progress },
    };
    await store.commit({ hooks: [hook] });
    await store.commit({ happenings: [{ kind: 'article', at: at(4), sourceId: 's1' }] });
    await store.commit({ hookProgress: [{ id: 'h1', progress: { ...progress, cursor: 1 } }] });
    expect(await store.hooks()).toMatchObject([{ progress: { ...progress, cursor: 1 } }]);
    expect(await store.happenings({ after: 0, limit: 9 })).toEqual([]);
  });
}

function describeLongAddresses(opened: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = opened();
  });

  it('finds captures by an address of 8,000 letters, and tells apart those that begin alike', async () => {
    const made = ['', 'b'].map((end) => ({
      ...{ ...capture, id: `c${end}` },
      ...{ askedUrl: long(end), finalUrl: long(end) },
    }));
    await store.commit({ captures: made });
    const [one, other] = made;
    expect(await store.captureOf(long())).toEqual(one);
    expect(await store.capturesOf([long('b')], 10)).toEqual([other]);
    expect([...(await store.imageCaptures([long()])).values()]).toEqual([one]);
    expect(await store.capturesUnder({ prefixes: [long()], limit: 10 })).toEqual(made);
    expect(await store.capturesUnder({ prefixes: [long('b')], limit: 10 })).toEqual([other]);
    const under = 'https://paper.test/';
    expect(await store.capturesUnder({ prefixes: [under], limit: 1 })).toEqual([one]);
    expect(await store.capturesUnder({ prefixes: [], urls: [long('b')], limit: 9 })).toEqual([
      other,
    ]);
  });

  it('finds a source by an address of 8,000 letters', async () => {
    await store.commit({ sources: [{ ...sampleSource, url: long() }] });
    expect(await store.sourceAt(long())).toEqual({ ...sampleSource, url: long() });
    expect(await store.sourceAt(long('b'))).toBeUndefined();
  });
}
