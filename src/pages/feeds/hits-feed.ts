import { renderSnippet } from '../article-body.ts';
import type { PageContext } from '../context.ts';
import { deskOf } from '../layout.ts';
import type { SavedSearchHit, SavedSearchView } from '../search-views.ts';
import type { Feed, FeedItem, FeedPlace } from './feed-view.ts';
import { newestOf } from './newest-of.ts';

/** The newest hits of a saved search as a feed, an entry a hit. An entry's id is made of those of the
 * search and the article, so that no reader of feeds shows one twice. */
export function hitsFeed(
  context: PageContext,
  search: Pick<SavedSearchView, 'id' | 'name' | 'savedAt' | 'hits'>,
  place: FeedPlace,
): Feed {
  const { links, say } = deskOf(context);
  const itemOf = (hit: SavedSearchHit): FeedItem => {
    const { line, snippetHtml } = hit;
    return {
      id: `urn:backissue:hit:${search.id}:${line.id}`,
      title: line.title.trim() === '' ? say('untitled') : line.title,
      href: place.absolute(links.article(line.id)),
      authors: [],
      language: line.language,
      outlet: { title: line.sourceTitle },
      publishedAt: line.publishedAt ?? line.firstSeenAt,
      updatedAt: momentOf(hit),
      html: `<p>${renderSnippet(snippetHtml)}</p>`,
      tags: [],
    };
  };
  return {
    title: `${search.name} · ${context.archiveTitle}`,
    language: context.locale,
    self: place.self,
    page: place.page,
    updatedAt: newestOf([search.savedAt, ...search.hits.map(momentOf)]) ?? search.savedAt,
    items: search.hits.map(itemOf),
  };
}

const momentOf = ({ foundAt, line }: SavedSearchHit) =>
  foundAt ?? line.publishedAt ?? line.firstSeenAt;
