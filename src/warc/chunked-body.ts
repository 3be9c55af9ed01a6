import type { Header } from '../model/index.ts';

/** The size line of a chunk takes no more. */
const longestLine = 4096;

/**
 * A body without the chunks it was sent in (RFC 9112, 7.1), where its head says that it has them and
 * it does: some crawlers keep them, others leave the header and keep the body without. A body that
 * breaks off within its chunks is what came of it.
 */
export function unchunked(headers: readonly Header[], body: Uint8Array): Uint8Array {
  const isSaid = headers.some(
    ([name, value]) => /^transfer-encoding$/i.test(name) && /\bchunked\b/i.test(value),
  );
  if (!isSaid) return body;
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const parts = chunksOf(bytes);
  return parts === undefined ? body : Buffer.concat(parts);
}

/** The chunks; undefined when these are none. */
function chunksOf(bytes: Buffer): Buffer[] | undefined {
  const parts: Buffer[] = [];
  let at = 0;
  while (at < bytes.length) {
    const end = bytes.subarray(0, at + longestLine).indexOf('\n', at);
    const size = /^\s*([0-9a-f]{1,8})\s*(?:;|$)/i.exec(bytes.toString('latin1', at, end))?.[1];
    if (end < 0 || size === undefined) return undefined;
    const length = Number.parseInt(size, 16);
    if (length === 0) return parts;
    parts.push(bytes.subarray(end + 1, end + 1 + length));
    at = end + 1 + length;
    const behind = bytes.toString('latin1', at, at + 2);
    if (behind.length === 2 && behind !== '\r\n' && !behind.startsWith('\n')) return undefined;
    at += behind.startsWith('\n') ? 1 : 2;
  }
  return parts;
}
