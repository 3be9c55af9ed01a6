import type { Links, PageContext } from './context.ts';
import { type Dates, datesOf } from './dates.ts';
import { feedsInHead } from './feeds/feed-links.ts';
import type { FeedOf } from './feeds/feed-view.ts';
import type { Paging } from './line-views.ts';
import { type Markup, markup, type Piece, written } from './markup.ts';
import { colorScheme, readingAttributes } from './reading.ts';
import { type Speak, speakerOf } from './speak.ts';

/** What the parts of one page share. */
export interface Desk {
  readonly context: PageContext;
  readonly links: Links;
  readonly dates: Dates;
  readonly say: Speak;
}

export function deskOf(context: PageContext): Desk {
  const say = speakerOf(context.locale);
  return { context, links: context.links, dates: datesOf(context), say };
}

/** One page before it is written. */
export interface Sheet {
  /** In the browser's title bar, before the archive's own; left out on the front page. */
  readonly title?: Piece;
  readonly description?: string;
  /** Class of the body: which page this is. */
  readonly kind:
    | 'front'
    | 'outlet'
    | 'article'
    | 'difference'
    | 'edits'
    | 'sources'
    | 'absences'
    | 'about'
    | 'search'
    | 'login'
    | 'account'
    | 'settings'
    | 'keys'
    | 'offline'
    | 'api'
    | 'marked'
    | 'error';
  readonly here?: 'front' | 'edits' | 'sources' | 'absences' | 'account' | 'settings' | 'about';
  /** A script that this page alone runs. */
  readonly script?: string;
  /** What the feeds of the same are of. */
  readonly feed?: FeedOf;
  readonly main: Markup;
}

// Headers of a server say the same; a mirror on plain files has only this.
const policy = [
  "default-src 'none'",
  "img-src 'self' data: file:",
  "style-src 'self' file:",
  "form-action 'self'",
  "base-uri 'none'",
];
// A form of a page on disk asks a page on disk.
const stillPolicy = policy.map((one) => one.replace(/^form-action.*/, "form-action 'self' file:"));
const scripted = ['script-src', 'connect-src', 'worker-src', 'manifest-src'].map(
  (kind) => `${kind} 'self'`,
);

const policyOf = ({ context, links }: Desk, { script }: Sheet): string => {
  const own = context.still ? stillPolicy : policy;
  const mayRun = script === undefined ? [] : ["script-src 'self' file:"];
  return [...own, ...mayRun, ...(links.script === undefined ? [] : scripted)].join('; ');
};

function scriptOf({ links }: Desk): Piece {
  const path = links.script?.('script');
  if (path === undefined) return undefined;
  return markup`<script src="${path}" data-keys="${links.script?.('keys')}" defer></script>\n`;
}

/** The whole document: head, masthead, main, colophon. */
export function documentOf(desk: Desk, sheet: Sheet): string {
  const { context, links, say } = desk;
  const title = sheet.title !== undefined && markup`${sheet.title} · `;
  const about = sheet.description;
  const { reading = {} } = context;
  return written(markup`<!doctype html>
<html lang="${context.locale}"${readingAttributes(reading)}>
<head>
<meta charset="utf-8">
<title>${title}${context.archiveTitle}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policyOf(desk, sheet)}">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="${colorScheme(reading)}">
<meta name="generator" content="Backissue">
${about !== undefined && markup`<meta name="description" content="${about}">\n`}${feedsInHead(desk, sheet.feed)}${appOf(desk)}
<link rel="stylesheet" href="${links.style()}">
${scriptOf(desk)}${sheet.script !== undefined && markup`<script src="${sheet.script}" defer></script>\n`}</head>
<body class="${sheet.kind}-page">
<a class="skip" href="#content">${say('skip')}</a>
${masthead(desk, sheet)}
<main id="content" tabindex="-1">
${sheet.main}
</main>
${colophon(desk)}
</body>
</html>
`);
}

