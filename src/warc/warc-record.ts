import { sha256 } from '../digest/index.ts';
import type { Digest, Header, Instant } from '../model/index.ts';

/** The record types of WARC 1.1 that an archive of news holds. */
export type WarcType =
  | 'warcinfo'
  | 'response'
  | 'request'
  | 'revisit'
  | 'resource'
  | 'conversion'
  | 'metadata';

/** One record of a WARC file (ISO 28500:2017). */
export interface WarcRecord {
  readonly type: WarcType;
  /** WARC-Record-ID without its angle brackets: `urn:uuid:…`. */
  readonly id: string;
  readonly date: Instant;
  readonly targetUri?: string;
  /**
   * The other named fields in the order they are written, WARC-Payload-Digest among them.
   * WARC-Block-Digest and Content-Length are not: they follow from the block.
   */
  readonly headers: readonly Header[];
  readonly block: Uint8Array;
  /**
   * All of a record that somebody else wrote, version line to last line break, as `readForeignWarc`
   * gives it: written so, and not made again of the members above.
   */
  readonly asItCame?: Uint8Array;
}

/** A longer block is neither written nor read: what is inflated into memory has an end. */
export const longestBlock: number = 256 * 2 ** 20;

/** The id of the capture that a record is the heart of: its own, without the prefix of UUIDs. */
export function captureIdOf(record: Pick<WarcRecord, 'id'>): string {
  return record.id.startsWith(idPrefix) ? record.id.slice(idPrefix.length) : record.id;
}

/** Prefix of the record id of a capture; the rest is the capture id. */
export const idPrefix = 'urn:uuid:';

/** The value of a named field (names in any case), the first where there are several. */
export function fieldOf(record: WarcRecord, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return record.headers.find(([known]) => known.toLowerCase() === wanted)?.[1];
}

/** A WARC digest value. */
export function labelled(digest: Digest): string {
  return `sha256:${digest}`;
}

const ours = /^sha256:([0-9a-f]{64})$/i;

/** The SHA-256 in a digest field; nothing where another algorithm or encoding was used. */
export function unlabelled(field: string | undefined): Digest | undefined {
  return ours.exec(field ?? '')?.[1]?.toLowerCase() as Digest | undefined;
}

/** The SHA-256 a record states for its payload; nothing where it states none or another kind. */
export function payloadDigest(record: WarcRecord): Digest | undefined {
  return unlabelled(fieldOf(record, 'WARC-Payload-Digest'));
}

/** The block digest as it is written. */
export function blockDigest(block: Uint8Array): string {
  return labelled(sha256(block));
}
