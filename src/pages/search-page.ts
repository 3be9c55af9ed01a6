import { renderSnippet } from './article-body.ts';
import { articleItem, sameTextLine } from './article-line.ts';
import type { PageContext } from './context.ts';
import { feedsInLine } from './feeds/feed-links.ts';
import { languageAttributes } from './language.ts';
import { type Desk, deskOf, documentOf, searchForm } from './layout.ts';
import type { ArticleLine } from './line-views.ts';
import { type Markup, markup, type Piece, trusted } from './markup.ts';
import { provenForm } from './proven-form.ts';
import { narrowing } from './search-narrowing.ts';
import type { SearchHit, SearchView } from './search-views.ts';

/** The search form, what was found, and the ways to narrow it. */
export function searchPage(context: PageContext, view: SearchView): string {
  const desk = deskOf(context);
  const { say } = desk;
  const asked = view.query.trim() !== '';
  // A book has what holds all that was asked for.
  const hasAll = view.hits.length > 0 && view.most !== true;
  return documentOf(desk, {
    kind: 'search',
    title: asked ? markup`${view.query} · ${say('search')}` : say('search'),
    ...(asked && { feed: { of: 'search', query: view.query } as const }),
    main: markup`<header class="page-head">
<h1>${say('search')}</h1>
${context.searchable !== false && searchForm(desk, view.query)}
${context.links.saved !== undefined && markup`<p class="hint"><a href="${context.links.saved()}">${say('savedSearches')}</a></p>`}
${asked ? outcome(desk, view) : hints(desk)}
</header>
${asked && narrowing(desk, view)}
${view.hits.length > 0 && markup`<ul class="items index">${view.hits.map((hit) => hitOf(desk, hit))}</ul>`}
${pagesOf(desk, view)}
${asked && saveForm(desk, view)}
${asked && feedsInLine(desk, { of: 'search', query: view.query }, hasAll)}`,
  });
}

/** UTF-16 units of a name, most: as the archive takes it. A character is two of them at most. */
const longestName = 100;

/** Saves what is asked for under a name, for all. */
function saveForm({ links, say }: Desk, { query, save }: SearchView): Piece {
  if (save === undefined || links.saved === undefined) return false;
  const name = [...query.trim()].slice(0, longestName / 2).join('');
  const fields = markup`<input type="hidden" name="query" value="${query}">
<p><label for="save-name">${say('saveAs')}</label>
<input id="save-name" name="name" value="${name}" required maxlength="${longestName}" autocomplete="off"></p>
<p class="hint">${say('saveHint')}</p>
<p><button type="submit">${say('saveSearch')}</button></p>`;
  return markup`<details class="save"><summary>${say('saveSearch')}</summary>
${provenForm(links.saved(), save, fields)}</details>`;
}

const hints = ({ say }: Desk): Markup => markup`<p class="hint">${say('searchHint')}</p>
<p class="hint">${say('searchFields')}</p>`;

function outcome(desk: Desk, view: SearchView): Markup {
  const { say } = desk;
  const { query, total, more = false, most = false, unindexed = 0, unknownSources = [] } = view;
  const found = total === 0 ? say('noResults', { query }) : undefined;
  const counted = say(more ? 'moreResults' : 'results', { n: total, query });
  return markup`<p class="outcome" role="status">${found ?? counted}</p>
${most && markup`<p class="hint">${say('mostOfIt')}</p>`}
${unindexed > 0 && markup`<p class="hint incomplete">${say('unindexed', { n: unindexed })}</p>`}
${unknownSources.map((name) => markup`<p class="hint">${say('unknownSource', { name })}</p>`)}
${suggested(desk, view)}
${total === 0 && hints(desk)}`;
}

function suggested({ say }: Desk, { suggestions = [] }: SearchView): Piece {
  if (suggestions.length === 0) return false;
  const lines = suggestions.map(
    ({ name, articles, href }) =>
      markup`<li><a href="${href}" lang="">${name}</a> <span>${say('suggested', { n: articles })}</span></li>`,
  );
  return markup`<nav class="suggested" aria-label="${say('tryInstead')}"><p class="label">${say('tryInstead')}</p><ul>${lines}</ul></nav>`;
}

function hitOf(desk: Desk, { line, snippetHtml, removed = [], same = [] }: SearchHit): Markup {
  const snippet = trusted(renderSnippet(snippetHtml));
  return articleItem(desk, line, {
    level: 2,
    withOutlet: true,
    snippet,
    behind: removed.map((one) => removedOf(desk, line, one)),
    beneath: sameTexts(desk, same),
  });
}

/** Copies folded beneath a hit; a browser opens them without a script. */
function sameTexts(desk: Desk, same: readonly ArticleLine[]): Piece {
  if (same.length === 0) return false;
  return markup`<details class="same"><summary>${desk.say('sameFound', { n: same.length })}</summary>
<ul>${same.map((line) => markup`<li>${sameTextLine(desk, line)}</li>`)}</ul></details>`;
}

/** A passage that was taken away, with the way to what changed then. */
function removedOf(
  { dates, links, say }: Desk,
  { id, language }: ArticleLine,
  { snippetHtml, from, to, goneAt }: NonNullable<SearchHit['removed']>[number],
): Markup {
  const href = links.difference?.(id, from, to) ?? links.article(id, from);
  const passage = markup`<p class="lead removed"${languageAttributes(language)}>${trusted(renderSnippet(snippetHtml))}</p>`;
  return markup`${snippetHtml !== '' && passage}
<p class="meta"><a href="${href}">${say('removedThen', { from, to, time: dates.moment(goneAt) })}</a></p>`;
}

function pagesOf({ say }: Desk, { first, next }: SearchView): Piece {
  if (first === undefined && next === undefined) return false;
  return markup`<nav class="pager" aria-label="${say('pages')}">
${first !== undefined && markup`<a class="newer" href="${first}">${say('firstPage')}</a>`}
${next !== undefined && markup`<a class="older" href="${next}" rel="next">${say('nextPage')}</a>`}
</nav>`;
}
