import { randomBytes } from 'node:crypto';
import type { HttpClient } from '../../http/index.ts';
import type { Url } from '../../model/index.ts';
import { noStamp, patience, type StampAnswer } from './stamp-answer.ts';

/**
 * Asks a time-stamping authority (RFC 3161 §3.4) for a stamp over some bytes, and checks what it gives. Throws
 * ArchiveError where it cannot be reached, or what it gives is not good.
 */
export async function askAuthority(
  http: Pick<HttpClient, 'post'>,
  url: string,
  stamped: Uint8Array,
): Promise<StampAnswer> {
  // What reads ASN.1 is loaded by whoever needs it: every command would wait for it else.
  const { checkReply, stampRequest } = await import('../../tsp/index.ts');
  const { bytes, nonce } = stampRequest(stamped, randomBytes(8));
  const { content, retryAfterMs, status } = await http.post({
    ...{ url: url as Url, ...patience() },
    ...{ contentType: 'application/timestamp-query', body: bytes },
  });
  if (status !== 200) return noStamp(status, retryAfterMs);
  checkReply(content, { stamped, nonce });
  return { bytes: content };
}
