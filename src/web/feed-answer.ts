import type { Context } from 'hono';
import type { Archive } from '../archive/index.ts';
import { ArchiveError, type Instant } from '../model/index.ts';
import {
  type FeedFormat,
  type FeedOf,
  feedTypes,
  type PageContext,
  writeFeed,
} from '../pages/index.ts';
import { editsPath } from './edits-html.ts';
import { feedPath } from './feed-path.ts';
import { feedOf } from './feeds.ts';
import { folderPath } from './links.ts';
import { notModifiedSince } from './not-modified.ts';
import { savedPath } from './saved-html.ts';

/** Entries of a feed unless it is asked otherwise, and the most there are. */
const usual = 50;
const most = 200;

/** What was seen at a moment is in the feed so much later at the latest: captured, cut, indexed. A date
 * that is younger would hide from who asks by it what came in the meantime. */
const settledMs = 60_000;

/** Where a feed is asked for: its format, what it is of, and what its addresses begin with. */
export interface FeedRequest {
  readonly of: FeedOf;
  readonly format: FeedFormat;
  readonly base: string;
}

/** A feed over HTTP, with its moment of change; whole or as 304. The ETag is the reader's own, over all
 * that it sends. */
export async function feedAnswer(
  archive: Archive,
  context: PageContext,
  request: Context,
  { of, format, base }: FeedRequest,
): Promise<Response> {
  const absolute = (path: string) => `${base}${path}`;
  const self = absolute(feedPath(of, format));
  const place = { self, page: absolute(pageOf(context, of)), absolute };
  const feed = await feedOf(archive, context, { of, limit: limitAsked(request), place });
  const changedAt = await lastChange(archive, feed.items.length > 0 ? feed.updatedAt : undefined);
  request.header('Vary', 'Accept-Language, Cookie');
  request.header('Cache-Control', 'max-age=300');
  if (changedAt !== undefined && Date.parse(context.now) - Date.parse(changedAt) >= settledMs) {
    request.header('Last-Modified', new Date(changedAt).toUTCString());
    if (notModifiedSince(request, changedAt)) return request.body(null, 304);
  }
  return request.body(writeFeed(feed, format), 200, {
    'Content-Type': `${feedTypes[format]}; charset=utf-8`,
  });
}

/** A takedown, and its end, changes a feed without any entry's being newer. */
async function lastChange(
  archive: Archive,
  updatedAt: Instant | undefined,
): Promise<Instant | undefined> {
  if (updatedAt === undefined) return undefined;
  const takedowns = await archive.takedowns();
  return takedowns
    .flatMap(({ at, liftedAt }) => [at, liftedAt ?? at])
    .reduce((latest, one) => (one > latest ? one : latest), updatedAt);
}

function limitAsked({ req }: Context): number {
  const text = req.query('limit');
  if (text === undefined) return usual;
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > most) {
    throw new ArchiveError('invalid', `${text}: this is no number of entries; give 1 to ${most}.`);
  }
  return limit;
}

/** The page that shows the same as a feed. */
function pageOf({ links }: PageContext, of: FeedOf): string {
  switch (of.of) {
    case 'all':
      return links.front();
    case 'outlet':
      return links.outlet(of.id);
    case 'folder':
      return folderPath(of.folder);
    case 'search':
      return links.search(of.query);
    case 'saved':
      return savedPath(of.id);
    case 'edits':
      return editsPath(of.outlet);
  }
}
