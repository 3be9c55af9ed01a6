import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import { header } from '../http/index.ts';
import { ArchiveError, type Capture, type Digest, type Header } from '../model/index.ts';
import {
  type CapturePlace,
  httpResponse,
  readRecord,
  removedSays,
  type WarcRecord,
} from '../warc/index.ts';

/** Largest content a stored payload may unfold to, in bytes. */
const maxOutputLength = 128 * 1024 * 1024;

/** Gives the oldest capture with a payload, be it whole or a revisit, that comes after another. */
export type WithPayload = (
  payload: Digest,
  after?: Pick<Capture, 'id' | 'capturedAt'>,
) => Promise<Capture | undefined>;

/**
 * The payload of a capture as it lies in its file; for a revisit the payload of a capture that
 * `withPayload` finds. Throws ArchiveError `corrupt` when the record is damaged, `not-found` when a
 * revisit's original is not there.
 */
export async function readPayload(
  place: CapturePlace,
  capture: Capture,
  withPayload: WithPayload,
): Promise<Uint8Array> {
  const record = await readRecord(place, capture.record);
  const removed = removedSays(record);
  if (removed !== undefined || capture.removed !== undefined) {
    const says = removed === undefined ? '' : ` on ${removed.at.slice(0, 10)} (${removed.reason})`;
    throw new ArchiveError(
      'not-found',
      `${capture.askedUrl}: what capture ${capture.id} held was removed${says}; backissue takedown lists what was.`,
    );
  }
  if (record.type !== 'revisit') return httpResponse(record).body;
  const whole = await wholeCapture(place, capture.payload, withPayload);
  if (whole !== undefined) return httpResponse(whole.record).body;
  throw new ArchiveError(
    'not-found',
    `${capture.askedUrl}: the payload that capture ${capture.id} refers to is not in the archive; run doctor.`,
  );
}

/**
 * The oldest capture that holds a payload, with its record; undefined where revisits alone name it.
 * Of two captures the older may be the revisit: another archive's, taken in later. A damaged record is
 * passed over as long as another holds the payload; else it throws `corrupt`.
 */
export async function wholeCapture(
  place: CapturePlace,
  payload: Digest,
  withPayload: WithPayload,
): Promise<{ readonly capture: Capture; readonly record: WarcRecord } | undefined> {
  let damage: ArchiveError | undefined;
  for (let capture = await withPayload(payload); capture !== undefined; ) {
    try {
      const record = await readRecord(place, capture.record);
      if (isWhole(record)) return { capture, record };
    } catch (thrown) {
      if (!(thrown instanceof ArchiveError) || thrown.code !== 'corrupt') throw thrown;
      damage ??= thrown;
    }
    capture = await withPayload(payload, capture);
  }
  if (damage !== undefined) throw damage;
  return undefined;
}

/** Whether a record holds its payload, and does not refer to another or stand in a removed one's place. */
export const isWhole = (record: WarcRecord): boolean =>
  record.type !== 'revisit' && removedSays(record) === undefined;

/** The content of a capture: its payload after content decoding (gzip, deflate, br, zstd). */
export async function readContent(
  place: CapturePlace,
  capture: Capture,
  withPayload: WithPayload,
): Promise<Uint8Array> {
  return decodeContent(await readPayload(place, capture, withPayload), capture.headers);
}

/** The content of a `response` or `resource` record: its payload after content decoding. */
export function recordContent(record: WarcRecord): Uint8Array {
  const { body, headers } = httpResponse(record);
  return decodeContent(body, headers);
}

/**
 * A payload after content decoding. Where it is not in the coding its headers name, it stays as it is:
 * some crawlers keep the headers and decode the body.
 */
export function decodeContent(payload: Uint8Array, headers: readonly Header[]): Uint8Array {
  const codings = (header(headers, 'content-encoding') ?? '').toLowerCase().split(',');
  try {
    return codings.reverse().reduce((bytes, coding) => decodeOne(bytes, coding.trim()), payload);
  } catch {
    return payload;
  }
}

function decodeOne(bytes: Uint8Array, coding: string): Uint8Array {
  if (coding === 'gzip' || coding === 'x-gzip') return gunzipSync(bytes, { maxOutputLength });
  if (coding === 'deflate') return inflateSync(bytes, { maxOutputLength });
  if (coding === 'br') return brotliDecompressSync(bytes, { maxOutputLength });
  if (coding === 'zstd') return zstdDecompressSync(bytes, { maxOutputLength });
  return bytes;
}
