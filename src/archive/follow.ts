import {
  ArchiveError,
  type BodyPolicy,
  instant,
  type Source,
  type SourceKind,
  type Url,
} from '../model/index.ts';
import { sourceId } from './identity.ts';
import { knownSource } from './known-source.ts';
import { peekUrl } from './peek.ts';
import type { Services } from './services.ts';

export interface FollowOptions {
  readonly title?: string;
  readonly folder?: string;
  readonly body?: BodyPolicy;
  readonly pollSeconds?: number;
  readonly allowPrivate?: boolean;
}

/**
 * Follows a URL. What is followed already, under whatever address, keeps its id and takes the new
 * settings.
 */
export async function followUrl(
  services: Services,
  text: string,
  options: FollowOptions,
): Promise<Source> {
  const peek = await peekUrl(services, text, options.allowPrivate ?? false);
  const before = await knownSource(services, peek);
  const url = before?.url ?? peek.url;
  const folder = options.folder ?? before?.folder;
  const home = before?.home ?? peek.home;
  const source: Source = {
    ...before,
    id: before?.id ?? sourceId(url),
    kind: peek.kind satisfies SourceKind,
    url,
    title: options.title ?? before?.title ?? (peek.title || new URL(url).host),
    ...(folder === undefined ? {} : { folder }),
    body: options.body ?? before?.body ?? 'page',
    ...everyOf(options.pollSeconds ?? before?.pollSeconds ?? services.pollSeconds),
    state: 'followed',
    allowPrivate: options.allowPrivate ?? before?.allowPrivate ?? false,
    followedAt: before?.followedAt ?? instant(services.now()),
    ...(home === undefined ? {} : { home }),
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
  // One that has moved keeps the id of its first address.
  const before =
    (await services.store.source(sourceId(feed.url))) ?? (await services.store.sourceAt(feed.url));
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
