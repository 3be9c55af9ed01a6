import type { FeedFormat, FeedOf } from '../pages/index.ts';

/** The path of a feed. */
export function feedPath(of: FeedOf, format: FeedFormat): string {
  switch (of.of) {
    case 'all':
      return `/feed.${format}`;
    case 'outlet':
      return `/outlet/${encodeURIComponent(of.id)}/feed.${format}`;
    case 'folder':
      return `/folder.${format}?${new URLSearchParams({ name: of.folder.toWellFormed() })}`;
    case 'search':
      return `/search.${format}?${new URLSearchParams({ q: of.query.toWellFormed() })}`;
    case 'saved':
      return `/saved/${encodeURIComponent(of.id)}/hits.${format}`;
    case 'edits':
      return of.outlet === undefined
        ? `/edits.${format}`
        : `/outlet/${encodeURIComponent(of.outlet)}/edits.${format}`;
  }
}
