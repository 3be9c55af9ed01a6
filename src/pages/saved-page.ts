import { renderSnippet } from './article-body.ts';
import { articleItem } from './article-line.ts';
import type { PageContext } from './context.ts';
import { feedsInLine } from './feeds/feed-links.ts';
import { type Desk, deskOf, documentOf } from './layout.ts';
import { type Markup, markup, type Piece, trusted } from './markup.ts';
import { provenForm } from './proven-form.ts';
import type { SavedSearchHit, SavedSearchView } from './search-views.ts';

/** All saved searches, each with its newest hits. */
export function savedPage(context: PageContext, searches: readonly SavedSearchView[]): string {
  const desk = deskOf(context);
  const { say } = desk;
  return documentOf(desk, {
    kind: 'search',
    title: say('savedSearches'),
    main: markup`<header class="page-head">
<h1>${say('savedSearches')}</h1>
${searches.length === 0 && markup`<p class="nothing">${say('noneSaved')}</p>`}
</header>
${searches.map(
  (one) => markup`<section class="saved">
<h2><a href="${one.href}"><bdi lang="">${one.name}</bdi></a></h2>
${aboutOf(desk, one)}
${hitsOf(desk, one.hits, 3)}
</section>`,
)}`,
  });
}

/** One saved search with its newest hits. */
export function savedSearchPage(context: PageContext, search: SavedSearchView): string {
  const desk = deskOf(context);
  const name = markup`<bdi lang="">${search.name}</bdi>`;
  return documentOf(desk, {
    kind: 'search',
    title: search.name,
    feed: { of: 'saved', id: search.id },
    main: markup`<header class="page-head">
<h1>${name}</h1>
${aboutOf(desk, search)}
${lookForm(desk, search)}
</header>
${hitsOf(desk, search.hits, 2)}`,
  });
}

const aboutOf = (desk: Desk, { id, query, fresh, searchHref }: SavedSearchView): Markup =>
  markup`<p class="hint"><a href="${searchHref}" lang="">${query}</a> · ${desk.say('newHits', { n: fresh })}</p>
${feedsInLine(desk, { of: 'saved', id })}`;

/** Says that all that is new is seen. */
function lookForm({ say }: Desk, { fresh, look }: SavedSearchView): Piece {
  if (look === undefined || fresh === 0) return false;
  const fields = markup`<input type="hidden" name="mark" value="${look.mark}">
<p><button type="submit">${say('markSeen')}</button></p>`;
  return provenForm(look.action, look, fields);
}

function hitsOf(desk: Desk, hits: readonly SavedSearchHit[], level: 2 | 3): Markup {
  if (hits.length === 0) return markup`<p class="nothing">${desk.say('noHitsYet')}</p>`;
  return markup`<ul class="items index">${hits.map((hit) => hitOf(desk, hit, level))}</ul>`;
}

function hitOf(desk: Desk, hit: SavedSearchHit, level: 2 | 3): Markup {
  const { dates, say } = desk;
  const { line, snippetHtml, foundAt, isNew } = hit;
  const snippet = trusted(renderSnippet(snippetHtml));
  const beneath =
    foundAt !== undefined &&
    markup`<p class="meta found">${isNew && markup`<strong>${say('isNew')}</strong> `}${say('foundOn', { time: dates.moment(foundAt) })}</p>`;
  return articleItem(desk, line, { level, withOutlet: true, snippet, beneath });
}
