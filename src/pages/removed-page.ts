import type { PageContext } from './context.ts';
import { deskOf, documentOf } from './layout.ts';
import { markup } from './markup.ts';
import type { RemovedView } from './views.ts';

/** What readers see in an article's place when it was taken down: when, and for what kind of reason. */
export function removedPage(context: PageContext, { at, reason }: RemovedView): string {
  const desk = deskOf(context);
  const { dates, links, say } = desk;
  const title = say('removedTitle');
  return documentOf(desk, {
    kind: 'error',
    title,
    main: markup`<section class="error">
<h1>${title}</h1>
<p>${say('removedSays', { date: dates.dayOf(at), reason: say(`removed.${reason}`) })}</p>
<p>${say('removedKept')}</p>
<p><a href="${links.front()}">${say('backToFront')}</a></p>
</section>`,
  });
}
