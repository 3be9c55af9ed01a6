import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestStore } from '../../test/house-store.ts';
import { sampleArticle, sampleSource } from '../store/testing/samples.ts';
import { type SearchQuery, type SearchResult, searchArticles, wordsOf } from './search.ts';

const now = Date.UTC(2026, 0, 20);
const folder = mkdtempSync(join(tmpdir(), 'backissue-search-'));
const store = await openTestStore({ file: join(folder, 'a.sqlite') });
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const texts = [
  ['北港渡轮停航', '因为大风，渡轮今天停航。'],
  ['港口开放', '北港的渡轮照常。'],
  ['Harbour news', 'The ferries sail again.'],
] as const;

beforeAll(async () => {
  const post = { ...sampleSource, id: 's2', title: '港湾晚报', url: 'https://post.test/feed' };
  await store.commit({ sources: [sampleSource, post as typeof sampleSource] });
  for (const [at, [title, text]] of texts.entries()) {
    const change = sampleArticle(`a${at + 1}`, at + 1, title, text);
    const sourceId = at === 1 ? 's2' : 's1';
    const language = at === 2 ? 'en' : 'zh-Hans';
    await store.commit({
      ...change,
      articles: change.articles.map((one) => ({ ...one, sourceId, language })),
      words: change.revisions.map(({ content }) => ({
        articleId: `a${at + 1}`,
        ...wordsOf({ ...content, language }),
      })),
    });
  }
});

const search = (text: string, query: Partial<SearchQuery> = {}): Promise<SearchResult> =>
  searchArticles(store, { text, ...query }, now);
const ids = async (text: string, query: Partial<SearchQuery> = {}) =>
  (await search(text, query)).hits.map(({ article }) => article.id);

describe('a search', () => {
  it('finds words in any of their forms, titles first', async () => {
    expect(await ids('渡輪')).toEqual(['a1', 'a2']);
    expect(await ids('title:渡轮')).toEqual(['a1']);
    expect(await ids('ferry OR 停航')).toEqual(['a1', 'a3']);
  });

  it('is narrowed by what is typed and by what is given, both', async () => {
    expect(await ids('渡轮 source:晚报')).toEqual(['a2']);
    expect(await ids('渡轮 -source:post.test')).toEqual(['a1']);
    expect(await ids('渡轮 source:晚报', { sourceId: 's1' })).toEqual([]);
    expect(await ids('渡轮 since:2026-01-02', { language: 'zh' })).toEqual(['a2']);
    expect(await ids('渡轮 lang:zh-Hant', { language: 'zh' })).toEqual([]);
  });

  it('that only narrows lists what it leaves, the newest first', async () => {
    expect(await ids('source:s1')).toEqual(['a3', 'a1']);
    expect(await ids('since:18d -渡轮')).toEqual(['a3']);
    expect(await ids('-渡轮')).toEqual([]);
    expect(await ids('')).toEqual([]);
  });

  it('tells what narrows it, and the names that no source has', async () => {
    const { narrowed, unknownSources } = await search('渡轮 lang:zh source:times');
    expect(narrowed).toEqual([
      { text: 'lang:zh', without: '渡轮 source:times' },
      { text: 'source:times', without: '渡轮 lang:zh' },
    ]);
    expect(unknownSources).toEqual(['times']);
  });
});

describe('a search that finds nothing', () => {
  const suggested = async (text: string) =>
    (await search(text)).suggestions.map(({ kind, text, total }) => [kind, text, total]);

  it('suggests the same with one piece less', async () => {
    expect(await suggested('渡轮 source:times')).toEqual([['without', '渡轮', 2]]);
    expect(await suggested('渡轮 ferries')).toEqual([
      ['without', 'ferries', 1],
      ['without', '渡轮', 2],
    ]);
  });

  it('suggests words as the archive spells them', async () => {
    expect(await suggested('habrour')).toEqual([['spelling', 'harbour', 1]]);
    expect(await suggested('sail harb')).toEqual([
      ['spelling', 'sail harb*', 1],
      ['without', 'sail', 1],
    ]);
  });

  it('suggests words apart instead of in a row', async () => {
    expect(await suggested('"again ferries"')).toEqual([['parted', 'again ferries', 1]]);
    expect(await suggested('北港开放')).toEqual([['parted', '北港 开放', 1]]);
  });

  it('suggests nothing where nothing helps', async () => {
    expect(await suggested('zzzz')).toEqual([]);
    expect((await search('渡轮')).suggestions).toEqual([]);
  });
});

