import { articleItem } from './article-line.ts';
import type { PageContext } from './context.ts';
import { deskOf, documentOf, pager } from './layout.ts';
import type { MarkedView } from './list-views.ts';
import { markup } from './markup.ts';
import { readingBar } from './reading-bar.ts';

/** What is unread, or starred, by first sight, the latest first. */
export function markedPage(context: PageContext, view: MarkedView): string {
  const desk = deskOf(context);
  const { say } = desk;
  const { articles, only, place } = view;
  const items = articles.map((line) =>
    articleItem(desk, line, { level: 2, withOutlet: true, withImage: true }),
  );
  const of =
    place !== undefined &&
    markup`<p class="meta">${say('unreadOf', { place: markup`<bdi lang="">${place}</bdi>` })}</p>`;
  const none = say(only === 'unread' ? 'noneUnread' : 'noneStarred');
  return documentOf(desk, {
    kind: 'marked',
    title: say(only),
    main: markup`<header class="page-head">
<h1>${say(only)}</h1>
${of}
${readingBar(desk, view.bar)}
</header>
${items.length > 0 ? markup`<ul class="items index">${items}</ul>` : markup`<p class="nothing">${none}</p>`}
${pager(desk, view)}`,
  });
}
