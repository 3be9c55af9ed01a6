import type { Links } from '../context.ts';
import { type Markup, markup, type Piece } from '../markup.ts';
import type { Speak } from '../speak.ts';
import { type FeedFormat, type FeedOf, feedTypes } from './feed-view.ts';

interface Desk {
  readonly links: Links;
  readonly say: Speak;
}

/** The formats in the order they are offered, with their names, which are the same in any language. */
const offered: readonly (readonly [FeedFormat, string])[] = [
  ['atom', 'Atom'],
  ['rss', 'RSS'],
  ['json', 'JSON Feed'],
];

/** What a page's head says of the feeds of the same: one `link` a format; nothing where there are none. */
export function feedsInHead({ links }: Desk, of: FeedOf | undefined): Piece {
  if (links.feed === undefined || of === undefined) return undefined;
  const { feed } = links;
  return offered.map(([format, name]) => {
    const href = feed(of, format);
    if (href === undefined) return undefined;
    return markup`<link rel="alternate" type="${feedTypes[format]}" title="${name}" href="${href}">\n`;
  });
}

/** A line that leads to the same feeds, and, where there is something to read, to the same as a book. */
export function feedsInLine({ links, say }: Desk, of: FeedOf, asBook = false): Markup | undefined {
  if (links.feed === undefined) return undefined;
  const { feed } = links;
  const each = offered.flatMap(([format, name]) => {
    const href = feed(of, format);
    return href === undefined
      ? []
      : [markup` <a href="${href}" type="${feedTypes[format]}">${name}</a>`];
  });
  if (each.length === 0) return undefined;
  return markup`<p class="meta feeds"><span>${say('feedsOfThis')}</span>${each}${asBook && bookOf(links, of)}</p>`;
}

function bookOf(links: Links, of: FeedOf): Piece {
  if (of.of !== 'outlet' && of.of !== 'folder' && of.of !== 'search') return undefined;
  return links.book !== undefined && markup` ${bookLink(links.book(of), 'EPUB')}`;
}

/** A link to a book. */
export const bookLink = (href: string, name: Piece): Markup =>
  markup`<a href="${href}" type="application/epub+zip">${name}</a>`;
