import { sha256 } from '../digest/index.ts';
import type { Digest, Header, Instant } from '../model/index.ts';
import { captureId } from './content-id.ts';
import { oneLine } from './http-head.ts';
import { idPrefix, labelled, type WarcRecord } from './warc-record.ts';

/**
 * A file that no HTTP answer brought, as a `resource` record: its capture has status 0. `headers`
 * are further named fields. The same input gives the same record.
 */
export function resourceRecord(input: {
  readonly url: string;
  readonly date: Instant;
  readonly contentType: string;
  readonly body: Uint8Array;
  readonly headers?: readonly Header[];
}): { captureId: string; payload: Digest; record: WarcRecord } {
  const payload = sha256(input.body);
  const id = captureId({ url: input.url, capturedAt: input.date, status: 0, payload });
  const record: WarcRecord = {
    type: 'resource',
    id: `${idPrefix}${id}`,
    date: input.date,
    targetUri: input.url,
    headers: [
      ...(input.headers ?? []),
      ['Content-Type', oneLine(input.contentType)],
      ['WARC-Payload-Digest', labelled(payload)],
    ],
    block: input.body,
  };
  return { captureId: id, payload, record };
}
