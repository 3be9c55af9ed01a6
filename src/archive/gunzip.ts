import { gunzipSync } from 'node:zlib';
import { ArchiveError, type Url } from '../model/index.ts';

const freeBytes = 1_048_576;
const highestRatio = 200;
const mostBytes = 64 * 1_048_576;

/**
 * A document without the gzip it was stored in (`sitemap.xml.gz`), which is none of its transfer's
 * business; any other document as it is. The first bytes decide, whatever the server calls it. Throws
 * `invalid` for one that is cut short, or that unpacks to more than 64 MiB or beyond 1 MiB to more than
 * 200 times its size; at most that much is ever unpacked.
 */
export function gunzipped(url: Url, content: Uint8Array): Uint8Array {
  if (content[0] !== 0x1f || content[1] !== 0x8b) return content;
  const maxOutputLength = Math.min(mostBytes, Math.max(freeBytes, content.length * highestRatio));
  try {
    return gunzipSync(content, { maxOutputLength });
  } catch (cause) {
    const isBomb = cause instanceof RangeError;
    const what = isBomb
      ? `it unpacks to more than ${maxOutputLength} bytes`
      : 'its gzip is not whole';
    throw new ArchiveError('invalid', `${url}: ${what}; leave it out.`, { cause });
  }
}
