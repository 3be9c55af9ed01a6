import type { Context, Hono } from 'hono';
import { ArchiveError } from '../../model/index.ts';
import type { RouteParts } from '../add-feeds.ts';
import { type FaultParts, isFault } from '../faults.ts';
import { clientOf, trustedRanges } from '../peers.ts';
import { statusOf } from '../status-of.ts';
import type { AccessOptions } from '../visitor.ts';
import type { Answer, Call } from './calls.ts';
import { clientLogin } from './client-login.ts';
import { disableTag, editSubscriptions, quickAdd, renameTag } from './edit-subscriptions.ts';
import { type GreaderPath, greaderPath } from './greader-path.ts';
import { subscriptionList, tagList, token, unreadCount, userInfo } from './lists.ts';
import { editTag, markAllRead } from './mark.ts';
import { exportOpml, importOpml } from './opml.ts';
import { parametersOf } from './parameters.ts';
import { itemContents, streamAtom, streamContents, streamIds } from './streams.ts';
import { subscriptionsOf } from './subscriptions.ts';
import { unauthorised } from './unauthorised.ts';
import { whoAsks } from './who-asks.ts';

interface GreaderParts extends RouteParts, FaultParts {
  readonly now: () => number;
  /** False: what is followed is not changed here. */
  readonly keepsSources?: boolean;
  /** Unset: there are no users, and nobody to log in. */
  readonly access?: AccessOptions;
}

const reads: Readonly<{ [name: string]: Answer }> = {
  token,
  'user-info': userInfo,
  'tag/list': tagList,
  'subscription/list': subscriptionList,
  'subscription/export': exportOpml,
  'unread-count': unreadCount,
  atom: streamAtom,
  'stream/contents': streamContents,
  'stream/items/ids': streamIds,
  'stream/items/contents': itemContents,
};

const writes: Readonly<{ [name: string]: Answer }> = {
  'subscription/edit': editSubscriptions,
  'subscription/quickadd': quickAdd,
  'subscription/import': importOpml,
  'edit-tag': editTag,
  'mark-all-as-read': markAllRead,
  'rename-tag': renameTag,
  'disable-tag': disableTag,
};

/** The Google Reader API, which reading apps speak. It stands before the login of browsers, and knows
 * none of their cookies. */
export function addGreader(reader: Hono, parts: GreaderParts): void {
  const isTrusted = trustedRanges(parts.access?.trustedProxies ?? []);
  reader.use(async (request, next) => {
    const path = greaderPath(new URL(request.req.url).pathname);
    if (path === undefined) return await next();
    request.header('Access-Control-Allow-Origin', '*');
    request.header('Access-Control-Allow-Headers', 'Authorization, Content-Type');
    request.header('Access-Control-Allow-Methods', 'GET, POST, OPTIONS');
    request.header('Cache-Control', 'private, no-store');
    request.header('Date', new Date(parts.now()).toUTCString());
    if (request.req.method === 'OPTIONS') return request.body(null, 204);
    try {
      return await answered(parts, request, path, clientOf(request, isTrusted));
    } catch (error) {
      if (!(error instanceof ArchiveError) || isFault(error)) throw error;
      return request.text(error.message, statusOf[error.code]);
    }
  });
}

async function answered(
  parts: GreaderParts,
  request: Context,
  path: GreaderPath,
  address: string,
): Promise<Response> {
  if (parts.access === undefined) {
    const says = 'This reader has no users, so no app can log in to it; backissue serve has.';
    return request.text(says, 404);
  }
  if (path.at === 'front') return request.text('This is the address for reading apps.');
  const { accounts } = parts.archive;
  const sent = await parametersOf(request);
  if (path.at === 'login') return await clientLogin(accounts, request, sent, address);
  const asker = await whoAsks(accounts, request, sent);
  if (asker === undefined) return unauthorised(request, 'Log in first, at /accounts/ClientLogin.');
  const { archive, now, keepsSources } = parts;
  const subscriptions = async () => subscriptionsOf(await archive.sourceList());
  const call = {
    archive,
    request,
    sent,
    rest: path.rest,
    ...asker,
    now: now(),
    parts,
    keepsSources,
  };
  return await called(path.name, { ...call, subscriptions });
}

async function called(name: string, call: Call): Promise<Response> {
  const { request } = call;
  const read = reads[name];
  if (read !== undefined) return await read(call);
  const write = writes[name];
  if (write === undefined) return request.text(`${name}: there is no such call.`, 404);
  if (request.req.method === 'POST') return await write(call);
  request.header('Allow', 'POST, OPTIONS');
  return request.text(`${name}: send it with POST.`, 405);
}
