import { createHash } from 'node:crypto';
import type { Context, Hono } from 'hono';
import type { Archive, LedgerFile as PublishedFile } from '../archive/index.ts';
import type { AccessOptions } from './visitor.ts';

interface LedgerFile {
  readonly kind: PublishedFile['kind'] | 'text';
  readonly bytes: Uint8Array;
}

/** How each kind of file is told: its type, and how long it may be kept without asking again. */
const told: Readonly<
  Record<LedgerFile['kind'], { readonly type: string; readonly cache: string }>
> = {
  note: { type: 'text/plain; charset=utf-8', cache: 'no-cache' },
  tile: { type: 'application/octet-stream', cache: 'public, max-age=31536000, immutable' },
  stamp: { type: 'application/octet-stream', cache: 'no-cache' },
  // Its bytes never change, but a takedown removes it: no cache is to show it for a year after that.
  record: { type: 'application/json', cache: 'public, max-age=3600' },
  text: { type: 'text/plain; charset=utf-8', cache: 'public, max-age=3600' },
};

/** What the ledger is handed out with. */
export interface LedgerFilesOptions {
  readonly archive: Archive;
  /** The archive's name, and where its copies are, in what it says of itself. */
  readonly title: string;
  readonly mirrors?: readonly string[];
  /** Who may read; unset: whoever reaches the reader. */
  readonly access?: AccessOptions;
}

/**
 * What a mirror is followed by, handed out as a static host would: the ledger's files, what the archive says of itself,
 * the ledgers of others that it keeps, and words by their digests. A ledger may be open to more than may read: then
 * what is not of the ledger itself is not there for them.
 */
export function addLedgerFiles(reader: Hono, options: LedgerFilesOptions): void {
  const { archive, access } = options;
  const answer = (request: Context, file: LedgerFile | undefined): Response =>
    file === undefined ? missing(request) : answered(request, file);
  const reads = (request: Context): boolean =>
    access === undefined || access.publicReading || request.get('visitor')?.user !== undefined;
  reader.get('/ledger/about', async (request) =>
    answer(request, reads(request) ? await aboutFile(options) : undefined),
  );
  reader.get('/ledger/*', async (request) => {
    const path = request.req.path.slice('/ledger/'.length);
    return answer(request, await archive.ledgerFile(path));
  });
  reader.get('/ledgers/*', async (request) => {
    const path = request.req.path.slice('/ledgers/'.length);
    return answer(request, reads(request) ? await archive.keptLedgerFile(path) : undefined);
  });
  reader.get('/text/*', async (request) => {
    const text = await archive.textFile(request.req.path.slice('/text/'.length));
    const bytes = text === undefined ? undefined : new TextEncoder().encode(text);
    return answer(request, bytes && { kind: 'text', bytes });
  });
}

async function aboutFile({
  archive,
  title,
  mirrors = [],
}: LedgerFilesOptions): Promise<LedgerFile | undefined> {
  const note = await archive.signedAbout({ title, mirrors });
  return note === undefined ? undefined : { kind: 'note', bytes: new TextEncoder().encode(note) };
}

function missing(request: Context): Response {
  request.header('Cache-Control', 'no-store');
  return request.text('The ledger has no such file.\n', 404);
}

function answered({ req }: Context, { kind, bytes }: LedgerFile): Response {
  const { type, cache } = told[kind];
  const tag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
  const headers = {
    'Content-Type': type,
    'Cache-Control': cache,
    'Accept-Ranges': 'bytes',
    ETag: tag,
  };
  const condition = req.header('if-range');
  const range = condition === undefined || condition === tag ? req.header('range') : undefined;
  const asked = range === undefined ? undefined : partOf(range, bytes.length);
  if (asked === undefined) return new Response(new Uint8Array(bytes), { headers });
  const { start, end } = asked;
  if (start >= end) {
    const whole = { 'Content-Range': `bytes */${bytes.length}`, 'Cache-Control': 'no-store' };
    return new Response(null, { status: 416, headers: whole });
  }
  return new Response(new Uint8Array(bytes.subarray(start, end)), {
    status: 206,
    headers: { ...headers, 'Content-Range': `bytes ${start}-${end - 1}/${bytes.length}` },
  });
}

/** One range of bytes (RFC 9110, 14.1.2), its end behind its last byte; undefined for what is none, or several. */
function partOf(
  range: string,
  length: number,
): { readonly start: number; readonly end: number } | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range.trim()) ?? [];
  if (first === '') {
    if (last === '') return undefined;
    return { start: Math.max(0, length - Number(last)), end: length };
  }
  if (last !== '' && Number(last) < Number(first)) return undefined;
  const end = last === '' ? length : Math.min(length, Number(last) + 1);
  return { start: Number(first), end };
}
