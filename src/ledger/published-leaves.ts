import { join } from 'node:path';
import { sha256 } from '../digest/index.ts';
import { ArchiveError, type Digest, errorFrom } from '../model/index.ts';
import {
  emptyEdge,
  growTree,
  openCheckpoint,
  parseBundle,
  parseVerifierKey,
  rootOf,
  type SigningKey,
  type TreeEdge,
  tileAt,
  tilePath,
  tileWidth,
  toBase64,
  type VerifierKey,
} from '../tlog/index.ts';
import { recordPath } from './checked-leaves.ts';
import type { LedgerOptions, SignedTree } from './contract.ts';
import { readIfThere } from './durable-file.ts';
import { handedTo, idOf, nextFile } from './key-change.ts';
import { readKey } from './key-file.ts';
import { SignedJournal } from './signed-journal.ts';
import { TileFiles } from './tile-files.ts';

/** Where a ledger lies, and what it was signed with. */
export type PublishedPlace = Pick<LedgerOptions, 'folder' | 'keyFile'> & {
  readonly stateFile: (keyId: string) => string;
};

/** The leaves in a ledger's folder: those that were signed, to the last. */
export interface PublishedLeaves {
  readonly size: number;
  /** Lines with LF, in order, from an index on: those of one bundle, none behind the last. */
  linesFrom(index: number): Promise<readonly string[]>;
  /** The bytes of a record; undefined where there is no such file, or it holds others. */
  record(digest: Digest): Promise<Uint8Array | undefined>;
}

/**
 * Reads back what a ledger holds, all of it checked against what was signed last, by the checkpoint and by what
 * is remembered here; undefined where nothing was published. Nothing is written. Throws ArchiveError: `refused`
 * for a checkpoint of another key, `corrupt` where leaves are damaged, not there or others than were signed.
 */
export async function publishedLeaves(place: PublishedPlace): Promise<PublishedLeaves | undefined> {
  const { folder } = place;
  const signed = await signedTrees(place);
  const size = Math.max(0, ...signed.map((tree) => tree.size));
  if (size === 0) return undefined;
  const tiles = new TileFiles(folder);
  const linesFrom = (index: number) => bundleFrom({ folder, tiles, size }, index);
  await checkLines(linesFrom, signed, folder);
  return { size, linesFrom, record: (digest) => recordIn(folder, digest) };
}

const unreadable = (folder: string, why: string, cause?: unknown): ArchiveError =>
  new ArchiveError(
    'corrupt',
    `${why}, so the leaves of the ledger cannot be read back; bring ${folder} back from a mirror of it, or move ` +
      'it and its key aside to begin a new ledger, then try again.',
    { cause },
  );

/** All that is known to be signed: by the checkpoint, and as it is remembered of the keys. */
async function signedTrees(place: PublishedPlace): Promise<readonly SignedTree[]> {
  const { folder, keyFile } = place;
  const note = await readIfThere(join(folder, 'checkpoint'));
  // A ledger that is not there at all was moved away, or has not begun.
  if (note === undefined && (await readIfThere(join(folder, 'vkey'))) === undefined) return [];
  const found = [await readKey(keyFile), await readKey(nextFile(keyFile))];
  const keys = found.flatMap((key) => key ?? []);
  const trees: SignedTree[] = [];
  for (const key of keys) {
    const last = await new SignedJournal(place.stateFile(idOf(key))).last();
    if (last !== undefined) trees.push(last);
  }
  return note === undefined ? trees : [...trees, await treeOf(note, keys, folder)];
}

/** What a checkpoint says, believed by the keys there are; without any, by the one that lies beside it. */
async function treeOf(
  note: Uint8Array,
  keys: readonly SigningKey[],
  folder: string,
): Promise<SignedTree> {
  try {
    return await openCheckpoint(note, keys.length > 0 ? keys : [await keyBeside(folder)]);
  } catch (thrown) {
    // A crash may have left the checkpoint of the key before, which has handed over since.
    for (const key of keys) {
      const handed = await handedTo(key, folder);
      if (handed !== undefined) return await openCheckpoint(handed, [key]);
    }
    const whose = keys.length > 0 ? 'this archive’s key' : 'the key beside it';
    throw unreadable(folder, `${join(folder, 'checkpoint')} is not signed by ${whose}`, thrown);
  }
}

const keyBeside = async (folder: string): Promise<VerifierKey> =>
  parseVerifierKey(((await readIfThere(join(folder, 'vkey'))) ?? '').toString().trimEnd());

async function bundleFrom(
  { folder, tiles, size }: { folder: string; tiles: TileFiles; size: number },
  index: number,
): Promise<readonly string[]> {
  if (index >= size) return [];
  const tile = tileAt('entries', index, size);
  try {
    const entries = parseBundle(await tiles.read(tile), tile.width, true);
    return entries.slice(index % tileWidth).map((entry) => Buffer.from(entry).toString('latin1'));
  } catch (thrown) {
    const path = join(folder, tilePath(tile));
    throw errorFrom(thrown, path).code === 'corrupt'
      ? unreadable(folder, `${path} is damaged or not there`, thrown)
      : thrown;
  }
}

/** Every tree that was signed must be a beginning of what the lines make, the largest all of it. */
async function checkLines(
  linesFrom: PublishedLeaves['linesFrom'],
  signed: readonly SignedTree[],
  folder: string,
): Promise<void> {
  let edge: TreeEdge = emptyEdge;
  for (const { size, root } of signed.toSorted((one, other) => one.size - other.size)) {
    while (edge.size < size) {
      const { size: from } = edge;
      edge = growTree(edge, (await linesFrom(from)).slice(0, size - from)).edge;
    }
    if (toBase64(root) === toBase64(rootOf(edge))) continue;
    const why = `The first ${size} entries in ${folder} are not those that were signed (backissue verify names the file)`;
    throw unreadable(folder, why);
  }
}

async function recordIn(folder: string, digest: Digest): Promise<Uint8Array | undefined> {
  const bytes = await readIfThere(join(folder, recordPath(digest)));
  return bytes !== undefined && sha256(bytes) === digest ? new Uint8Array(bytes) : undefined;
}
