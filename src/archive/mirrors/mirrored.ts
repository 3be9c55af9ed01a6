import { canonicalJson, sha256 } from '../../digest/index.ts';
import { ArchiveError, type Instant, type Url } from '../../model/index.ts';
import { type Leaf, parseLeaf } from '../../tlog/index.ts';
import { parseUrl } from '../../url/index.ts';

/** The media type of what is taken of a mirror: a leaf of its ledger, with all that the leaf stands for. */
const mirroredType = 'application/vnd.backissue.mirrored+json';

/** A leaf of another archive's ledger with its record and text, as it is kept in a capture file. */
export interface Mirrored {
  /** The folder of the ledger it is of: digits of the digest of its key. */
  readonly log: string;
  readonly index: number;
  /** With its LF. */
  readonly line: string;
  /** The record's bytes, which the line names by digest. */
  readonly record: string;
  /** In the form `text/1`, which the record names by digest. */
  readonly text?: string;
}

/** What such a leaf tells, all of it checked for its form. */
export interface MirroredFacts {
  readonly leaf: Leaf;
  readonly url: Url;
  readonly fetched: Instant;
  readonly record: Readonly<Record<string, unknown>>;
  readonly text?: string;
}

/** The media type with the place in the ledger, so that who has the capture alone knows it. */
export const typeOfMirrored = ({ log, index, line }: Mirrored): string =>
  `${mirroredType}; log=${log}; index=${index}; record=${parseLeaf(line).record}`;

/** Where in which kept ledger a capture was taken from, by its media type; undefined for any other. */
export function placeOfMirrored(
  type: string,
): { readonly log: string; readonly index: number; readonly record: string } | undefined {
  const shape = /^[^;]+; log=([0-9a-f]{32}); index=(\d{1,15}); record=([0-9a-f]{64})$/;
  const [, log, index, record] = (isMirroredType(type) && shape.exec(type)) || [];
  if (log === undefined || record === undefined) return undefined;
  return { log, index: Number(index), record };
}

export const isMirroredType = (type: unknown): boolean =>
  typeof type === 'string' && type.startsWith(mirroredType);

/** The bytes of the capture. */
export const mirroredBytes = (one: Mirrored): Uint8Array =>
  new TextEncoder().encode(canonicalJson({ v: 1, kind: 'mirrored', ...one }));

/** Reads such a capture again. Throws ArchiveError `invalid`. */
export function readMirrored(bytes: Uint8Array): MirroredFacts {
  const value = objectIn(new TextDecoder().decode(bytes));
  const { line, record, text } = value ?? {};
  if (typeof line !== 'string' || typeof record !== 'string') throw unreadable('it has no leaf');
  if (text !== undefined && typeof text !== 'string') throw unreadable('its text is none');
  return factsOf({ line, record, ...(text !== undefined && { text }) });
}

/** What a leaf tells. Throws ArchiveError `invalid` for a record that cannot be what it says, or is not
 * the one that the leaf names. */
export function factsOf({ line, record, text }: Pick<Mirrored, 'line' | 'record' | 'text'>) {
  const leaf = parseLeaf(line);
  if (sha256(record) !== leaf.record) throw unreadable('its record is not the one of its leaf');
  const fields = objectIn(record);
  const url = typeof fields?.['url'] === 'string' ? parseUrl(fields['url']) : undefined;
  const fetched = momentIn(fields?.['fetched']);
  if (fields === undefined || url === undefined || fetched === undefined) {
    throw unreadable('its record tells no address and moment');
  }
  if (fields['kind'] !== leaf.kind) throw unreadable(`its record is no ${leaf.kind}`);
  if (fetched > leaf.time) throw unreadable('its record is from after its leaf');
  if (text !== undefined && sha256(text) !== textDigestIn(fields)) {
    throw unreadable('its text is not the one of its record');
  }
  return { leaf, url, fetched, record: fields, ...(text !== undefined && { text }) };
}

/** The digest of the text that a record names. */
export function textDigestIn(record: Readonly<Record<string, unknown>>): string | undefined {
  const text = record['text'];
  const digest = typeof text === 'object' && text !== null && 'sha256' in text && text.sha256;
  return typeof digest === 'string' && /^[0-9a-f]{64}$/.test(digest) ? digest : undefined;
}

/** A moment as records have it; undefined for anything else. */
export function momentIn(value: unknown): Instant | undefined {
  if (typeof value !== 'string' || Number.isNaN(Date.parse(value))) return undefined;
  return new Date(value).toISOString() === value ? (value as Instant) : undefined;
}

/** A JSON object in a text; undefined for anything else. */
export function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    // The caller says what it is of.
    return undefined;
  }
}

const unreadable = (why: string): ArchiveError =>
  new ArchiveError(
    'invalid',
    `What was taken of a mirror cannot be read: ${why}; verify the mirror.`,
  );