/** An icon, or none for browsers to look for; the app, which a phone can put among its own. */
function appOf({ links }: Desk): Markup {
  const { script } = links;
  if (script === undefined) return markup`<link rel="icon" href="data:,">`;
  return markup`<link rel="icon" href="${script('icon')}" type="image/svg+xml">
<link rel="apple-touch-icon" href="${script('touch-icon')}">
<link rel="manifest" href="${script('manifest')}">`;
}

function masthead(desk: Desk, sheet: Sheet): Markup {
  const { context, links, say } = desk;
  const isFront = sheet.kind === 'front';
  const name = markup`<a href="${links.front()}">${context.archiveTitle}</a>`;
  const title = isFront
    ? markup`<h1 class="nameplate">${name}</h1>`
    : markup`<p class="nameplate">${name}</p>`;
  const showsBox = context.searchable !== false && sheet.kind !== 'search';
  return markup`<header class="masthead">
${title}
<nav class="sections" aria-label="${say('navigation')}"><ul>
${place(say('front'), links.front(), sheet.here === 'front', 'f')}
${editsPlace(desk, sheet)}
${place(say('sources'), links.sources(), sheet.here === 'sources', 's')}
${links.absences !== undefined && place(say('absences'), links.absences(), sheet.here === 'absences')}
${links.about !== undefined && place(say('about'), links.about(), sheet.here === 'about')}
</ul>
${ownPlaces(desk, sheet)}
</nav>
${showsBox && searchForm(desk, '')}
</header>`;
}

function editsPlace({ links, say }: Desk, sheet: Sheet): Piece {
  const href = links.edits?.();
  return href !== undefined && place(say('edits'), href, sheet.here === 'edits', 'e');
}

/** What is the reader's own: how pages look, and who reads. */
function ownPlaces(desk: Desk, sheet: Sheet): Piece {
  const { links, say } = desk;
  const visitor = visitorPlace(desk, sheet);
  if (links.settings === undefined && visitor === undefined) return undefined;
  return markup`<ul class="own">
${links.settings !== undefined && place(say('settings'), links.settings(), sheet.here === 'settings')}
${visitor}
</ul>`;
}

/** Where one logs in, or where the page of whoever has is. */
function visitorPlace({ context, links, say }: Desk, sheet: Sheet): Piece {
  const { visitor } = context;
  if (visitor === undefined || sheet.kind === 'login') return undefined;
  if (visitor.name === undefined) {
    return links.login !== undefined && place(say('logIn'), links.login(), false, 'a');
  }
  if (links.account === undefined) return undefined;
  return place(visitor.name, links.account(), sheet.here === 'account', 'a');
}

/** `key`: the letter that goes there behind a `g`. */
function place(name: Piece, href: string, isHere: boolean, key?: string): Markup {
  const goes = key !== undefined && markup` data-go="${key}"`;
  return markup`<li><a href="${href}"${goes}${isHere && markup` aria-current="page"`}>${name}</a></li>`;
}

/** A form that asks the search page; works without scripts. */
export function searchForm(desk: Desk, query: string): Markup {
  const { links, say } = desk;
  return markup`<div role="search"><form class="find" action="${links.search()}" method="get">
<label class="unseen" for="q">${say('searchLabel')}</label>
<input type="search" id="q" name="q" value="${query}" placeholder="${say('searchLabel')}" autocomplete="off" enterkeyhint="search">
<button type="submit">${say('search')}</button>
</form></div>`;
}

function colophon(desk: Desk): Markup {
  const { context, say } = desk;
  return markup`<footer class="colophon">
<p>${say(context.still ? 'footerStill' : 'footerPrivacy')}</p>
<p>${say('footerTimes', { zone: context.timeZone })}</p>
</footer>`;
}

/** Links to the pages beside this one, nothing when there are none. */
export function pager(desk: Desk, { older, newer }: Paging): Markup {
  if (older === undefined && newer === undefined) return markup``;
  const { say } = desk;
  return markup`<nav class="pager" aria-label="${say('pages')}">
${newer !== undefined && markup`<a class="newer" href="${newer}" rel="prev">${say('newer')}</a>`}
${older !== undefined && markup`<a class="older" href="${older}" rel="next">${say('older')}</a>`}
</nav>`;
}
