import { ArchiveError, type Now } from '../model/index.ts';
import { growTree, readEdge, rootOf, type TreeEdge, toBase64 } from '../tlog/index.ts';
import { checkedLeaves } from './checked-leaves.ts';
import type { SignedTree } from './contract.ts';
import type { LeafSource } from './leaf-source.ts';
import { contradicts } from './refusals.ts';
import type { TileFiles } from './tile-files.ts';
import { type FixedFile, syncFolders, writeOnce } from './write-once.ts';

/** How many leaves are read and hashed at a time. */
const step = 4096;

/** What a published tree is grown with. */
export interface GrowthMeans {
  readonly folder: string;
  readonly origin: string;
  readonly leaves: LeafSource;
  readonly now: Now;
  readonly tiles: TileFiles;
}

/**
 * Grows the tree to `count` leaves, and writes what becomes full, but for the last step, whose files it
 * gives; passes what was signed exactly. Throws ArchiveError(`refused`) where that was another tree.
 */
export async function growFiles(
  { folder, origin, leaves, now, tiles }: GrowthMeans,
  from: TreeEdge,
  count: number,
  signed: readonly SignedTree[],
): Promise<{ readonly edge: TreeEdge; readonly files: readonly FixedFile[] }> {
  let edge = from;
  let files: readonly FixedFile[] = [];
  while (edge.size < count) {
    const { size } = edge;
    const stops = signed.map((tree) => tree.size).filter((stop) => stop > size);
    const to = Math.min(size + step, count, ...stops);
    const read = await checkedLeaves(leaves, { from: size, count: to - size, folder, now });
    const grown = growTree(edge, read.lines);
    const root = toBase64(rootOf(grown.edge));
    const bad = signed.find((tree) => tree.size === to && toBase64(tree.root) !== root);
    if (bad !== undefined) throw contradicts(origin, bad.size);
    await syncFolders(await writeOnce(files));
    files = [...read.records, ...tiles.files(grown.files)];
    edge = grown.edge;
  }
  return { edge, files };
}

/** The edge of a published tree; undefined when its files are damaged or gone. */
export async function readEdgeOf(
  { size, root }: SignedTree,
  tiles: TileFiles,
): Promise<TreeEdge | undefined> {
  try {
    const edge = await readEdge(size, tiles.read);
    return toBase64(rootOf(edge)) === toBase64(root) ? edge : undefined;
  } catch (thrown) {
    if (thrown instanceof ArchiveError && thrown.code === 'corrupt') return undefined;
    throw thrown;
  }
}
