import type { Transform } from 'node:stream';
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';
import type { Header, Url } from '../model/index.ts';
import { failure } from './failure.ts';
import { headerList } from './header.ts';

const freeBytes = 1_048_576;
const highestRatio = 200;
const mostLayers = 3;
const chunkSize = 65_536;

/** Written by servers for "not encoded at all". */
const plainCodings = ['identity', 'none', 'binary', '8bit', 'utf-8', 'utf8'];

/**
 * A body with its Content-Encoding undone (RFC 9110, 8.4): gzip, deflate (with and without its zlib
 * wrapping), br, zstd (window of 8 MiB at most, RFC 9659). Throws `unreachable` for an encoding that
 * is unknown, wrong or cut short, and for a bomb: more than `maxBytes`, or beyond 1 MiB more than
 * 200 times the body. At most that much is ever inflated.
 */
export async function decodeContent(
  url: Url,
  headers: readonly Header[],
  body: Uint8Array,
  maxBytes: number,
): Promise<Uint8Array> {
  const codings = headerList(headers, 'content-encoding')
    .map((coding) => coding.toLowerCase())
    .filter((coding) => !plainCodings.includes(coding));
  if (codings.length > mostLayers) {
    throw failure('protocol', url, `its body is encoded ${codings.length} times; leave it out`);
  }
  let content = body;
  for (const coding of codings.reverse()) {
    if (content.length > 0) content = await decodeLayer(url, coding, content, maxBytes);
  }
  if (content.length > maxBytes) throw bomb(url, maxBytes);
  return content;
}

async function decodeLayer(
  url: Url,
  coding: string,
  body: Uint8Array,
  maxBytes: number,
): Promise<Uint8Array> {
  const decoder = decoderFor(coding, body);
  if (decoder === undefined) {
    const what = `its body is encoded as ${coding.slice(0, 40)}, which we did not ask for`;
    throw failure('protocol', url, `${what}; leave it out`);
  }
  const limit = Math.min(maxBytes, Math.max(freeBytes, body.length * highestRatio));
  const inflated = await inflate(decoder, body, limit).catch((thrown: unknown) => {
    throw failure('protocol', url, `its body is not whole ${coding}; try again later`, {
      cause: thrown,
    });
  });
  if (inflated === undefined) throw bomb(url, limit);
  return inflated;
}

function bomb(url: Url, limit: number): Error {
  return failure('too-big', url, `its body unpacks to more than ${limit} bytes; leave it out`);
}

/** Undefined when there is more than `limit`. */
async function inflate(
  decoder: Transform,
  body: Uint8Array,
  limit: number,
): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  decoder.end(body);
  for await (const chunk of decoder as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > limit) return undefined;
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function decoderFor(coding: string, body: Uint8Array): Transform | undefined {
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip({ chunkSize });
    case 'deflate':
      return isZlib(body) ? createInflate({ chunkSize }) : createInflateRaw({ chunkSize });
    case 'br':
      return createBrotliDecompress({ chunkSize });
    case 'zstd':
      return createZstdDecompress({
        chunkSize,
        params: { [constants.ZSTD_d_windowLogMax]: 23 },
      });
    default:
      return undefined;
  }
}

/** Some servers send deflate without the zlib header (RFC 1950) that HTTP asks for. */
function isZlib(body: Uint8Array): boolean {
  const [first = 0, second = 0] = body;
  return (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
}
