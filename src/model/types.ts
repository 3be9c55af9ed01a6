import type { Digest, Instant, Url } from './values.ts';

/** `feed`: RSS, Atom, RDF, JSON Feed. `page`: a section page whose links are followed. */
export type SourceKind = 'feed' | 'sitemap' | 'page' | 'mirror' | 'import';
/** Where an article's words come from; `fuller` takes the longer of page and feed. */
export type BodyPolicy = 'page' | 'feed' | 'fuller';
export type SourceState = 'followed' | 'unfollowed';

/** Something that is followed. */
export interface Source {
  readonly id: string;
  readonly kind: SourceKind;
  readonly url: Url;
  readonly title: string;
  /** Groups sources, and names the folder of an export. */
  readonly folder?: string;
  readonly body: BodyPolicy;
  /** Fixed seconds between polls; unset: they follow the source's own rhythm. */
  readonly pollSeconds?: number;
  readonly state: SourceState;
  /** Whether this source may be on a private or loopback address. */
  readonly allowPrivate: boolean;
  readonly followedAt: Instant;
  /** The outlet's page, where another way in is looked for when this one fails. */
  readonly home?: Url;
  /** Sent with every request made for this source; secret ones to its own host alone. */
  readonly headers?: readonly Header[];
  /** Cookies to begin with, as a Cookie header has them: `name=value; other=value`. */
  readonly cookies?: string;
  /** Whether a browser shows its pages before they are read. */
  readonly browser?: true;
  /** Of a mirror: the verifier key of its ledger, kept when it was first seen. */
  readonly key?: string;
  /** The proxy its requests go through, in place of the archive's: `socks5h://127.0.0.1:9050`. */
  readonly proxy?: string;
}

/** Something wrong with a source, while it is. */
export interface Finding {
  readonly kind: string;
  /** What is touched: its document, or the pages of its articles. */
  readonly of?: 'listing' | 'pages';
  readonly since: Instant;
  /** One sentence with the numbers. */
  readonly says: string;
}

/** What is read in place of a source's own document while that fails or is silent. */
export interface StandIn {
  readonly kind: 'feed' | 'sitemap' | 'page';
  readonly url: Url;
  readonly since: Instant;
  /** When the failing document that it stands in for was last asked for. */
  readonly ownAskedAt?: Instant;
  /** How often in a row it could not be read itself. */
  readonly failures?: number;
}

/** A WebSub subscription of a source: its hub tells us when there is news. */
export interface Push {
  readonly sourceId: string;
  readonly hub: Url;
  /** The feed's address as it names itself to its hub. */
  readonly topic: Url;
  /** Part of the callback address, which only the hub is told. */
  readonly token: string;
  /** Signs what the hub sends. */
  readonly secret: string;
  readonly state: 'asked' | 'active' | 'refused';
  /** When it is asked for again: the lease ends then or soon after. */
  readonly until: Instant;
  /** When the hub last told of news. */
  readonly toldAt?: Instant;
}

/** How following a source goes. */
export interface PollState {
  readonly sourceId: string;
  readonly nextPollAt: Instant;
  /** Failed polls since the last good one. */
  readonly failures: number;
  readonly etag?: string;
  readonly lastModified?: string;
  readonly lastPollAt?: Instant;
  readonly lastSuccessAt?: Instant;
  /** One sentence: why the last poll failed. */
  readonly lastError?: string;
  /** What the last good poll could not read, one sentence each. */
  readonly warnings: readonly string[];
  /** What is wrong with it now, worst first; unset: nothing. */
  readonly findings?: readonly Finding[];
  /** What was learned of its rhythm, as JSON; the guardian's own. */
  readonly watch?: string;
  /** Which addresses of its section pages are articles, as JSON; the section reader's own. */
  readonly shapes?: string;
  readonly standIn?: StandIn;
  /** When a stand-in was last looked for. */
  readonly soughtAt?: Instant;
  /** How the feed wishes to be polled: least seconds, hours and days (UTC, 0 is Sunday) to leave out. */
  readonly asks?: {
    readonly pollSeconds?: number;
    readonly skipHours?: readonly number[];
    readonly skipDays?: readonly number[];
    /** Where it says that it has moved (`itunes:new-feed-url`). */
    readonly movedTo?: Url;
  };
  /** What the documents it was read from besides its own were given by, by address. */
  readonly documents?: Readonly<Record<string, { etag?: string; lastModified?: string }>>;
  /** The cookies its servers set, as JSON; the client's own. */
  readonly jar?: string;
}

/** A file an item names beside its page: sound, film, a document. */
export interface FeedEnclosure {
  readonly url: Url;
  /** Its media type as the feed tells it, in lower case. */
  readonly type?: string;
  /** Bytes, as the feed tells it. */
  readonly length?: number;
}

