import { articleItem } from './article-line.ts';
import type { PageContext } from './context.ts';
import { dayNameUnderDateline } from './day-name.ts';
import { bookLink, feedsInLine } from './feeds/feed-links.ts';
import { type Desk, deskOf, documentOf, pager } from './layout.ts';
import { type Markup, markup, type Piece } from './markup.ts';
import { readingBar } from './reading-bar.ts';
import type { FrontView, OutletOfDay } from './views.ts';

/** The front page: day by day, what each outlet brought. */
export function frontPage(context: PageContext, view: FrontView): string {
  const desk = deskOf(context);
  const days = view.days.map((day) => dayOf(desk, day));
  const nothing = markup`<p class="nothing">${desk.say('noArticles')}</p>`;
  const isFirst = view.newer === undefined;
  return documentOf(desk, {
    kind: 'front',
    ...(isFirst && { here: 'front' as const }),
    feed: { of: 'all' },
    main: markup`${dateline(desk, view.health)}
${readingBar(desk, view.reading)}
${days.length > 0 ? days : nothing}
${pager(desk, view)}
${bookOfDay(desk, view)}
${feedsInLine(desk, { of: 'all' })}`,
  });
}

/** A day of its own is to be had as a book. */
function bookOfDay({ links, say }: Desk, { days, newer }: FrontView): Piece {
  const [day] = days;
  if (day === undefined || days.length > 1 || newer === undefined) return undefined;
  const { book } = links;
  return (
    book !== undefined &&
    markup`<p class="meta feeds">${bookLink(book({ of: 'day', day: day.date }), say('asBook'))}</p>`
  );
}

/** Under the nameplate: the date of issue, and whether all sources answer. */
export function dateline(desk: Desk, health: FrontView['health']): Markup {
  const { context, dates, links } = desk;
  const today = dates.date(context.now);
  const needsCare = health.failing > 0 && markup` class="care"`;
  return markup`<div class="dateline">
<p><time datetime="${today}">${dates.long(today)}</time></p>
<p><a href="${links.sources()}"${needsCare}>${healthText(desk, health)}</a></p>
</div>`;
}

function healthText({ context, say }: Desk, { total, failing }: FrontView['health']): Markup {
  if (total === 0) return say('noSources');
  if (context.still) return say('sourceCount', { n: total });
  if (failing === 0) return say('allWell', { n: total });
  return say('someFail', { n: total, failing });
}

function dayOf(desk: Desk, day: FrontView['days'][number]): Markup {
  const spread = ['sole', 'pair'][day.outlets.length - 1] ?? 'several';
  return markup`<section class="day">
<h2 class="day-name"><a href="${desk.links.day(day.date)}">${dayNameUnderDateline(desk, day.date)}</a></h2>
<div class="outlets ${spread}">
${day.outlets.map((outlet) => outletOf(desk, outlet, day.date))}
</div>
</section>`;
}

function outletOf(desk: Desk, outlet: OutletOfDay, date: string): Markup {
  const href = desk.links.outlet(outlet.sourceId);
  const items = outlet.articles.map((line, at) =>
    articleItem(desk, at === 0 ? line : withoutLead(line), { level: 4, date, withImage: at === 0 }),
  );
  return markup`<section class="outlet">
<h3 class="outlet-title"><a href="${href}" lang="">${outlet.title}</a></h3>
${items.length > 0 && markup`<ul class="items">${items}</ul>`}
${outlet.more > 0 && moreOf(desk, outlet, href)}
</section>`;
}

// Only the first of an outlet is set large with its lead; the rest are headlines.
function withoutLead({ lead: _, ...line }: OutletOfDay['articles'][number]) {
  return line;
}

function moreOf({ say }: Desk, outlet: OutletOfDay, href: string): Markup {
  const of = markup` <span class="unseen">${say('moreOf', { outlet: outlet.title })}</span>`;
  return markup`<p class="more"><a href="${href}">${say('more', { n: outlet.more })}${of}</a></p>`;
}
