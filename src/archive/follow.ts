import { commonFeedPaths, discoverFeeds } from '../feed/index.ts';
import type { HttpAnswer } from '../http/index.ts';
import {
  ArchiveError,
  type BodyPolicy,
  instant,
  type Source,
  type SourceKind,
  type Url,
} from '../model/index.ts';
import { parseUrl } from '../url/index.ts';
import { documentText, type Listing, readListing } from './document.ts';
import { sourceId } from './identity.ts';
import type { Services } from './services.ts';

export interface FollowOptions {
  readonly title?: string;
  readonly folder?: string;
  readonly body?: BodyPolicy;
  readonly pollSeconds?: number;
  readonly allowPrivate?: boolean;
}

/** What following a URL would give; nothing is stored. */
export interface Peek extends Listing {
  /** The document to follow: the URL asked for, or the feed it offers. */
  readonly url: Url;
}

/** Looks at a URL: a feed, a sitemap, or a page, whose feed is looked for. */
export async function peekUrl(
  services: Services,
  text: string,
  allowPrivate: boolean,
): Promise<Peek> {
  const url = parseUrl(text);
  if (url === undefined) {
    throw new ArchiveError(
      'invalid',
      `${text}: this is no http or https address; give one like https://example.org/feed.`,
    );
  }
  const answer = await ask(services, url, allowPrivate);
  const listing = readAnswer(answer);
  if (listing.kind !== 'page')
    return { ...(await withFirstSitemap(services, listing, allowPrivate)), url };
  const offered = discoverFeeds(documentText(fetchedOf(answer))).map((feed) => feed.url);
  const guessed = commonFeedPaths.flatMap((path) => parseUrl(path, answer.finalUrl) ?? []);
  const feed = await firstFeed(services, { offered, guessed }, allowPrivate);
  if (feed !== undefined) return feed;
  if (listing.entries.length > 0) return { ...listing, url: answer.finalUrl };
  throw new ArchiveError(
    'invalid',
    `${url}: it is no feed, names no feed, and lists no articles; give the address of its feed, sitemap or a section page.`,
  );
}

/** Follows a URL. One already followed keeps its id and takes the new settings. */
export async function followUrl(
  services: Services,
  text: string,
  options: FollowOptions,
): Promise<Source> {
  const peek = await peekUrl(services, text, options.allowPrivate ?? false);
  const before = await services.store.source(sourceId(peek.url));
  const folder = options.folder ?? before?.folder;
  const source: Source = {
    id: sourceId(peek.url),
    kind: peek.kind satisfies SourceKind,
    url: peek.url,
    title: options.title ?? before?.title ?? (peek.title || new URL(peek.url).host),
    ...(folder === undefined ? {} : { folder }),
    body: options.body ?? before?.body ?? 'page',
    ...everyOf(options.pollSeconds ?? before?.pollSeconds ?? services.pollSeconds),
    state: 'followed',
    allowPrivate: options.allowPrivate ?? before?.allowPrivate ?? false,
    followedAt: before?.followedAt ?? instant(services.now()),
  };
  await services.store.commit({
    sources: [source],
    polls: before === undefined ? [dueNow(services, source)] : [],
  });
  return source;
}

/** A feed as a subscription list names it. */
export interface Subscription {
  readonly url: Url;
  readonly title: string;
  readonly folder?: string;
  readonly allowPrivate?: boolean;
}

/** Follows a feed unasked; one already known stays as it is, followed again. */
export async function subscribeTo(services: Services, feed: Subscription): Promise<Source> {
  const before = await services.store.source(sourceId(feed.url));
  const source: Source = before
    ? { ...before, state: 'followed' }
    : {
        id: sourceId(feed.url),
        kind: 'feed',
        url: feed.url,
        title: feed.title || new URL(feed.url).host,
        ...(feed.folder === undefined ? {} : { folder: feed.folder }),
        body: 'page',
        ...everyOf(services.pollSeconds),
        state: 'followed',
        allowPrivate: feed.allowPrivate ?? false,
        followedAt: instant(services.now()),
      };
  const polls = before === undefined ? [dueNow(services, source)] : [];
  await services.store.commit({ sources: [source], polls });
  return source;
}

/** Stops following; what was archived stays. */
export async function unfollowSource(services: Services, id: string): Promise<Source> {
  const source = await services.store.source(id);
  if (source === undefined) {
    throw new ArchiveError(
      'not-found',
      `${id}: there is no such source; backissue sources lists them.`,
    );
  }
  const unfollowed: Source = { ...source, state: 'unfollowed' };
  await services.store.commit({ sources: [unfollowed] });
  return unfollowed;
}

/** A fixed interval where one was asked for. */
const everyOf = (pollSeconds: number | undefined) =>
  pollSeconds === undefined ? {} : { pollSeconds };

const dueNow = (services: Services, source: Source) => ({
  sourceId: source.id,
  nextPollAt: instant(services.now()),
  failures: 0,
  warnings: [],
});

async function ask(services: Services, url: Url, allowPrivate: boolean): Promise<HttpAnswer> {
  const answer = await services.http.fetch({ url, allowPrivate, ignoreRobots: true });
  if (answer.status === 200) return answer;
  throw new ArchiveError(
    'unreachable',
    `${url}: the server answered ${answer.status}; check the address, or try again later.`,
  );
}

const fetchedOf = (answer: HttpAnswer) => ({
  url: answer.finalUrl,
  content: answer.content,
  headers: answer.headers,
});

const readAnswer = (answer: HttpAnswer): Listing => readListing(fetchedOf(answer));

/** The feed a page offers, else the one at a usual path. An offer that fails is told, not hidden. */
async function firstFeed(
  services: Services,
  candidates: { offered: readonly Url[]; guessed: readonly Url[] },
  allowPrivate: boolean,
): Promise<Peek | undefined> {
  for (const url of [...candidates.offered.slice(0, 8), ...candidates.guessed]) {
    try {
      const answer = await ask(services, url, allowPrivate);
      const listing = readAnswer(answer);
      if (listing.kind === 'feed') return { ...listing, url };
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      // A guessed path that is not there is no news; a feed that the page itself names is.
      if (candidates.offered.includes(url)) {
        services.tell({ type: 'warning', url, message: error.message });
      }
    }
  }
  return undefined;
}

/** A sitemap index is shown with the entries of its newest sitemap. */
async function withFirstSitemap(
  services: Services,
  listing: Listing,
  allowPrivate: boolean,
): Promise<Listing> {
  const [newest] = listing.sitemaps ?? [];
  if (newest === undefined) return listing;
  const inner = readAnswer(await ask(services, newest, allowPrivate));
  return { ...listing, entries: inner.entries, warnings: [...listing.warnings, ...inner.warnings] };
}
