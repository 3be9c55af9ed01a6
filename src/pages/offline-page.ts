import type { PageContext } from './context.ts';
import { deskOf, documentOf } from './layout.ts';
import { markup, trusted } from './markup.ts';

/** What the service worker shows where the archive is not reached: it puts the kept articles into the
 * list, and the notice, with the moment of the copy, above the text of one. */
export function offlinePage(context: PageContext): string {
  const desk = deskOf({ ...context, searchable: false });
  const { say } = desk;
  return documentOf(desk, {
    kind: 'offline',
    title: say('offline'),
    main: markup`<p class="notice kept">${say('offlineCopy', { time: trusted('<span class="kept-at"></span>') })}</p>
<header class="page-head">
<h1>${say('offline')}</h1>
<p class="hint">${say('offlineLead')}</p>
</header>
<ul class="kept-list"></ul>`,
  });
}
