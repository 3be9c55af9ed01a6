import { canonicalJson, type JsonValue, sha256 } from '../digest/index.ts';
import type { Digest, Instant } from '../model/index.ts';
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
    id: ownId(about, date, sha256(text)),
    date,
    ...(input.url === undefined ? {} : { targetUri: input.url }),
    headers: [
      ...(about === '' ? [] : [['WARC-Concurrent-To', `<${idPrefix}${about}>`] as const]),
      ['Content-Type', 'application/json'],
    ],
    block: Buffer.from(text),
  };
}

/**
 * Whether a record is such as `metadataRecord` makes, by its fields and its id: one of `abouts` is the
 * capture that it was made about (no capture: the empty text). Anybody can make such an id, so it says
 * that a record has our form, not that it is ours.
 */
export function isOwnMetadata(record: WarcRecord, abouts: readonly string[]): boolean {
  const fields = record.headers.filter(
    ([name]) => !/^(?:WARC-Concurrent-To|Content-Type)$/i.test(name),
  );
  const block = sha256(record.block);
  return (
    fields.length === 0 && abouts.some((about) => ownId(about, record.date, block) === record.id)
  );
}

const ownId = (about: string, date: Instant, block: Digest): string =>
  `${idPrefix}${contentId({ type: 'metadata', about, date, block })}`;
