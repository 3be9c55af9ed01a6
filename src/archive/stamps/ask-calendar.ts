import { createHash } from 'node:crypto';
import type { HttpClient } from '../../http/index.ts';
import { ArchiveError, type Url } from '../../model/index.ts';
import { followOts, type OtsNode, parseOtsNode } from '../../tlog/index.ts';
import { noStamp, patience, type StampAnswer } from './stamp-answer.ts';

/** SHA-256 of what is stamped: what calendars are told. */
export const stampedDigest = (stamped: Uint8Array): Uint8Array =>
  Uint8Array.from(createHash('sha256').update(stamped).digest());

const belowUrl = (url: string, path: string): Url => `${url.replace(/\/+$/, '')}/${path}` as Url;
const accepted: readonly [string, string] = ['Accept', 'application/vnd.opentimestamps.v1'];

/** No calendar gives more; one proof holds what several gave. */
const mostOfCalendar = 10_000;

/**
 * What a calendar gives for a message, followed to its ends: one proof is of several calendars, and is nothing any more
 * where one of them put something into it that leads nowhere. Throws ArchiveError(`corrupt`).
 */
async function goodNode(url: string, content: Uint8Array, message: Uint8Array): Promise<OtsNode> {
  if (content.length > mostOfCalendar) {
    const says = `${url} gave ${content.length} bytes; more than ${mostOfCalendar} are not taken.`;
    throw new ArchiveError('corrupt', says);
  }
  const node = parseOtsNode(content);
  const ends = await followOts(node, message);
  const isGood = ends.every(
    ({ message: { length }, word }) => word.kind !== 'bitcoin' || length === 32,
  );
  if (isGood) return node;
  throw new ArchiveError(
    'corrupt',
    `${url} gave a proof that leads to no Merkle root; it was not taken.`,
  );
}

/**
 * Has a calendar of OpenTimestamps take a digest in. Gives its promise. Throws ArchiveError where it cannot be reached, or
 * what it gives is none.
 */
export async function askCalendar(
  http: Pick<HttpClient, 'post'>,
  url: string,
  stamped: Uint8Array,
): Promise<StampAnswer | { readonly node: OtsNode }> {
  const digest = stampedDigest(stamped);
  const { content, retryAfterMs, status } = await http.post({
    ...{ url: belowUrl(url, 'digest'), ...patience(), headers: [accepted] },
    ...{ contentType: 'application/octet-stream', body: digest },
  });
  if (status !== 200) return noStamp(status, retryAfterMs);
  return { node: await goodNode(url, content, digest) };
}

/** What a calendar promised to have attested. */
export interface OtsPromise {
  readonly url: string;
  readonly message: Uint8Array;
}

/**
 * What a calendar has come to know of a message it made a promise for; undefined while it knows no more. The address is the
 * promise's own, so it may lie at a private one only where the user named that host.
 */
export async function askAttested(
  http: Pick<HttpClient, 'fetch'>,
  { message, url }: OtsPromise,
  { isNamed, round }: { readonly isNamed: boolean; readonly round: AbortSignal },
): Promise<OtsNode | undefined> {
  const { content, status } = await http.fetch({
    url: belowUrl(url, `timestamp/${Buffer.from(message).toString('hex')}`),
    // It is asked for nothing but what it offers, by its own protocol.
    ...{ ...patience(round), allowPrivate: isNamed, ignoreRobots: true, headers: [accepted] },
  });
  return status === 200 ? await goodNode(url, content, message) : undefined;
}
