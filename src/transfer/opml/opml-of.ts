import { formatOpml } from '../../feed/index.ts';
import type { Source } from '../../model/index.ts';

/** The feeds among these sources that are followed, as OPML 2.0 in UTF-8; the same sources give the same
 * text. */
export function opmlOf(sources: readonly Source[], title: string): string {
  const feeds = sources.filter(({ kind, state }) => kind === 'feed' && state === 'followed');
  return formatOpml({
    title,
    outlines: feeds.map(({ title: of, url, home, folder }) => ({
      ...{ title: of, xmlUrl: url },
      ...(home === undefined ? {} : { htmlUrl: home }),
      ...(folder === undefined ? {} : { folder }),
    })),
  });
}