it('whole words come before characters that are neighbours by accident, newer ones too', async () => {
  const own = await openTestStore({ file: join(folder, 'whole.sqlite') });
  for (const [at, title] of ['中国会议', '美国国会', '发展中国家', '访问中国'].entries()) {
    const change = sampleArticle(`w${at}`, 19 - at, title, '今天的消息。');
    const words = change.revisions.map(({ article, content }) => ({
      articleId: article,
      ...wordsOf(content),
    }));
    await own.commit({ ...change, words });
  }
  const found = async (text: string) =>
    (await searchArticles(own, { text }, now)).hits.map(({ article }) => article.title);
  expect(await found('国会')).toEqual(['美国国会', '中国会议']);
  expect(await found('國家')).toEqual(['发展中国家']);
  expect(await found('中国')).toEqual(['中国会议', '访问中国', '发展中国家']);
  await own.close();
});

/** Titles in the order in which they are found; each article is a day older than the one before. */
async function ordered(
  texts: readonly (readonly [title: string, text: string])[],
  query: string,
): Promise<readonly string[]> {
  const file = join(folder, `${query}-${texts.length}.sqlite`);
  const own = await openTestStore({ file });
  for (const [at, [title, text]] of texts.entries()) {
    const change = sampleArticle(`w${at}`, 19 - at, title, text);
    const words = change.revisions.map(({ article, content }) => ({
      articleId: article,
      ...wordsOf(content),
    }));
    await own.commit({ ...change, words });
  }
  const { hits } = await searchArticles(own, { text: query }, now);
  await own.close();
  return hits.map(({ article }) => article.title);
}

describe('a search for much of which nothing has all', () => {
  const found = async (text: string) => {
    const { most, total, hits } = await search(text);
    return { most, total, ids: hits.map(({ article }) => article.id) };
  };

  it('finds what has most of it, and says so', async () => {
    expect(await found('因为狂风，渡轮今天停航')).toEqual({ most: true, total: 1, ids: ['a1'] });
    expect(await found('the small ferries soon sail again, Harbour news')).toMatchObject({
      most: true,
      ids: ['a3'],
    });
    expect(await found('因为大风，渡轮今天停航')).toMatchObject({ most: undefined, ids: ['a1'] });
  });

  it('marks the longest run of it', async () => {
    const { hits } = await search('因为狂风，渡轮今天停航了');
    expect(hits[0]?.snippet).toBe('因为大风，<mark>渡轮今天停航</mark>。');
  });

  it('holds to fields, to what is excluded, and to what is all in quotes', async () => {
    expect((await found('因为狂风，渡轮今天停航 source:s1')).ids).toEqual(['a1']);
    expect((await found('因为狂风，渡轮今天停航 source:晚报')).ids).toEqual([]);
    expect((await found('因为狂风，渡轮今天停航 -北港')).ids).toEqual([]);
    expect((await found('因为狂风，渡轮今天停航 title:开放')).ids).toEqual([]);
    expect((await found('"因为狂风，渡轮今天停航"')).ids).toEqual([]);
    expect((await found('渡轮今天停班')).most).toBe(true);
    expect((await found('渡轮开航')).ids).toEqual([]);
  });
});

describe('what fits best comes first', () => {
  it('a title that is nothing but what was asked before longer ones, though they are newer', async () => {
    const texts = [
      ['渡轮停航的那一天，我们在码头上', '渡轮停航。'],
      ['渡轮停航', '渡轮停航。'],
    ] as const;
    expect(await ordered(texts, '渡轮停航')).toEqual(['渡轮停航', texts[0][0]]);
  });

  it('words that were typed apart before others where they stand in a row', async () => {
    const texts = [
      ['一', 'Images of the port, by Getty. Getty has images.'],
      ['二', 'A ship. (Ann Ho via Getty Images)'],
    ] as const;
    expect(await ordered(texts, 'Getty Images')).toEqual(['二', '一']);
  });

  it('what says it often before what says it once, though that is newer', async () => {
    const texts = [
      ['一', `${'今天的消息。'.repeat(30)}渡轮停航。`],
      ['二', `${'今天的消息。'.repeat(30)}渡轮停航。渡轮满员。渡轮照常。`],
      ['三', '什么也没有。'],
    ] as const;
    expect(await ordered(texts, '渡轮')).toEqual(['二', '一']);
  });
});
