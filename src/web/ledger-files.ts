import { createHash } from 'node:crypto';
import type { Context, Hono } from 'hono';
import type { Archive, LedgerFile } from '../archive/index.ts';

/** How each kind of file is told: its type, and how long it may be kept without asking again. */
const told: Readonly<
  Record<LedgerFile['kind'], { readonly type: string; readonly cache: string }>
> = {
  note: { type: 'text/plain; charset=utf-8', cache: 'no-cache' },
  tile: { type: 'application/octet-stream', cache: 'public, max-age=31536000, immutable' },
  // Its bytes never change, but a takedown removes it: no cache is to show it for a year after that.
  record: { type: 'application/json', cache: 'public, max-age=3600' },
};

/** The ledger's files, handed out as a static host would. */
export function addLedgerFiles(reader: Hono, archive: Archive): void {
  reader.get('/ledger/*', async (request) => {
    const path = request.req.path.slice('/ledger/'.length);
    const file = await archive.ledgerFile(path);
    return file === undefined ? missing(request) : answered(request, file);
  });
  // Those of followed mirrors are handed out by published sites alone; whoever verifies us asks for them too.
  reader.get('/ledgers/*', missing);
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
