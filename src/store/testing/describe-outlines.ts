import { beforeEach, describe, expect, it } from 'vitest';
import type { ArticleOutline, Change, Store } from '../index.ts';
import { at, capture, sampleArticle } from './samples.ts';

/** What tells writers of pages which articles have changed. */
export function describeOutlines(opened: () => Store): void {
  let store: Store;

  const outline = async (): Promise<ArticleOutline | undefined> => (await store.outlines(1)).at(0);

  /** Which of its texts a change has altered. */
  async function alteredBy(change: Change): Promise<readonly string[]> {
    const before = await outline();
    await store.commit(change);
    const after = await outline();
    return (['line', 'beside'] as const).filter((name) => before?.[name] !== after?.[name]);
  }

  describe('articles in short', () => {
    beforeEach(async () => {
      store = opened();
      await store.commit(sampleArticle('a1', 1, '港口', '渡轮'));
    });

    it('come oldest first, some at a time, without those merged into others', async () => {
      for (const day of [4, 3, 2]) await store.commit(sampleArticle(`b${day}`, day, '灯塔', '夜'));
      const other = sampleArticle('c1', 5, '港口', '照常');
      await store.commit({ ...other, articles: other.articles.map(mergedInto('a1')) });
      const some = await store.outlines(2);
      expect(some.map(({ id }) => id)).toEqual(['a1', 'b2']);
      const [, last] = some;
      const rest = await store.outlines(9, last && { sortAt: last.sortAt, id: last.id });
      expect(rest.map(({ id }) => id)).toEqual(['b3', 'b4']);
    });

    it('change in one text with what lists tell, in the other with what is on record besides', async () => {
      const { articles, revisions } = sampleArticle('a1', 1, '港口', '渡轮');
      const told = (facts: object) => ({ articles: articles.map((one) => ({ ...one, ...facts })) });
      expect(await alteredBy(told({ title: '码头' }))).toEqual(['line']);
      expect(await alteredBy(told({ title: '码头', lastSeenAt: at(7) }))).toEqual(['beside']);
      const second = revisions.map((one) => ({ ...one, id: 'a1-2', number: 2 }));
      expect(await alteredBy({ revisions: second })).toEqual(['beside']);
      const missed = { articleId: 'a1', seenAt: at(3), kind: 'gone', status: 410, message: '' };
      expect(await alteredBy({ absences: [{ ...missed, kind: 'gone' }] })).toEqual(['beside']);
      const ended = { ...missed, kind: 'gone', endedAt: at(4) } as const;
      expect(await alteredBy({ absences: [ended] })).toEqual(['beside']);
      const [url] = articles.map((one) => one.url);
      const again = { ...capture, id: 'c9', ...(url && { askedUrl: url }) };
      expect(await alteredBy({ captures: [again] })).toEqual(['beside']);
    });

    it('stay as they are when only the next visit is another', async () => {
      const { articles } = sampleArticle('a1', 1, '港口', '渡轮');
      const later = articles.map((one) => ({ ...one, nextVisitAt: at(9) }));
      expect(await alteredBy({ articles: later })).toEqual([]);
    });

    it('change with a record that is merged into them', async () => {
      const other = sampleArticle('c1', 5, '港口', '照常');
      await store.commit(other);
      const merged = other.articles.map(mergedInto('a1'));
      expect(await alteredBy({ articles: merged })).toEqual(['beside']);
    });
  });
}

const mergedInto =
  (id: string) =>
  <Article>(article: Article) => ({ ...article, mergedInto: id });
