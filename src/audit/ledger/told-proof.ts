import { sha256 } from '../../digest/index.ts';
import { ArchiveError } from '../../model/index.ts';
import { type BlockHeader, followOts, otsOps, parseOts, shownRoot } from '../../tlog/index.ts';
import type { BlockTold, ProofTold } from './stamp-told.ts';

/**
 * Checks that a proof of OpenTimestamps is over these bytes, and tells what it leads to. A block is held against its
 * header where that is given, and no time is told without. Throws ArchiveError(`corrupt`) with what is wrong.
 */
export async function toldProof(
  bytes: Uint8Array,
  stamped: Uint8Array,
  headers: ReadonlyMap<number, BlockHeader> = new Map(),
): Promise<ProofTold> {
  const { digest, hash, node } = parseOts(bytes);
  if (hash !== otsOps.sha256 || sha256(stamped) !== Buffer.from(digest).toString('hex')) {
    throw new ArchiveError('corrupt', 'The proof is over something else.');
  }
  const blocks: BlockTold[] = [];
  const pending = new Set<string>();
  let unknown = 0;
  for (const { message, word } of await followOts(node, digest)) {
    if (word.kind === 'bitcoin') blocks.push(heldBlock(word.height, message, headers));
    else if (word.kind === 'pending') pending.add(word.url);
    else unknown += 1;
  }
  const times = blocks.flatMap(({ at }) => at ?? []);
  const at = times.length > 0 ? { at: Math.min(...times) } : {};
  return { ...at, blocks, pending: [...pending], unknown };
}

function heldBlock(
  height: number,
  root: Uint8Array,
  headers: ReadonlyMap<number, BlockHeader>,
): BlockTold {
  if (root.length !== 32) {
    throw new ArchiveError('corrupt', `The proof leads to no Merkle root at block ${height}.`);
  }
  const merkleRoot = shownRoot(root);
  const header = headers.get(height);
  if (header === undefined) return { height, merkleRoot };
  const own = shownRoot(header.merkleRoot);
  if (own === merkleRoot) return { height, merkleRoot, at: header.at };
  throw new ArchiveError(
    'corrupt',
    `The proof needs the Merkle root ${merkleRoot} in block ${height}, whose header has ${own}.`,
  );
}
