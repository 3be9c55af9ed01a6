import { ArchiveError, type FeedEntry, type Url } from '../model/index.ts';

/** A document as it was fetched: where from, its decoded text, and what the server called it. */
export interface FeedInput {
  readonly url: Url;
  readonly text: string;
  readonly contentType?: string;
}

/** What a feed tells of itself to those who poll it. */
export interface FeedHints {
  /** How long it stays fresh, in seconds: RSS `ttl`, else the syndication module's period. */
  readonly pollSeconds?: number;
  /** Hours of the day, UTC, 0 to 23, at which nothing new comes. */
  readonly skipHours?: readonly number[];
  /** Days of the week, UTC, 0 (Sunday) to 6, on which nothing new comes. */
  readonly skipDays?: readonly number[];
  /** Where to subscribe to changes (WebSub), in the order told. */
  readonly hubs: readonly Url[];
  /** Its own address: what is subscribed to at a hub. */
  readonly self?: Url;
  /** Where it says it has moved for good. */
  readonly movedTo?: Url;
  /** Whether it says that nothing will be added any more. */
  readonly ended?: true;
}

/** What a feed or sitemap tells. */
export interface ParsedFeed {
  readonly kind: 'feed' | 'sitemap';
  /** `RSS 2.0`, `Atom 1.0`, `RDF 1.0`, `JSON Feed 1.1`, `Sitemap`, `News sitemap` … */
  readonly format: string;
  readonly title: string;
  /** The site's page. */
  readonly url?: Url;
  readonly language?: string;
  readonly description?: string;
  /** In document order. */
  readonly entries: readonly FeedEntry[];
  /** How the publisher wishes it polled, and where it lives; missing where nothing is told. */
  readonly hints?: FeedHints;
  /** One sentence for each item that could not be read or was repaired, and for the document. */
  readonly warnings: readonly string[];
}

const lengthLimit = 64 * 1024 * 1024;

/** Throws `invalid` when the document is empty or longer than that many characters, else 64 Mi. */
export function checkDocument(input: FeedInput, limit = lengthLimit): void {
  if (input.text.length > limit) {
    throw new ArchiveError(
      'invalid',
      `${input.url} holds ${input.text.length} characters; at most ${limit} are read, take a smaller one.`,
    );
  }
  if (!/[^\s\uFEFF]/.test(input.text.slice(0, 1000)) && !/[^\s\uFEFF]/.test(input.text)) {
    throw new ArchiveError('invalid', `${input.url} is an empty document; check the address.`);
  }
}
