import type { Instant, Url } from '../../model/index.ts';

/** The formats feeds are written in: Atom (RFC 4287), RSS 2.0, JSON Feed 1.1. */
export type FeedFormat = 'atom' | 'rss' | 'json';

/** Media type of each format, as links and answers name it. */
export const feedTypes: Readonly<Record<FeedFormat, string>> = {
  atom: 'application/atom+xml',
  rss: 'application/rss+xml',
  json: 'application/feed+json',
};

/** What a feed is of: everything, an outlet, a folder of sources, a search, a saved one, or what was
 * changed. */
export type FeedOf =
  | { readonly of: 'all' }
  | { readonly of: 'outlet'; readonly id: string }
  | { readonly of: 'folder'; readonly folder: string }
  | { readonly of: 'search'; readonly query: string }
  | { readonly of: 'saved'; readonly id: string }
  | { readonly of: 'edits'; readonly outlet?: string };

/** Addresses, absolute where they are known, of the feed itself and of the page that shows the same; how its entries are
 * addressed. */
export interface FeedPlace {
  /** What the feed is known by; unset: its own address. */
  readonly id?: string;
  readonly self: string;
  readonly page: string;
  /** Makes a link of the reader absolute. */
  absolute(href: string): string;
}

/** One entry, the same for every format. Texts are plain; each address is absolute. */
export interface FeedItem {
  /** Stays the same in every format, at whatever address the archive is read. */
  readonly id: string;
  readonly title: string;
  /** The page of the archive that shows it. */
  readonly href: string;
  /** Where the outlet published it. */
  readonly original?: Url;
  readonly authors: readonly string[];
  /** BCP 47, `und` when unknown. */
  readonly language: string;
  readonly outlet: { readonly title: string; readonly url?: Url };
  readonly publishedAt?: Instant;
  readonly updatedAt: Instant;
  readonly summary?: string;
  /** HTML that is safe as it stands and loads from the archive alone. */
  readonly html: string;
  readonly image?: string;
  readonly tags: readonly string[];
  /** What it is to the user of an app, as Google Reader told it; in Atom alone. */
  readonly states?: readonly { readonly term: string; readonly label: string }[];
}

/** A whole feed, newest entry first. */
export interface Feed {
  readonly title: string;
  /** Of the words of the archive itself. */
  readonly language: string;
  /** What it is known by; unset: `self`. */
  readonly id?: string;
  readonly self: string;
  readonly page: string;
  readonly updatedAt: Instant;
  readonly items: readonly FeedItem[];
}
