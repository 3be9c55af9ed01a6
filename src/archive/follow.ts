import {
  ArchiveError,
  type BodyPolicy,
  instant,
  type Source,
  type SourceKind,
  type Url,
} from '../model/index.ts';
import { parseUrl } from '../url/index.ts';
import { addressesMeant } from './asked-address.ts';
import { decide } from './decide.ts';
import { askingToPeek, checkGiven, type GivenOptions, sameGiven, withGiven } from './given.ts';
import { sourceId } from './identity.ts';
import { knownSource } from './known-source.ts';
import { type FoundMirror, findMirror, mirrorIfThere, mirrorNamed } from './mirrors/find-mirror.ts';
import { forgetUnfollowed } from './mirrors/mirror-turn.ts';
import { type Peek, peekOrSite, peekUrl } from './peek.ts';
import type { Services } from './services.ts';
import { browserOf } from './shown-page.ts';
import { sourceById } from './source-by-id.ts';

export interface FollowOptions extends GivenOptions {
  readonly title?: string;
  readonly folder?: string;
  readonly body?: BodyPolicy;
  /** `auto`: the source's own rhythm, whatever was fixed before. */
  readonly pollSeconds?: number | 'auto';
  readonly allowPrivate?: boolean;
  /** Whether a browser shows its pages before they are read. */
  readonly browser?: boolean;
  /** Of a mirror: the verifier key that its ledger must have. */
  readonly key?: string;
}

/**
 * Follows a URL. What is followed already, under whatever address, keeps its id and all that was
 * learned of it, and takes the new settings; at the very address of a source that was read before
 * nothing is asked for that. Throws as `peekUrl`, `invalid` for a header, cookies or a proxy that
 * cannot be used, and `not-found` where a browser is wanted and none is installed.
 */
export async function followUrl(
  services: Services,
  text: string,
  options: FollowOptions,
): Promise<Source> {
  checkGiven(options);
  if (options.browser === true) browserOf(services).executable();
  const mirror =
    mirrorNamed(text) ?? (options.key === undefined ? undefined : addressesMeant(text)[0]);
  if (mirror !== undefined) {
    return await followMirror(services, await findMirror(services, mirror, options), options);
  }
  const named = await sourceNamed(services, text);
  const poll = named && (await services.store.pollState(named.id));
  if (named !== undefined && poll?.lastSuccessAt !== undefined) {
    return await keep(services, withOptions(services, named, options), named);
  }
  const peek = await peekOrSite(services, text, options.allowPrivate ?? false, {
    asking: askingToPeek(services, text, options, named),
  });
  const site = peek.site && (await mirrorIfThere(services, peek.site, options));
  if (site !== undefined) return await followMirror(services, site, options);
  if ('failed' in peek) throw peek.failed;
  const before = await knownSource(services, peek);
  const url = before?.url ?? peek.url;
  const home = before?.home ?? peek.home;
  const source: Source = {
    ...(before ?? newSource(services, url, peek.title)),
    kind: peek.kind satisfies SourceKind,
    ...(home === undefined ? {} : { home }),
  };
  return await keep(services, withOptions(services, source, options), before);
}

/** Follows a mirror. Its key is the one that was seen first, until somebody gives another by hand. */
async function followMirror(
  services: Services,
  { url, title, key }: FoundMirror,
  options: FollowOptions,
): Promise<Source> {
  const before = await services.store.source(sourceId(url));
  if (before?.key !== undefined && before.key !== key && options.key === undefined) {
    const says = `${url} has another key than when it was first followed: ${key}; if it is to be trusted, give it with --key.`;
    throw new ArchiveError('refused', says);
  }
  const source: Source = { ...(before ?? newSource(services, url, title)), kind: 'mirror', key };
  return await keep(services, withOptions(services, source, options), before);
}

/** What an address is looked at with. */
export interface PeekOptions extends GivenOptions {
  readonly allowPrivate?: boolean;
}

/** What following a URL with these options would give; nothing is stored. */
export async function peekWith(
  services: Services,
  text: string,
  options: PeekOptions,
): Promise<Peek> {
  checkGiven(options);
  const asking = askingToPeek(services, text, options);
  return await peekUrl(services, text, options.allowPrivate ?? false, { asking });
}

