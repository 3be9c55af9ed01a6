import { sha256 } from '../digest/index.ts';
import type { Digest, Header, Instant } from '../model/index.ts';
import { captureId } from './content-id.ts';
import { oneLine } from './http-head.ts';
import { idPrefix, labelled, type WarcRecord } from './warc-record.ts';

/** What was made of a capture, in another form. */
export interface Conversion {
  readonly url: string;
  /** When it was made. */
  readonly date: Instant;
  readonly contentType: string;
  readonly body: Uint8Array;
  /** Id of the capture that it was made of. */
  readonly of: string;
  /** Further named fields. */
  readonly headers?: readonly Header[];
}

/**
 * What was made of a capture as a `conversion` record (ISO 28500:2017, 6.9), which names it in
 * WARC-Refers-To: a capture of its own, with status 0. Programs that replay look up answers alone, so
 * it stands in no answer's way. The same input gives the same record.
 */
export function conversionRecord(conversion: Conversion): {
  captureId: string;
  payload: Digest;
  record: WarcRecord;
} {
  const { url, date, contentType, body, of, headers = [] } = conversion;
  const payload = sha256(body);
  const id = captureId({ url, capturedAt: date, status: 0, payload });
  const record: WarcRecord = {
    type: 'conversion',
    id: `${idPrefix}${id}`,
    date,
    targetUri: url,
    headers: [
      ['WARC-Refers-To', `<${idPrefix}${of}>`],
      ...headers,
      ['Content-Type', oneLine(contentType)],
      ['WARC-Payload-Digest', labelled(payload)],
    ],
    block: body,
  };
  return { captureId: id, payload, record };
}
