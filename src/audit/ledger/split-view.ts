import { ArchiveError } from '../../model/index.ts';
import {
  type Checkpoint,
  checkConsistency,
  consistencyRanges,
  hashFromBase64,
  openCheckpoint,
  rangeHash,
  type TileId,
  toBase64,
  type VerifierKey,
} from '../../tlog/index.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { readTile, rootFromTiles } from './tile-reader.ts';

/** A log as somebody was shown it. */
export interface LedgerView {
  readonly files: LedgerFiles;
  readonly checkpoint: Checkpoint;
  /** Leaves of the log whose tiles these are, where it has grown from the checkpoint since. */
  readonly tiles?: number;
}

/**
 * Two checkpoints of one key that no one log can have; a JSON file that needs only the key to check.
 * Hashes are base64.
 */
export interface SplitView {
  readonly v: 1;
  readonly kind: 'split-view';
  readonly origin: string;
  /** As they were signed; the smaller first. */
  readonly checkpoints: readonly [string, string];
  /** What the larger one held when it had the smaller one's size. */
  readonly root: string;
  /** That it did (RFC 9162 §2.1.4). Empty between equal sizes. */
  readonly consistency: readonly string[];
}

/**
 * Holds two views of a log against each other. Undefined where one has grown from the other. Throws
 * ArchiveError: `conflict` when they are different logs, `corrupt` when tiles are missing to tell.
 */
export async function compareViews(
  one: LedgerView,
  other: LedgerView,
): Promise<SplitView | undefined> {
  const [small, large] = one.checkpoint.size <= other.checkpoint.size ? [one, other] : [other, one];
  const { origin, size } = small.checkpoint;
  if (origin !== large.checkpoint.origin) throw otherLog(origin, large.checkpoint.origin);
  const isEqual = size === large.checkpoint.size;
  const root = isEqual
    ? Buffer.from(large.checkpoint.root)
    : await rootFromTiles(large.files, size, tilesOf(large));
  if (root === undefined) throw untold(origin, size);
  if (root.equals(Buffer.from(small.checkpoint.root))) return undefined;
  return {
    ...{ v: 1, kind: 'split-view', origin },
    checkpoints: [small.checkpoint.note, large.checkpoint.note],
    root: toBase64(root),
    consistency: isEqual ? [] : await proofOf(large, size),
  };
}

const tilesOf = ({ tiles, checkpoint }: LedgerView): number => tiles ?? checkpoint.size;

async function proofOf(view: LedgerView, size: number): Promise<string[]> {
  const { files, checkpoint } = view;
  const read = async (id: TileId) => (await readTile(files, id)) ?? new Uint8Array();
  const hashes: string[] = [];
  for (const range of consistencyRanges(size, checkpoint.size)) {
    hashes.push(toBase64(await rangeHash(range, tilesOf(view), read)));
  }
  return hashes;
}

/**
 * Whether a file of `compareViews` shows that the holder of the key signed two histories. Needs
 * nothing but the key. Throws ArchiveError as `openCheckpoint` does for checkpoints that it did not sign.
 */
export async function checkSplitView(view: SplitView, key: VerifierKey): Promise<boolean> {
  const small = await openCheckpoint(view.checkpoints[0], [key]);
  const large = await openCheckpoint(view.checkpoints[1], [key]);
  const oldRoot = hashFromBase64(view.root);
  const proof = view.consistency.flatMap((text) => hashFromBase64(text) ?? []);
  if (oldRoot === undefined || proof.length !== view.consistency.length) return false;
  if (Buffer.from(small.root).equals(oldRoot)) return false;
  const { size, root } = large;
  return checkConsistency({ oldSize: small.size, oldRoot, size, root, proof });
}

const otherLog = (one: string, other: string): ArchiveError =>
  new ArchiveError(
    'conflict',
    `${one} and ${other} are different logs; compare two copies of the same archive.`,
  );

const untold = (origin: string, size: number): ArchiveError =>
  new ArchiveError(
    'corrupt',
    `The tiles of ${origin} do not tell what it held with ${size} leaves; copy the mirror again.`,
  );
