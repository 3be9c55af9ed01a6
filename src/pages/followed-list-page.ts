import type { PageContext } from './context.ts';
import type { FollowedListView } from './keeping-views.ts';
import { type Desk, deskOf, documentOf } from './layout.ts';
import { markup, type Piece } from './markup.ts';
import { outsideLink } from './outside-link.ts';
import { warningNotes } from './source-health.ts';

const groups = [
  ['failed', 'listFailed'],
  ['refused', 'listRefused'],
  ['followed', 'listFollowed'],
  ['left', 'listLeft'],
  ['there', 'listThere'],
] as const;

/** What became of each feed of a subscription list. */
export function followedListPage(context: PageContext, view: FollowedListView): string {
  const desk = deskOf(context);
  const { say, links } = desk;
  const isEmpty = groups.every(([group]) => view[group].length === 0);
  return documentOf(desk, {
    kind: 'sources',
    here: 'sources',
    title: say('listResult'),
    main: markup`<header class="page-head">
<h1>${say('listResult')}</h1>
<p class="meta"><a href="${links.sources()}">${say('listBack')}</a></p>
${warningNotes(desk, { state: 'ok', reason: '', failures: 0, warnings: view.warnings })}
</header>
${isEmpty && markup`<p class="nothing">${say('listEmpty')}</p>`}
${groups.map(([group, name]) => groupOf(desk, say(name), view[group]))}`,
  });
}

type Feeds = readonly {
  readonly title: string;
  readonly url: string;
  readonly says?: string;
}[];

function groupOf({ context }: Desk, name: Piece, feeds: Feeds): Piece {
  if (feeds.length === 0) return undefined;
  const count = new Intl.NumberFormat(context.locale).format(feeds.length);
  return markup`<section class="folder">
<h2>${name} <span class="near">${count}</span></h2>
<ul class="rows plain">${feeds.map(
    ({ title, url, says }) =>
      markup`<li class="row-line"><p lang="" dir="auto">${title}</p>
<p class="meta">${outsideLink(url)}</p>${says !== undefined && markup`<p class="reason" lang="en" dir="auto">${says}</p>`}</li>`,
  )}</ul>
</section>`;
}
