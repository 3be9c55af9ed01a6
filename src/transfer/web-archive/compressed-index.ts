import { createHash } from 'node:crypto';
import { packMember } from '../../warc/index.ts';

/** Lines a block: what a reader fetches to look one address up. */
const linesABlock = 1024;

/**
 * A CDXJ index in the compressed form of WACZ (ZipNum): blocks of lines, each a gzip member, and for
 * each block a line that tells its first key and where it lies. `lines` in order; blocks are given as
 * they are filled, `directory` is whole when the last is given.
 */
export function compressIndex(
  lines: AsyncIterable<string>,
  filename: string,
): { readonly blocks: AsyncGenerator<Uint8Array>; readonly directory: () => string } {
  const about = { format: 'cdxj-gzip-1.0', filename };
  let directory = `!meta 0 ${JSON.stringify(about)}\n`;
  async function* blocks(): AsyncGenerator<Uint8Array> {
    let offset = 0;
    for await (const block of inBlocks(lines)) {
      const member = await packMember(Buffer.from(`${block.join('\n')}\n`));
      const digest = `sha256:${createHash('sha256').update(member).digest('hex')}`;
      const place = { offset, length: member.length, digest, filename };
      directory += `${keyOf(block[0] ?? '')} ${JSON.stringify(place)}\n`;
      offset += member.length;
      yield member;
    }
  }
  return { blocks: blocks(), directory: () => directory };
}

/** Key and time of a line: what stands before its JSON. */
function keyOf(line: string): string {
  return line.slice(0, line.indexOf(' {'));
}

async function* inBlocks(lines: AsyncIterable<string>): AsyncGenerator<readonly string[]> {
  let block: string[] = [];
  for await (const line of lines) {
    block.push(line);
    if (block.length < linesABlock) continue;
    yield block;
    block = [];
  }
  if (block.length > 0) yield block;
}
