import type { Archive } from '../archive/index.ts';
import { cursorText } from './moments.ts';

type Articles = Awaited<ReturnType<Archive['articles']>>;
type Query = Parameters<Archive['articles']>[0];

/** The newest articles of several sources, behind a place in their order where one is given. */
export async function newestArticles(
  archive: Archive,
  sourceIds: readonly string[],
  { after, ...query }: Omit<Query, 'after'> & { readonly after?: Query['after'] | undefined },
): Promise<Articles> {
  const place = after === undefined ? {} : { after };
  const lists: Articles[] = [];
  for (const sourceId of sourceIds) {
    lists.push(await archive.articles({ ...query, sourceId, ...place }));
  }
  return lists
    .flat()
    .sort((one, other) => (cursorText.format(one) < cursorText.format(other) ? 1 : -1))
    .slice(0, query.limit);
}
