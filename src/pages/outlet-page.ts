import { articleItem } from './article-line.ts';
import type { PageContext } from './context.ts';
import { dayName } from './day-name.ts';
import { feedsInLine } from './feeds/feed-links.ts';
import { type Desk, deskOf, documentOf, pager } from './layout.ts';
import { joined, type Markup, markup, type Piece } from './markup.ts';
import { outsideLink } from './outside-link.ts';
import { readingBar } from './reading-bar.ts';
import { healthLine, rhythmNote, stateMark, warningNotes } from './source-health.ts';
import type { OutletView } from './views.ts';

/** One outlet: how following it goes, and its articles day by day. */
export function outletPage(context: PageContext, view: OutletView): string {
  const desk = deskOf(context);
  const days = view.days.map((day) => dayOf(desk, day));
  const nothing = markup`<p class="nothing">${desk.say('noArticles')}</p>`;
  return documentOf(desk, {
    kind: 'outlet',
    title: view.source.title,
    feed: { of: 'outlet', id: view.source.id },
    main: markup`${headOf(desk, view)}
${days.length > 0 ? days : nothing}
${pager(desk, view)}
${periodsOf(desk, view)}`,
  });
}

function headOf(desk: Desk, view: OutletView): Markup {
  const { source, beside = [], health, reading, days } = view;
  const { context, dates, say } = desk;
  const last = health.lastSuccessAt;
  return markup`<header class="page-head">
<h1 lang="">${source.title}</h1>
<p class="meta"><span>${say(`kind.${source.kind}`)}</span>${
    source.folder !== undefined && markup` <span lang="">${folderOf(desk, source)}</span>`
  } <span>${outsideLink(source.url)}</span></p>
${
  !context.still &&
  markup`<p class="meta">${stateMark(desk, health.state)}${
    last !== undefined && markup` <span>${say('lastSuccess')} ${dates.moment(last)}</span>`
  }${rhythmNote(desk, health)}</p>`
}
${besideOf(desk, beside)}
${editsOf(desk, source.id)}
${feedsInLine(desk, { of: 'outlet', id: source.id }, days.length > 0)}
${healthLine(desk, health)}
${warningNotes(desk, health)}
${readingBar(desk, reading)}
</header>`;
}

function folderOf({ links }: Desk, { folder, folderPath }: OutletView['source']): Piece {
  if (folder === undefined || links.folder === undefined) return folder;
  return markup`<a href="${links.folder(folderPath ?? folder)}">${folder}</a>`;
}

function editsOf({ links, say }: Desk, id: string): Piece {
  const href = links.edits?.(id);
  if (href === undefined) return undefined;
  return markup`<p class="meta feeds"><a href="${href}">${say('editsOfOutlet')}</a></p>`;
}

function besideOf({ links, say }: Desk, beside: NonNullable<OutletView['beside']>): Piece {
  if (beside.length === 0) return undefined;
  const names = beside.map(
    ({ id, title }) => markup`<a href="${links.outlet(id)}" lang="">${title}</a>`,
  );
  return markup`<p class="meta">${say('alsoFrom', { sources: joined(names, say('authorsBetween')) })}</p>`;
}

/** The way to everything of an outlet, month by month. */
function periodsOf({ say }: Desk, { periods = [] }: OutletView): Piece {
  if (periods.length === 0) return undefined;
  const items = periods.map(
    ({ href, isHere, name }) =>
      markup`<li><a href="${href}"${isHere && markup` aria-current="page"`}>${name}</a></li>`,
  );
  return markup`<nav class="periods" aria-labelledby="periods"><p class="label" id="periods">${say('periods')}</p>
<ul>${items}</ul></nav>`;
}

function dayOf(desk: Desk, { date, articles }: OutletView['days'][number]): Markup {
  return markup`<section class="day">
<h2 class="day-name">${dayName(desk, date)}</h2>
<ul class="items index">${articles.map((line) => articleItem(desk, line, { level: 3, date, withImage: true }))}</ul>
</section>`;
}
