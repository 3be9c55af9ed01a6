import type { Context } from 'hono';
import type { Instant } from '../model/index.ts';

/** Whether a request says that what it has is as new (RFC 9110, 13.1.3): `If-Modified-Since`, which is
 * not looked at beside `If-None-Match`. Its dates have no fractions of a second. */
export function notModifiedSince({ req }: Context, changedAt: Instant): boolean {
  if (req.header('If-None-Match') !== undefined) return false;
  const since = Date.parse(req.header('If-Modified-Since') ?? '');
  return !Number.isNaN(since) && Math.floor(Date.parse(changedAt) / 1000) * 1000 <= since;
}
