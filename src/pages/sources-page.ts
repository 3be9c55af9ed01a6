import type { Instant } from '../model/index.ts';
import type { PageContext } from './context.ts';
import { feedsInLine } from './feeds/feed-links.ts';
import type { FeedOf } from './feeds/feed-view.ts';
import { followForm, listForms } from './follow-forms.ts';
import { type Desk, deskOf, documentOf } from './layout.ts';
import type { SourcesView } from './list-views.ts';
import { type Markup, markup, type Piece } from './markup.ts';
import { outsideLink } from './outside-link.ts';
import { readingBar } from './reading-bar.ts';
import { healthNotes, rhythmNote, stateMark } from './source-health.ts';
import type { HealthState, SourceRow } from './views.ts';

/** Every source by folder and how following it goes; what needs attention is told first. */
export function sourcesPage(context: PageContext, view: SourcesView): string {
  const { sources } = view;
  const desk = deskOf(context);
  const { say } = desk;
  const groups = groupsOf(desk, sources).map((group) => groupOf(desk, group, view));
  return documentOf(desk, {
    kind: 'sources',
    here: 'sources',
    title: say('sources'),
    main: markup`<header class="page-head">
<h1>${say('sources')}</h1>
<p class="meta tally"><span>${say('sourceCount', { n: sources.length })}</span>${tally(desk, sources)}</p>
${folderLinks(desk, sources)}
${readingBar(desk, view.reading)}
</header>
${view.keep && followForm(desk, view.keep)}
${sources.length > 0 ? groups : markup`<p class="nothing">${say('noSources')}</p>`}
${view.lists === true && listForms(desk, view.keep)}`,
  });
}

type Group = readonly [name: Piece, rows: readonly SourceRow[], feed?: FeedOf];

const states: readonly HealthState[] = [
  'failing',
  'silent',
  'warned',
  'waiting',
  'ok',
  'unfollowed',
];

const worstFirst = (one: SourceRow, other: SourceRow): number =>
  states.indexOf(one.health.state) - states.indexOf(other.health.state);

function tally(desk: Desk, sources: readonly SourceRow[]): Piece {
  if (desk.context.still) return undefined;
  return states.map((state) => {
    const count = sources.filter((source) => source.health.state === state).length;
    return count > 0 && markup` <span>${stateMark(desk, state)} ${count}</span>`;
  });
}

/** Groups in the order shown; a source that needs attention stands in the first, not its folder. */
function groupsOf({ context, say }: Desk, sources: readonly SourceRow[]): Group[] {
  const names = new Intl.Collator(context.locale).compare;
  const byTitle = [...sources].sort((a, b) => names(a.title, b.title));
  const followed = byTitle.filter((source) => source.health.state !== 'unfollowed');
  const needsCare = (source: SourceRow) => /^(failing|silent|warned)$/.test(source.health.state);
  const well = followed.filter((source) => !needsCare(source));
  const folders = new Set(well.flatMap((source) => source.folder ?? []));
  const foldered = [...folders]
    .sort(names)
    .map(
      (folder): Group => [
        folder,
        well.filter((source) => source.folder === folder),
        feedOf(well, folder),
      ],
    );
  const unfiled = well.filter((source) => source.folder === undefined);
  const all: Group[] = [
    [say('needAttention'), followed.filter(needsCare).sort(worstFirst)],
    ...foldered,
    [say(foldered.length > 0 ? 'unfiled' : 'sources'), unfiled],
    [say('unfollowedGroup'), byTitle.filter((source) => !followed.includes(source))],
  ];
  return all.filter(([, rows]) => rows.length > 0);
}

/** A folder's feed brings what lies in the folders within it, too. */
function feedOf(sources: readonly SourceRow[], shown: string): FeedOf {
  const row = sources.find(({ folder }) => folder === shown);
  return { of: 'folder', folder: row?.folderPath ?? shown };
}

/** The way to every folder, those that none of the groups below is of among them. */
function folderLinks({ context, links, say }: Desk, sources: readonly SourceRow[]): Piece {
  const paths = new Set(sources.flatMap(({ folder, folderPath }) => folderPath ?? folder ?? []));
  if (paths.size === 0 || links.folder === undefined) return undefined;
  const { folder: hrefOf } = links;
  const names = new Intl.Collator(context.locale).compare;
  const all = [...paths]
    .sort(names)
    .map((path) => markup` <span><a href="${hrefOf(path)}" lang="">${path}</a></span>`);
  return markup`<p class="meta tally"><span>${say('folders')}</span>${all}</p>`;
}

function folderName({ links }: Desk, name: Piece, feed: FeedOf | undefined): Piece {
  if (feed?.of !== 'folder' || links.folder === undefined) return name;
  return markup`<a href="${links.folder(feed.folder)}">${name}</a>`;
}

function groupOf(desk: Desk, [name, rows, feed]: Group, { unreadIn }: SourcesView): Markup {
  const unread = feed?.of === 'folder' ? (unreadIn?.(feed.folder) ?? 0) : 0;
  return markup`<section class="folder">
<h2>${folderName(desk, name, feed)}${unread > 0 && markup` <span class="near">${desk.say('unreadCount', { n: unread })}</span>`}</h2>
${feed !== undefined && feedsInLine(desk, feed)}
<ul class="rows">${rows.map((row) => rowOf(desk, row))}</ul>
</section>`;
}

function rowOf(desk: Desk, source: SourceRow): Markup {
  const { context, links, say } = desk;
  const { health } = source;
  const counted = new Intl.NumberFormat(context.locale).format(source.articles);
  const next = health.state === 'unfollowed' ? undefined : health.nextPollAt;
  return markup`<li class="row">
<div class="row-name">
<h3><a href="${links.outlet(source.id)}" lang="">${source.title}</a></h3>
<p class="meta"><span>${say(`kind.${source.kind}`)}</span> <span>${outsideLink(source.url)}</span>${rhythmNote(desk, health)}${unreadOf(desk, source)}${detailsOf(desk, source)}</p>
${healthNotes(desk, health)}
</div>
<dl class="row-facts">
${!context.still && markup`<div><dt class="unseen">${say('state')}</dt><dd>${stateMark(desk, health.state)}</dd></div>`}
<div><dt>${say('articles')}</dt><dd>${counted}</dd></div>
${!context.still && markup`<div><dt>${say('lastSuccess')}</dt><dd>${momentOr(desk, health.lastSuccessAt)}</dd></div>`}
${next !== undefined && markup`<div><dt>${say('nextPoll')}</dt><dd>${desk.dates.moment(next)}</dd></div>`}
</dl>
</li>`;
}

function unreadOf({ say }: Desk, { unread }: SourceRow): Piece {
  if (unread === undefined || unread.count === 0) return undefined;
  return markup` <span><a href="${unread.href}">${say('unreadCount', { n: unread.count })}</a></span>`;
}

function detailsOf({ links, say }: Desk, { id, title }: SourceRow): Piece {
  const href = links.source?.(id);
  if (href === undefined) return undefined;
  return markup` <span><a href="${href}" aria-label="${say('sourceDetails')}: ${title}">${say('sourceDetails')}</a></span>`;
}

function momentOr({ dates, say }: Desk, at: Instant | undefined): Markup {
  return at === undefined ? say('never') : dates.moment(at);
}
