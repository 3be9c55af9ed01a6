import { randomBytes } from 'node:crypto';
import { canonicalJson, type JsonValue } from '../digest/index.ts';
import type { Absence, Capture, Digest, Header, TakedownReason, Url } from '../model/index.ts';
import type { LedgerFact, RevisionRecord } from '../store/index.ts';
import { text1 } from './text-1.ts';

/** Where a record stands in the ledger: which it points at as the one before, of the same address. */
export interface ChainPlace {
  readonly url: Url;
  readonly rev: number;
  readonly prev: { readonly index: number; readonly record: Digest } | null;
}

/** A capture with the size of its payload in bytes. */
export interface SizedCapture {
  readonly capture: Capture;
  /** Unset where the payload cannot be read. */
  readonly size: number | undefined;
}

type Fields = { readonly [name: string]: JsonValue };

/**
 * The bytes of a record: canonical JSON (RFC 8785) in UTF-8 with a salt of 16 random bytes, so that
 * nobody can tell from a digest what a removed record said by trying what it may have said.
 */
const recordBytes = (kind: string, fields: Fields): Uint8Array => {
  const salt = randomBytes(16).toString('base64url');
  return new TextEncoder().encode(canonicalJson({ v: 1, kind, salt, ...fields }));
};

/** The record of a revision, or of older material brought in, as formats/ledger.md has it. */
export function revisionRecord(
  kind: 'revision' | 'import',
  revision: RevisionRecord,
  { capture, size }: SizedCapture,
  of: ChainPlace & { readonly source?: string },
): Uint8Array {
  const { content, textDigest, extractor } = revision;
  const text = { canon: 'text/1', sha256: textDigest, size: bytesOf(text1(content)) };
  return recordBytes(kind, {
    url: wellFormed(of.url),
    ...addresses(capture, of.url),
    ...given('published', content.publishedAt),
    ...given('modified', content.modifiedAt),
    ...evidence(capture, size),
    text: { ...text, by: extractor },
    title: wellFormed(content.title),
    lang: content.language,
    ...(content.authors.length === 0
      ? {}
      : { authors: content.authors.map((name) => name.toWellFormed()) }),
    ...given('source', of.source),
    rev: of.rev,
    prev: of.prev,
  });
}

/** The record of a look that missed an article, with what was answered in its place. */
export function absenceRecord(
  { kind, seenAt, status }: Absence,
  url: Url,
  answer: SizedCapture | undefined,
): Uint8Array {
  const seen = answer && {
    ...addresses(answer.capture, url),
    ...evidence(answer.capture, answer.size),
  };
  return recordBytes('absence', {
    url: wellFormed(url),
    absence: kind,
    fetched: seenAt,
    ...(seen ?? { http: { status } }),
  });
}

/** The record behind the leaves of a takedown: why, and when; not of what. */
export const takedownRecord = (reason: TakedownReason, at: string): Uint8Array =>
  recordBytes('takedown', { reason, at });

/** The record behind the leaves that lift a takedown: captures are allowed again. */
export const restoreRecord = (at: string): Uint8Array => recordBytes('restore', { at });

/** The record of a fact of the ledger itself. */
export const factRecord = ({ kind, fields }: LedgerFact): Uint8Array => recordBytes(kind, fields);

/** `requested` and `final` only where they say something that is not said. */
function addresses({ askedUrl, finalUrl, capturedAt }: Capture, url: Url): Fields {
  return {
    ...(askedUrl === url ? {} : { requested: wellFormed(askedUrl) }),
    ...(finalUrl === askedUrl ? {} : { final: wellFormed(finalUrl) }),
    fetched: capturedAt,
  };
}

/** What was answered, and its body: that of the capture's record, whose id follows from its asked
 * address, `fetched`, `http.status` and `raw.sha256`. */
function evidence(
  { status, headers, payload, record }: Capture,
  size: SizedCapture['size'],
): Fields {
  const header = (wanted: string) =>
    wellFormed(headers.find(([name]: Header) => name.toLowerCase() === wanted)?.[1]);
  return {
    http: {
      status,
      ...given('type', header('content-type')),
      ...given('etag', header('etag')),
      ...given('lastModified', header('last-modified')),
      ...given('date', header('date')),
    },
    raw: {
      sha256: payload,
      ...(size === undefined ? {} : { size }),
      warc: { file: record.file, offset: record.offset },
    },
  };
}

const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8');

/** Canonical JSON has no place for half a character. */
function wellFormed(text: string): string;
function wellFormed(text: string | undefined): string | undefined;
function wellFormed(text: string | undefined): string | undefined {
  return text?.toWellFormed();
}

const given = (name: string, value: string | undefined): Fields =>
  value === undefined ? {} : { [name]: value };
