import type { PageContext } from './context.ts';
import { deskOf, documentOf, searchForm } from './layout.ts';
import { markup } from './markup.ts';
import { messageTables } from './messages.ts';

/**
 * The search page of a static site. `script` fills it, from what `index`, which
 * is loaded beside it, hands it: the words it says are attributes of the list, for
 * it writes text alone.
 */
export function siteSearchPage(
  context: PageContext,
  { script, index }: { readonly script: string; readonly index: string },
): string {
  const desk = deskOf(context);
  const { say } = desk;
  const words = messageTables[context.locale];
  return documentOf(desk, {
    kind: 'search',
    title: say('search'),
    script,
    main: markup`<header class="page-head">
<h1>${say('search')}</h1>
${searchForm(desk, '')}
<p class="hint">${say('siteSearchHint')}</p>
<noscript><p class="notice">${say('siteSearchScript')}</p></noscript>
<p class="outcome" role="status" id="outcome"></p>
</header>
<ol class="items index" id="hits" data-searching="${words.siteSearching}" data-one="${words.siteFound.one ?? words.siteFound.other}" data-other="${words.siteFound.other}" data-nothing="${words.siteNothing}" data-broken="${words.siteBroken}" data-more="${words.siteMore}" data-untitled="${words.untitled}" data-zone="${context.timeZone}"></ol>
<script src="${index}" defer></script>`,
  });
}
