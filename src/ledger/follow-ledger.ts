import { join } from 'node:path';
import { ArchiveError } from '../model/index.ts';
import {
  type Checkpoint,
  edgeFiles,
  emptyEdge,
  openCheckpoint,
  parseTreeHead,
  parseVerifierKey,
  tilesOfGrowth,
  tileWidth,
} from '../tlog/index.ts';
import type { LedgerOptions, SharedTree } from './contract.ts';
import { readIfThere, syncFolder, writeDurably } from './durable-file.ts';
import { growFiles, readEdgeOf } from './grow-files.ts';
import { handOverPath } from './key-change.ts';
import { TileFiles } from './tile-files.ts';
import { syncFolders, writeOnce } from './write-once.ts';

/** What another host signed, and how keys followed each other. */
export interface SignedElsewhere {
  readonly row: SharedTree;
  readonly handOvers: readonly { readonly keyId: string; readonly proof: string }[];
}

/**
 * Brings a ledger's folder up to what another host signed, from the leaves on record, which must be those that it
 * signed; signs nothing. Gives the checkpoint that lies there then: a later one of this host's own stays.
 * Undefined where nothing is signed yet. Throws ArchiveError as publishing does.
 */
export async function followLedger(
  options: Pick<LedgerOptions, 'folder' | 'leaves' | 'now'>,
  { row, handOvers }: SignedElsewhere,
): Promise<Checkpoint | undefined> {
  const { folder } = options;
  if (row.note === undefined) return undefined;
  const checkpoint = await openCheckpoint(row.note, [await parseVerifierKey(row.vkey)]);
  const there = await headIn(folder);
  if (there?.note === row.note || (there?.size ?? 0) > checkpoint.size) return checkpoint;
  const tiles = new TileFiles(folder);
  const from = (there && (await readEdgeOf(there, tiles))) ?? emptyEdge;
  const { origin, size } = checkpoint;
  const grown = await growFiles({ ...options, origin, tiles }, from, size, [checkpoint]);
  await syncFolders(await writeOnce([...grown.files, ...tiles.files(edgeFiles(grown.edge))]));
  for (const { keyId, proof } of handOvers) {
    await keepFile(join(folder, handOverPath(keyId)), proof);
    await syncFolder(join(folder, 'handover'));
  }
  await keepFile(join(folder, 'vkey'), `${row.vkey}\n`);
  await writeDurably(join(folder, 'checkpoint'), row.note);
  await syncFolder(folder);
  const full = tilesOfGrowth(from.size, size).filter(({ width }) => width === tileWidth);
  await tiles.removePartials(full);
  return checkpoint;
}

async function keepFile(path: string, text: string): Promise<void> {
  if ((await readIfThere(path))?.toString() !== text) await writeDurably(path, text);
}

/** What lies there, whoever signed it; undefined where it is no checkpoint. */
async function headIn(folder: string) {
  const note = (await readIfThere(join(folder, 'checkpoint')))?.toString();
  if (note === undefined) return undefined;
  try {
    return { ...parseTreeHead(note.slice(0, note.indexOf('\n\n') + 1)), note };
  } catch (thrown) {
    if (thrown instanceof ArchiveError) return undefined;
    throw thrown;
  }
}
