import type { Archive } from '../archive/index.ts';
import { type Cursor, cursorText } from './moments.ts';

type Articles = Awaited<ReturnType<Archive['articles']>>;

/** The newest articles of several sources, behind a place in their order where one is given. */
export async function newestArticles(
  archive: Archive,
  sourceIds: readonly string[],
  { after, limit }: { readonly after?: Cursor | undefined; readonly limit: number },
): Promise<Articles> {
  const place = after === undefined ? {} : { after };
  const lists: Articles[] = [];
  for (const sourceId of sourceIds) {
    lists.push(await archive.articles({ sourceId, ...place, limit }));
  }
  return lists
    .flat()
    .sort((one, other) => (cursorText.format(one) < cursorText.format(other) ? 1 : -1))
    .slice(0, limit);
}
