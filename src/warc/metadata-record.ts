import { canonicalJson, type JsonValue, sha256 } from '../digest/index.ts';
import type { Instant } from '../model/index.ts';
import { contentId } from './content-id.ts';
import { idPrefix, type WarcRecord } from './warc-record.ts';

/**
 * What is known about a capture besides its bytes, as a `metadata` record with WARC-Concurrent-To
 * the capture, or what is known without one; the block is the value's canonical JSON. Throws
 * ArchiveError(`invalid`) for what JSON cannot say.
 */
export function metadataRecord(input: {
  /** Capture id; none: it is about no capture. */
  readonly about?: string;
  readonly url?: string;
  readonly date: Instant;
  readonly value: JsonValue;
}): WarcRecord {
  const text = canonicalJson(input.value);
  const { about = '', date } = input;
  return {
    type: 'metadata',
    id: `${idPrefix}${contentId({ type: 'metadata', about, date, block: sha256(text) })}`,
    date,
    ...(input.url === undefined ? {} : { targetUri: input.url }),
    headers: [
      ...(about === '' ? [] : [['WARC-Concurrent-To', `<${idPrefix}${about}>`] as const]),
      ['Content-Type', 'application/json'],
    ],
    block: Buffer.from(text),
  };
}