/** One item of a feed, sitemap or section page as it tells it. */
export interface FeedEntry {
  /** The feed's own identifier, or the link where it gives none. */
  readonly guid: string;
  readonly url: Url;
  /** Plain text, entities decoded, white space collapsed; may be empty. */
  readonly title: string;
  readonly authors: readonly string[];
  readonly publishedAt?: Instant;
  readonly updatedAt?: Instant;
  /** The fullest HTML the item carries, verbatim (not sanitised). */
  readonly contentHtml?: string;
  /** The item's shorter text where it has both, verbatim (not sanitised). */
  readonly summaryHtml?: string;
  /** The picture the item is to be shown with. */
  readonly image?: Url;
  /** Each address once. */
  readonly enclosures?: readonly FeedEnclosure[];
  /** Categories, subjects, keywords: plain text, each once. */
  readonly tags?: readonly string[];
}

/** `pending`: its page is still to be captured. `failed`: given up, see lastError. */
export type EntryState = 'pending' | 'done' | 'failed';

/** A feed entry on record: which article it became, or what keeps it from becoming one. */
export interface Entry {
  readonly sourceId: string;
  readonly guid: string;
  /** Without its HTML once it is done. */
  readonly entry: FeedEntry;
  /** SHA-256 of what the feed told; another one is news. */
  readonly told: Digest;
  /** The capture of the feed document that told it. */
  readonly captureId: string;
  readonly state: EntryState;
  readonly articleId?: string;
  readonly attempts: number;
  readonly nextTryAt: Instant;
  readonly lastError?: string;
}

/** A header line as it came: name and value. */
export type Header = readonly [name: string, value: string];

/** Where a record lies: WARC file relative to the captures folder, byte offset and length in it. */
export interface Locator {
  readonly file: string;
  readonly offset: number;
  readonly length: number;
}

/** One answer of one server at one moment (or one imported file), kept as it came. */
export interface Capture {
  readonly id: string;
  readonly askedUrl: Url;
  readonly finalUrl: Url;
  readonly capturedAt: Instant;
  /** HTTP status; 0 for an imported file. */
  readonly status: number;
  readonly headers: readonly Header[];
  /** SHA-256 of the body after transfer decoding. */
  readonly payload: Digest;
  readonly record: Locator;
  readonly sourceId?: string;
  /** Id of the takedown that removed what it holds: its record tells of that alone. */
  readonly removed?: string;
}

/** What a revision's words were taken from; edits are told only between equal ones. */
export type Basis = 'page' | 'feed' | 'import';

export interface ArticleImage {
  readonly url: Url;
  readonly alt: string;
}

/** An article's content at one moment: what extraction gives. */
export interface Article {
  readonly url: Url;
  readonly title: string;
  readonly authors: readonly string[];
  /** The outlet's name as the page tells it; may be empty. */
  readonly site: string;
  readonly section?: string;
  /** What it is said to be about, as the page tells it; each once. */
  readonly tags?: readonly string[];
  /** BCP 47, of the text itself; `und` when it cannot be told. */
  readonly language: string;
  readonly publishedAt?: Instant;
  readonly modifiedAt?: Instant;
  /** Clean, sanitised, semantic HTML of the body. */
  readonly html: string;
  /** `text/1`: UTF-8, NFC, one line a block, no line break at the end. */
  readonly text: string;
  readonly images: readonly ArticleImage[];
}

/** One state of an article's words. */
export interface Revision {
  readonly id: string;
  /** Id of the article on record. */
  readonly article: string;
  /** 1 for the first. */
  readonly number: number;
  /** Id of the revision before, null for the first. */
  readonly previous: string | null;
  readonly captureId: string;
  readonly basis: Basis;
  /** `name@version` of the extractor that cut it. */
  readonly extractor: string;
  readonly seenAt: Instant;
  /** SHA-256 of title, LF, LF, text as UTF-8. */
  readonly textDigest: Digest;
  /** The same of what the extractor gave before a site's memory cut it; unset in old catalogues. */
  readonly uncutDigest?: Digest;
}

/**
 * How an article was not served. `moved`: its address leads to another page. `not-found` is 404,
 * `gone` 410. `soft-404`: an answer of 200 that says that there is no such page, or a redirect to the
 * front page or a section. `blocked` is 403, 429, 451. `captcha`, `login`: what stands in its place.
 * `robots`: robots.txt asks us not to. `refused`: we do not ask a private address. `server-error` is
 * 5xx. `timeout`, `dns`, `tls`: no answer, and why; `unreachable`: no answer for another reason.
 * `not-an-article`: an answer without the article, for a reason that is not known.
 */
export const absenceKinds = [
  'moved',
  'not-found',
  'gone',
  'soft-404',
  'blocked',
  'captcha',
  'login',
  'robots',
  'refused',
  'server-error',
  'timeout',
  'dns',
  'tls',
  'unreachable',
  'not-an-article',
] as const;
export type AbsenceKind = (typeof absenceKinds)[number];

/** Evidence that an article was not served at a moment: one look. */
export interface Absence {
  readonly articleId: string;
  readonly seenAt: Instant;
  readonly kind: AbsenceKind;
  /** HTTP status, 0 when no answer came. */
  readonly status: number;
  readonly captureId?: string;
  readonly message: string;
  /** Set on the last look before the article was served again: when it was. */
  readonly endedAt?: Instant;
}
