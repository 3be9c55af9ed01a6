import { renderSnippet } from './article-body.ts';
import type { PageContext } from './context.ts';
import type { FeedPlace } from './feeds/feed-view.ts';
import { type Desk, deskOf } from './layout.ts';
import { type Markup, markup, written } from './markup.ts';
import type { SavedSearchHit, SavedSearchView } from './search-views.ts';

/** The newest hits of a saved search as an Atom feed (RFC 4287), an entry a hit. An entry's id is made of
 * those of the search and the article, so that no reader of feeds shows one twice. */
export function savedFeed(
  context: PageContext,
  search: Pick<SavedSearchView, 'id' | 'name' | 'savedAt' | 'hits'>,
  place: FeedPlace,
): string {
  const desk = deskOf(context);
  const updated = search.hits.reduce(
    (latest, hit) => (momentOf(hit) > latest ? momentOf(hit) : latest),
    search.savedAt,
  );
  return written(markup`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${context.locale}">
<id>${place.self}</id>
<title>${search.name} · ${context.archiveTitle}</title>
<link rel="self" type="application/atom+xml" href="${place.self}"/>
<link rel="alternate" type="text/html" href="${place.page}"/>
<updated>${updated}</updated>
<generator>Backissue</generator>
${search.hits.map((hit) => entryOf(desk, search.id, hit, place))}
</feed>
`);
}

const momentOf = ({ foundAt, line }: SavedSearchHit) =>
  foundAt ?? line.publishedAt ?? line.firstSeenAt;

function entryOf(desk: Desk, searchId: string, hit: SavedSearchHit, place: FeedPlace): Markup {
  const { line, snippetHtml } = hit;
  const title = line.title.trim() === '' ? desk.say('untitled') : line.title;
  return markup`<entry>
<id>urn:backissue:hit:${searchId}:${line.id}</id>
<title>${title}</title>
<link rel="alternate" type="text/html" href="${place.absolute(desk.links.article(line.id))}"/>
<updated>${momentOf(hit)}</updated>
<author><name>${line.sourceTitle}</name></author>
<content type="html">${`<p>${renderSnippet(snippetHtml)}</p>`}</content>
</entry>
`;
}
