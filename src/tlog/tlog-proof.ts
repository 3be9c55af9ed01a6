import { ArchiveError } from '../model/index.ts';
import { hashFromBase64, toBase64 } from './base64.ts';
import { parseCount } from './counting.ts';

/** Proof that an entry is in a log, checkable with the log's key and nothing else. */
export interface TlogProof {
  readonly index: number;
  /** 32 bytes each, leaf side first. */
  readonly hashes: readonly Uint8Array[];
  /** The signed checkpoint as it was published. */
  readonly checkpoint: string;
}

const head = 'c2sp.org/tlog-proof@v1';

/** A proof as a `.tlog-proof` file (C2SP tlog-proof). */
export function formatTlogProof({ index, hashes, checkpoint }: TlogProof): string {
  const lines = hashes.map((hash) => `${toBase64(hash)}\n`);
  return `${head}\nindex ${index}\n${lines.join('')}\n${checkpoint}`;
}

/** Reads a `.tlog-proof` file. Throws ArchiveError(`invalid`) for what is none. */
export function parseTlogProof(text: string): TlogProof {
  const split = text.indexOf('\n\n');
  const [first, indexLine = '', ...rest] = text.slice(0, Math.max(split, 0)).split('\n');
  const index = indexLine.startsWith('index ') ? parseCount(indexLine.slice(6)) : undefined;
  const hashes = rest.flatMap((line) => hashFromBase64(line) ?? []);
  const isWhole = hashes.length === rest.length && hashes.length <= 63;
  if (first !== head || index === undefined || !isWhole) {
    throw new ArchiveError(
      'invalid',
      `${JSON.stringify(text.slice(0, 80))} is no .tlog-proof file; it begins with ${head}.`,
    );
  }
  return { index, hashes, checkpoint: text.slice(split + 2) };
}
