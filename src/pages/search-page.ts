import { renderSnippet } from './article-body.ts';
import { articleItem } from './article-line.ts';
import type { PageContext } from './context.ts';
import { type Desk, deskOf, documentOf, pager, searchForm } from './layout.ts';
import { type Markup, markup, trusted } from './markup.ts';
import type { SearchHit, SearchView } from './views.ts';

/** The search form and what was found. */
export function searchPage(context: PageContext, view: SearchView): string {
  const desk = deskOf(context);
  const { say } = desk;
  const asked = view.query.trim() !== '';
  return documentOf(desk, {
    kind: 'search',
    title: asked ? markup`${view.query} · ${say('search')}` : say('search'),
    main: markup`<header class="page-head">
<h1>${say('search')}</h1>
${context.searchable !== false && searchForm(desk, view.query)}
${asked ? outcome(desk, view) : markup`<p class="hint">${say('searchHint')}</p>`}
</header>
${view.hits.length > 0 && markup`<ul class="items index">${view.hits.map((hit) => hitOf(desk, hit))}</ul>`}
${pager(desk, view)}`,
  });
}

function outcome({ say }: Desk, { query, total }: SearchView): Markup {
  if (total === 0) {
    return markup`<p class="outcome" role="status">${say('noResults', { query })}</p>
<p class="hint">${say('searchHint')}</p>`;
  }
  return markup`<p class="outcome" role="status">${say('results', { n: total, query })}</p>`;
}

function hitOf(desk: Desk, { line, snippetHtml }: SearchHit): Markup {
  const snippet = trusted(renderSnippet(snippetHtml));
  return articleItem(desk, line, { level: 2, withOutlet: true, snippet });
}
