import { articleItem } from './article-line.ts';
import type { PageContext } from './context.ts';
import { dayName } from './day-name.ts';
import { feedsInLine } from './feeds/feed-links.ts';
import { type Desk, deskOf, documentOf, pager } from './layout.ts';
import type { FolderView } from './list-views.ts';
import { type Markup, markup } from './markup.ts';
import { readingBar } from './reading-bar.ts';

/** The articles of a folder's sources day by day, those of the folders within it among them. */
export function folderPage(context: PageContext, view: FolderView): string {
  const desk = deskOf(context);
  const { say } = desk;
  const { days, folder } = view;
  return documentOf(desk, {
    kind: 'outlet',
    title: folder,
    feed: { of: 'folder', folder },
    main: markup`<header class="page-head">
<h1 lang="">${folder}</h1>
<p class="meta"><a href="${desk.links.sources()}">${say('sourceCount', { n: view.sources })}</a></p>
${feedsInLine(desk, { of: 'folder', folder }, days.length > 0)}
${readingBar(desk, view.reading)}
</header>
${days.length > 0 ? days.map((day) => dayOf(desk, day)) : markup`<p class="nothing">${say('noArticles')}</p>`}
${pager(desk, view)}`,
  });
}

function dayOf(desk: Desk, { date, articles }: FolderView['days'][number]): Markup {
  const style = { level: 3, date, withImage: true, withOutlet: true } as const;
  return markup`<section class="day">
<h2 class="day-name">${dayName(desk, date)}</h2>
<ul class="items index">${articles.map((line) => articleItem(desk, line, style))}</ul>
</section>`;
}
