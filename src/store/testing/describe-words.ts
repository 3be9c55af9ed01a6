import { beforeEach, describe, expect, it } from 'vitest';
import type { Clause, Phrase, Store, WordQuery } from '../index.ts';
import { at, sampleArticle, sampleSource } from './samples.ts';

const row = (...words: string[]): Clause => ({ anyOf: [{ words }] });
const not = (...words: string[]): Clause => ({ anyOf: [{ words }], exclude: true });

/** Finding articles by their words. */
export function describeWords(opened: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = opened();
  });
  const { find, ids } = asking(() => store);

  describe('words', () => {
    it('are found in a row, title first, with exclusions and filters', async () => {
      await store.commit(sampleArticle('a1', 1, '港口开放', '渡轮照常'));
      await store.commit(sampleArticle('a2', 2, '天气', '港口今天有雨 Harbour closed'));
      await store.commit(sampleArticle('a3', 3, '口港', '无'));
      expect(await ids([row('港', '口')])).toEqual(['a1', 'a2']);
      expect(await ids([row('港', '口'), not('雨')])).toEqual(['a1']);
      expect(await ids([{ anyOf: [{ words: ['harb'], prefix: true }] }])).toEqual(['a2']);
      expect(await ids([row('harb')])).toEqual([]);
      expect((await find([row('港')], { since: at(3) })).total).toBe(1);
      expect(await ids([not('雨')])).toEqual([]);
    });

    it('are found in any of several ways, by tokens besides, and in one field alone', async () => {
      const one = sampleArticle('a1', 1, 'Harbours', 'closed');
      await store.commit({ ...one, words: one.words.map((w) => ({ ...w, also: ['en:harbour'] })) });
      await store.commit(sampleArticle('a2', 2, '软件', '林 港口'));
      const any = (...anyOf: Phrase[]): Clause[] => [{ anyOf }];
      expect(await ids(any({ words: ['harbour'] }, { also: 'en:harbour' }))).toEqual(['a1']);
      expect(await ids(any({ words: ['港', '口'] }, { words: ['harbours'] }))).toHaveLength(2);
      expect(await ids(any({ words: ['港', '口'], field: 'title' }))).toEqual([]);
      expect(await ids(any({ words: ['软', '件'], field: 'title' }))).toEqual(['a2']);
      expect(await ids(any({ words: ['林', '一'], field: 'author' }))).toHaveLength(2);
      expect(await ids(any({ words: ['港'], field: 'author' }))).toEqual([]);
      expect(await ids(any({ words: ['en'] }))).toEqual([]);
    });

    it('of a revision take the place of those before', async () => {
      await store.commit(sampleArticle('a1', 1, '港口', '开放'));
      await store.commit(sampleArticle('a1', 1, '港口', '关闭'));
      expect(await ids([row('开', '放')])).toEqual([]);
      expect(await ids([row('关', '闭')])).toEqual(['a1']);
      expect(await store.withoutWords(9)).toEqual([]);
    });

    it('are known by what they are almost spelled as', async () => {
      await store.commit(sampleArticle('a1', 1, 'Harbour', 'harbors haven elections'));
      expect(await store.similarWords('habrour', 3)).toEqual(['harbour']);
      expect(await store.similarWords('harbor', 3)).toEqual(['harbors', 'harbour']);
      expect(await store.similarWords('elektionss', 3)).toEqual(['elections']);
      expect(await store.similarWords('haven', 3)).toEqual([]);
      expect(await store.similarWords('zebra', 3)).toEqual([]);
    });

    it('are missed where an article has none', async () => {
      const { words: _, ...bare } = sampleArticle('a1', 1, '港口', '开放');
      await store.commit(bare);
      await store.commit(sampleArticle('a2', 2, '港口', '开放'));
      expect((await store.withoutWords(9)).map(({ id }) => id)).toEqual(['a1']);
      expect(await find([row('港', '口')])).toMatchObject({ total: 1, unindexed: 1 });
      await store.commit(sampleArticle('a1', 1, '港口', '开放'));
      expect((await find([row('港', '口')])).unindexed).toBeUndefined();
    });
  });

  describeFoundWords(opened);
}

