import { ArchiveError } from '../../model/index.ts';
import { fromHex, toHex } from '../byte-strings.ts';

/** What a header of Bitcoin's chain says. */
export interface BlockHeader {
  /** The 32 bytes as they stand there, which a proof must lead to. */
  readonly merkleRoot: Uint8Array;
  /** In ms. Miners' clocks: true to two hours. */
  readonly at: number;
}

/**
 * Reads headers of Bitcoin's chain from lines of height and the 80 bytes in hex, as `bitcoin-cli getblockheader HASH
 * false` gives them; `#` begins a comment. Whether they are of the chain is the word of whoever gives them. Throws
 * ArchiveError(`invalid`) naming the line.
 */
export function parseBlockHeaders(text: string): ReadonlyMap<number, BlockHeader> {
  const headers = new Map<number, BlockHeader>();
  for (const line of text.split('\n').map((one) => one.replace(/#.*/, '').trim())) {
    if (line === '') continue;
    const [, height, hex = ''] = /^(\d{1,9})\s+([0-9a-fA-F]{160})$/.exec(line) ?? [];
    const bytes = fromHex(hex.toLowerCase());
    if (height === undefined || bytes === undefined) {
      throw new ArchiveError(
        'invalid',
        `${JSON.stringify(line.slice(0, 80))} is no height and block header in 160 hexadecimal digits; give one a line.`,
      );
    }
    const at = new DataView(bytes.buffer).getUint32(68, true) * 1000;
    headers.set(Number(height), { merkleRoot: bytes.slice(36, 68), at });
  }
  return headers;
}

/** A Merkle root as block explorers and bitcoin-cli show it: the last byte first. */
export const shownRoot = (merkleRoot: Uint8Array): string => toHex(merkleRoot.toReversed());
