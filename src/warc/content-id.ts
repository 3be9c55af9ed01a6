import { canonicalJson, type JsonValue, sha256 } from '../digest/index.ts';
import type { Digest, Instant } from '../model/index.ts';

/**
 * The id of a capture: a UUID (RFC 9562, version 8) of the first 122 free bits of the SHA-256 of
 * the canonical JSON of its parts. The same answer at the same moment has the same id anywhere.
 */
export function captureId(parts: {
  readonly url: string;
  readonly capturedAt: Instant;
  readonly status: number;
  readonly payload: Digest;
}): string {
  const { url, capturedAt, status, payload } = parts;
  return contentId({ url: url.toWellFormed(), capturedAt, status, payload });
}

/** A UUID made from a value. Throws what `canonicalJson` throws. */
export function contentId(value: JsonValue): string {
  const hex = sha256(canonicalJson(value));
  const variant = (8 + (Number.parseInt(hex.slice(16, 17), 16) % 4)).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