/** Asks the store of now. */
export function asking(store: () => Store) {
  const find = (clauses: readonly Clause[], query: Partial<WordQuery> = {}) =>
    store().findWords({ clauses, limit: 9, ...query });
  const ids = async (clauses: readonly Clause[], query: Partial<WordQuery> = {}) =>
    (await find(clauses, query)).hits.map((hit) => hit.article.id);
  return { find, ids };
}

/** Narrowing what is found, and going through it. */
function describeFoundWords(opened: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = opened();
  });
  const { find, ids } = asking(() => store);

  describe('what is found', () => {
    it('is narrowed by source, language, time, edits and absence', async () => {
      await store.commit({ sources: [sampleSource] });
      const facts = [
        { sourceId: 's2' },
        { language: 'en' },
        { goneSince: at(9) },
        { revisions: 2 },
      ] as const;
      for (const [before, own] of facts.entries()) {
        const change = sampleArticle(`a${before + 1}`, before + 1, '港口', '开放');
        const articles = change.articles.map((one) => ({ ...one, language: 'zh-Hant', ...own }));
        await store.commit({ ...change, articles });
      }
      const port = [row('港', '口')];
      expect(await ids(port, { sort: 'date' })).toEqual(['a4', 'a3', 'a2', 'a1']);
      expect(await ids(port, { sourceIds: ['s2', 's9'] })).toEqual(['a1']);
      expect(await ids(port, { languages: ['en'] })).toEqual(['a2']);
      expect(await ids(port, { languages: ['zh'], sort: 'date' })).toEqual(['a4', 'a3', 'a1']);
      expect(await ids(port, { since: at(2), until: at(4), sort: 'date' })).toEqual(['a3', 'a2']);
      expect(await ids(port, { gone: true })).toEqual(['a3']);
      expect(await ids(port, { edited: true })).toEqual(['a4']);
      expect(await ids(port, { gone: false, edited: false })).toHaveLength(2);
      expect(await ids(port, { exceptSourceIds: ['s1'] })).toEqual(['a1']);
      expect(await ids(port, { exceptLanguages: ['zh', 'fr'] })).toEqual(['a2']);
      expect(await ids(port, { languages: ['en', 'fr'], sourceIds: [] })).toEqual([]);
      expect(await ids([], { sort: 'date', gone: false, anyWords: true })).toEqual([
        'a4',
        'a2',
        'a1',
      ]);
      expect(await ids([not('港', '口')], { anyWords: true })).toEqual([]);
      expect(await ids([not('雨')], { anyWords: true, sort: 'date' })).toHaveLength(4);
      expect((await find(port, { facets: true })).facets).toEqual({
        months: [{ month: '2026-01', articles: 4 }],
        sources: [
          { sourceId: 's1', articles: 3 },
          { sourceId: 's2', articles: 1 },
        ],
        languages: [
          { language: 'zh-Hant', articles: 3 },
          { language: 'en', articles: 1 },
        ],
      });
    });

    it('goes on behind a page without gap or double while articles come in', async () => {
      for (const day of [1, 2, 3, 4, 5]) {
        await store.commit(sampleArticle(`a${day}`, day, '港口', '开放'));
      }
      for (const sort of ['date', 'relevance'] as const) {
        const first = await find([row('港', '口')], { sort, limit: 3 });
        await store.commit(sampleArticle(`b-${sort}`, 9, '港口', '开放'));
        const rest = await find([row('港', '口')], { sort, limit: 3, after: first.next ?? '' });
        const seen = [...first.hits, ...rest.hits].map((hit) => hit.article.id);
        expect(new Set(seen).size).toBe(seen.length);
        expect(seen.filter((id) => id.startsWith('a'))).toHaveLength(5);
        expect(rest.next).toBeUndefined();
      }
    });
  });
}
