import type { ArticleRecord } from '../store/index.ts';
import type { Archive } from './archive.ts';

type Query = Parameters<Archive['articles']>[0];

/** The newest articles of several sources, behind a place in their order where one is given. */
export async function newestArticles(
  archive: Pick<Archive, 'articles'>,
  sourceIds: readonly string[],
  { after, ...query }: Omit<Query, 'after'> & { readonly after?: Query['after'] | undefined },
): Promise<ArticleRecord[]> {
  const place = after === undefined ? {} : { after };
  const lists: ArticleRecord[][] = [];
  for (const sourceId of sourceIds) {
    lists.push(await archive.articles({ ...query, sourceId, ...place }));
  }
  return lists.flat().sort(newestFirst).slice(0, query.limit);
}

const newestFirst = (one: ArticleRecord, other: ArticleRecord): number =>
  placeOf(one) < placeOf(other) ? 1 : -1;

const placeOf = ({ sortAt, id }: ArticleRecord): string => `${sortAt} ${id}`;
