import { beforeEach, describe, expect, it } from 'vitest';
import type { Takedown, Url } from '../../model/index.ts';
import type { Store, WordQuery } from '../index.ts';
import { at, sampleArticle } from './samples.ts';

/** A sketch whose stretches of four bytes hold these numbers; the last byte says of which text it is. */
export function sampleSketch(stretches: readonly number[], text: number): Uint8Array {
  const sketch = new Uint8Array(65);
  const view = new DataView(sketch.buffer);
  for (let at = 0; at < 16; at += 1) view.setUint32(4 * at, stretches[at] ?? 2 ** 31 + text);
  sketch[64] = text;
  return sketch;
}

const isSame: WordQuery['isSame'] = (one, other) => one[64] === other[64];

/** The same text elsewhere. */
export function describeSketches(opened: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = opened();
  });
  const commit = async (id: string, day: number, sketch?: Uint8Array) => {
    const change = sampleArticle(id, day, '港口', '开放');
    const words = change.words.map((one) => ({ ...one, ...(sketch && { sketch }) }));
    await store.commit({ ...change, words });
  };
  const near = async (sketch: Uint8Array) =>
    (await store.near(sketch)).map(({ article }) => article.id);

  describe('sketches', () => {
    it('are near where any of the first sixteen stretches is equal, and no other', async () => {
      await commit('a1', 1, sampleSketch([1, 2, 3], 1));
      await commit('a2', 2, sampleSketch([9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 4], 2));
      await commit('a3', 3, sampleSketch([2, 1], 3));
      await commit('a4', 4, new Uint8Array(0));
      expect(await near(sampleSketch([8, 2], 8))).toEqual(['a1']);
      expect(await near(sampleSketch([1, 1], 8))).toEqual(['a3', 'a1']);
      expect(await near(sampleSketch([7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 4], 8))).toEqual(
        ['a2'],
      );
      expect(await near(new Uint8Array(0))).toEqual([]);
      expect([...((await store.sketch('a1')) ?? [])]).toEqual([...sampleSketch([1, 2, 3], 1)]);
      expect(await store.sketch('a9')).toBeUndefined();
    });

    it('of a revision take the place of those before', async () => {
      await commit('a1', 1, sampleSketch([1], 1));
      await commit('a1', 1, sampleSketch([2], 2));
      expect(await near(sampleSketch([1], 1))).toEqual([]);
      expect(await near(sampleSketch([2], 9))).toEqual(['a1']);
    });

    it('are missed where an article has none, and written by themselves', async () => {
      await commit('a1', 1);
      await commit('a2', 2, new Uint8Array(0));
      await commit('a3', 3);
      expect((await store.withoutSketch(9)).map(({ id }) => id)).toEqual(['a3', 'a1']);
      await store.commit({ sketches: [{ articleId: 'a1', sketch: sampleSketch([1], 1) }] });
      expect((await store.withoutSketch(9)).map(({ id }) => id)).toEqual(['a3']);
      expect(await near(sampleSketch([1], 1))).toEqual(['a1']);
    });

    it('go with an article that is merged or taken down', async () => {
      for (const [day, id] of ['a1', 'a2', 'a3'].entries()) {
        await commit(id, day + 1, sampleSketch([1], 1));
      }
      const [article] = sampleArticle('a2', 2, '港口', '开放').articles;
      await store.commit({ articles: article ? [{ ...article, mergedInto: 'a1' }] : [] });
      expect(await near(sampleSketch([1], 1))).toEqual(['a3', 'a1']);
      await store.commit({ takedowns: [takedown], erased: [takedown] });
      expect(await near(sampleSketch([1], 1))).toEqual(['a1']);
      expect(await store.sketch('a3')).toBeUndefined();
    });
  });

  describeFolded(opened, commit);
}

function describeFolded(
  opened: () => Store,
  commit: (id: string, day: number, sketch?: Uint8Array) => Promise<void>,
): void {
  const find = (query: Partial<WordQuery> = {}) =>
    opened().findWords({
      clauses: [{ anyOf: [{ words: ['港', '口'] }] }],
      sort: 'date',
      limit: 9,
      ...(isSame && { isSame }),
      ...query,
    });
  const told = async (query: Partial<WordQuery> = {}) =>
    (await find(query)).hits.map(({ article, same = [] }) =>
      [article.id, ...same.map(({ id }) => id)].join(' '),
    );

  describe('articles found that are the same text', () => {
    beforeEach(async () => {
      await commit('a1', 1, sampleSketch([1], 1));
      await commit('b1', 2, sampleSketch([5], 2));
      await commit('a2', 3, sampleSketch([1, 7], 1));
      await commit('c1', 4, new Uint8Array(0));
      await commit('c2', 5);
      await commit('a3', 6, sampleSketch([6, 7], 1));
      // As near as a1, but another text.
      await commit('d1', 7, sampleSketch([1], 3));
    });

    it('come with the first of them, also through one that both are near to', async () => {
      expect(await told()).toEqual(['d1', 'a3 a2 a1', 'c2', 'c1', 'b1']);
      expect((await find()).total).toBe(7);
      expect(await told({ isSame: () => false })).toEqual([
        'd1',
        'a3',
        'c2',
        'c1',
        'a2',
        'b1',
        'a1',
      ]);
    });

    it('are only those that pass the filters', async () => {
      expect(await told({ until: at(6) })).toEqual(['c2', 'c1', 'a2 a1', 'b1']);
    });

    it('are told once however small the pages, while copies come', async () => {
      const hits: string[] = [];
      let after: string | undefined;
      do {
        const page = await find({ limit: 1, ...(after !== undefined && { after }) });
        expect([page.total, page.hits.length]).toEqual([7, 1]);
        hits.push(...page.hits.map(({ article }) => article.id));
        after = page.next;
        await commit(`e${hits.length}`, 8, sampleSketch([1], 1));
      } while (after !== undefined);
      expect(hits).toEqual(['d1', 'a3', 'c2', 'c1', 'b1']);
    });
  });
}

const takedown: Takedown = {
  id: 't1',
  articles: ['a3'],
  url: 'https://paper.test/a3' as Url,
  reason: 'court',
  at: at(9),
  state: 'erased',
  keys: ['paper.test/a3'],
  removal: { captures: [], cut: [], revisions: [], left: [], moved: [] },
};
