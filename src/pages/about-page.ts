import type { Instant } from '../model/index.ts';
import type { PageContext } from './context.ts';
import { feedsInLine } from './feeds/feed-links.ts';
import { type Desk, deskOf, documentOf } from './layout.ts';
import { type Markup, markup, type Piece } from './markup.ts';
import { outsideLink } from './outside-link.ts';

/** What a static site tells of itself. */
export interface AboutView {
  readonly articles: number;
  /** When the newest article was seen; unset: there is none. */
  readonly newestAt?: Instant;
  /** The list of sources as a file. */
  readonly opml?: string;
  /** Addresses (http, https) of other copies. */
  readonly mirrors: readonly string[];
  /** Files of captures (WACZ) that lie beside the pages, by time. */
  readonly captures?: readonly { readonly path: string; readonly bytes: number }[];
  /** The checkpoint of the ledger that lies beside the pages. */
  readonly checkpoint?: string;
}

/** What this copy of an archive is, how to follow it, and where the others are. */
export function aboutPage(context: PageContext, view: AboutView): string {
  const desk = deskOf(context);
  const { dates, say } = desk;
  const { articles, captures = [], checkpoint, newestAt, opml } = view;
  const time = newestAt && dates.moment(newestAt);
  return documentOf(desk, {
    kind: 'about',
    here: 'about',
    title: say('about'),
    feed: { of: 'all' },
    main: markup`<header class="page-head">
<h1>${say('about')}</h1>
<p>${say('aboutLead')}</p>
${time !== undefined && markup`<p>${say('aboutHolds', { n: articles, time })}</p>`}
<p>${say('aboutScripts')}</p>
</header>
${part(
  say('aboutFollow'),
  markup`<p>${say('aboutFollowLead')}</p>
${feedsInLine(desk, { of: 'all' })}
${opml !== undefined && markup`<p><a href="${opml}">${say('aboutOpml')}</a></p>`}`,
)}
${part(say('aboutMirrors'), mirrorsOf(desk, view))}
${captures.length > 0 && part(say('aboutCaptures'), capturesOf(desk, captures))}
${
  checkpoint !== undefined &&
  part(
    say('aboutLedger'),
    markup`<p>${say('aboutLedgerLead')} <a href="${checkpoint}">checkpoint</a></p>`,
  )
}`,
  });
}

const part = (name: Piece, content: Markup): Markup => markup`<section class="folder">
<h2>${name}</h2>
${content}
</section>`;

function mirrorsOf({ say }: Desk, { mirrors }: AboutView): Markup {
  if (mirrors.length === 0) return markup`<p>${say('aboutNoMirrors')}</p>`;
  return markup`<p>${say('aboutMirrorsLead')}</p>
<ul>${mirrors.map((url) => markup`<li>${outsideLink(url)}</li>`)}</ul>`;
}

function capturesOf({ context, say }: Desk, files: NonNullable<AboutView['captures']>): Markup {
  const size = new Intl.NumberFormat(context.locale, { maximumFractionDigits: 1 });
  return markup`<p>${say('aboutCapturesLead')}</p>
<ul>${files.map(
    ({ path, bytes }) =>
      markup`<li><a href="${path}">${path.replace(/^.*\//, '')}</a> (${size.format(bytes / 1e6)} MB)</li>`,
  )}</ul>`;
}