/** The source whose very address this is, or was when it was followed. */
async function sourceNamed(services: Services, text: string): Promise<Source | undefined> {
  const url = parseUrl(text);
  if (url === undefined) return undefined;
  return (await services.store.source(sourceId(url))) ?? (await services.store.sourceAt(url));
}

const newSource = (services: Services, url: Url, title: string): Source => ({
  id: sourceId(url),
  kind: 'feed',
  url,
  title: title || new URL(url).host,
  body: 'page',
  ...everyOf(services.pollSeconds),
  state: 'followed',
  allowPrivate: false,
  followedAt: instant(services.now()),
});

function withOptions(services: Services, source: Source, options: FollowOptions): Source {
  const { pollSeconds: before, browser: shown = false, ...rest } = source;
  const {
    title,
    folder,
    body,
    allowPrivate,
    browser = shown,
    pollSeconds = before ?? services.pollSeconds,
  } = options;
  return {
    ...withGiven(rest, options),
    ...(title === undefined ? {} : { title }),
    ...(folder === undefined ? {} : { folder }),
    ...(body === undefined ? {} : { body }),
    ...(allowPrivate === undefined ? {} : { allowPrivate }),
    ...(browser ? { browser } : {}),
    ...everyOf(pollSeconds === 'auto' ? undefined : pollSeconds),
    state: 'followed',
  };
}

/** Puts a source on record. One that is asked with other secrets is read anew, as if never seen: a
 * poll under way loses its lease, so that it cannot bring the old ones back. */
async function keep(outer: Services, source: Source, known: Source | undefined): Promise<Source> {
  return await decide(outer, async (services) => {
    const { store } = services;
    const poll = await store.pollState(source.id);
    // Somebody else may have followed it while it was looked at.
    const before = known ?? (await store.source(source.id));
    if (before === undefined || poll === undefined) {
      await store.commit({ sources: [source], polls: [dueNow(services, source)] });
      return source;
    }
    const isAskedAnew = !sameGiven(before, source);
    const { jar: _jar, etag: _etag, lastModified: _modified, ...bare } = poll;
    const now = instant(services.now());
    const polls = isAskedAnew ? [{ ...bare, nextPollAt: now }] : [];
    await store.commit({ sources: [source], polls });
    if (before.pollSeconds !== source.pollSeconds) await store.hastenPoll(source.id, now);
    return source;
  });
}

/** A feed as a subscription list names it. */
export interface Subscription {
  readonly url: Url;
  readonly title: string;
  readonly folder?: string;
  readonly allowPrivate?: boolean;
  /** The outlet's page. */
  readonly home?: Url;
}

/** Follows a feed unasked; one already known stays as it is, followed again. */
export async function subscribeTo(outer: Services, feed: Subscription): Promise<Source> {
  return await decide(outer, (services) => subscribed(services, feed));
}

async function subscribed(services: Services, feed: Subscription): Promise<Source> {
  // One that has moved keeps the id of its first address.
  const before =
    (await services.store.source(sourceId(feed.url))) ?? (await services.store.sourceAt(feed.url));
  const source: Source = before
    ? { ...before, state: 'followed' }
    : {
        ...newSource(services, feed.url, feed.title),
        ...(feed.folder === undefined ? {} : { folder: feed.folder }),
        allowPrivate: feed.allowPrivate ?? false,
        ...(feed.home === undefined ? {} : { home: feed.home }),
      };
  const polls = before === undefined ? [dueNow(services, source)] : [];
  await services.store.commit({ sources: [source], polls });
  return source;
}

/** Stops following; what was archived stays. */
export async function unfollowSource(services: Services, id: string): Promise<Source> {
  const unfollowed = await decide(services, async ({ store }) => {
    const source: Source = { ...(await sourceById(store, id)), state: 'unfollowed' };
    await store.commit({ sources: [source] });
    return source;
  });
  if (unfollowed.kind === 'mirror') await forgetUnfollowed(services);
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
