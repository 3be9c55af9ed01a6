import { createHash } from 'node:crypto';
import type { HttpClient } from '../../http/index.ts';
import type { Url } from '../../model/index.ts';
import { type OtsNode, parseOtsNode } from '../../tlog/index.ts';
import { noStamp, patience, type StampAnswer } from './stamp-answer.ts';

/** SHA-256 of what is stamped: what calendars are told. */
export const stampedDigest = (stamped: Uint8Array): Uint8Array =>
  Uint8Array.from(createHash('sha256').update(stamped).digest());

const belowUrl = (url: string, path: string): Url => `${url.replace(/\/+$/, '')}/${path}` as Url;
const accepted: readonly [string, string] = ['Accept', 'application/vnd.opentimestamps.v1'];

/**
 * Has a calendar of OpenTimestamps take a digest in. Gives its promise. Throws ArchiveError where it cannot be reached, or
 * what it gives is none.
 */
export async function askCalendar(
  http: Pick<HttpClient, 'post'>,
  url: string,
  stamped: Uint8Array,
): Promise<StampAnswer | { readonly node: OtsNode }> {
  const { content, retryAfterMs, status } = await http.post({
    ...{ url: belowUrl(url, 'digest'), ...patience(), headers: [accepted] },
    ...{ contentType: 'application/octet-stream', body: stampedDigest(stamped) },
  });
  return status === 200 ? { node: parseOtsNode(content) } : noStamp(status, retryAfterMs);
}

/**
 * What a calendar has come to know of a message it made a promise for; undefined while it knows no more. The address is the
 * promise's own, so it may lie at a private one only where the user named that host.
 */
export async function askAttested(
  http: Pick<HttpClient, 'fetch'>,
  url: string,
  message: Uint8Array,
  isNamed: boolean,
): Promise<OtsNode | undefined> {
  const { content, status } = await http.fetch({
    url: belowUrl(url, `timestamp/${Buffer.from(message).toString('hex')}`),
    // It is asked for nothing but what it offers, by its own protocol.
    ...{ ...patience(), allowPrivate: isNamed, ignoreRobots: true, headers: [accepted] },
  });
  return status === 200 ? parseOtsNode(content) : undefined;
}
