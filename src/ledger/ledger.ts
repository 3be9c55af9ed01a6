import { dirname, join } from 'node:path';
import { ArchiveError } from '../model/index.ts';
import {
  type Checkpoint,
  consistencyRanges,
  edgeFiles,
  emptyEdge,
  formatTlogProof,
  formatTreeHead,
  formatVerifierKey,
  inclusionRanges,
  openCheckpoint,
  parseBundle,
  proveInclusion,
  rangeHash,
  rootOf,
  type SigningKey,
  signNote,
  type TileId,
  type TlogProof,
  type TreeEdge,
  tileAt,
  tilesOfGrowth,
  tileWidth,
  toBase64,
} from '../tlog/index.ts';
import type { Ledger, LedgerOptions, SignedMemory, SignedTree } from './contract.ts';
import { readIfThere, syncFolder, writeDurably } from './durable-file.ts';
import { growFiles, readEdgeOf } from './grow-files.ts';
import { handedTo, handOverPath, idOf, nextKey, settleKeys } from './key-change.ts';
import { drawKey, keepKey, readKey } from './key-file.ts';
import { contradicts, keyElsewhere, nothingRemembered, rolledBack } from './refusals.ts';
import { isVacant, SharedJournal } from './shared-journal.ts';
import { settleOrTakeBack, settleSharedKey } from './shared-key.ts';
import { nothingSigned, SignedJournal } from './signed-journal.ts';
import { TileFiles } from './tile-files.ts';
import { syncFolders, writeOnce } from './write-once.ts';

/**
 * Opens a ledger; makes its key on first use, where no other host has one. Nothing is signed before `publish`.
 * Throws ArchiveError for a key that is not to be used (`readKey`), `corrupt` for a checkpoint that this key did not
 * sign, and `refused` where another host has the key.
 */
export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  await settleKeys(options.keyFile, options.folder, options.origin);
  const found = await readKey(options.keyFile, options.origin);
  const { shared } = options;
  if (found === undefined) await refuseSecondKey(shared);
  const key = found ?? (await drawKey(options.origin));
  if (found !== undefined && shared !== undefined) {
    await settleSharedKey(shared, key, options.folder);
  }
  const own = new SignedJournal(statePath(options, key));
  const { adopt = false } = options;
  const journal = shared === undefined ? own : new SharedJournal(own, { shared, key, adopt });
  if (found === undefined) {
    // Remembered before the key is there: a key of which nothing is remembered came from elsewhere.
    const [last] = await journal.trees();
    await journal.swap(last, nothingSigned);
    await keepKey(options.keyFile, key);
  }
  const ledger = new PublishedLedger(options, key, journal);
  await ledger.load();
  return ledger;
}

async function refuseSecondKey(shared: LedgerOptions['shared']): Promise<void> {
  const row = await shared?.read();
  if (row !== undefined && !isVacant(row)) throw keyElsewhere(row.vkey);
}

const statePath = ({ stateFile }: LedgerOptions, key: SigningKey): string =>
  typeof stateFile === 'string' ? stateFile : stateFile(idOf(key));

class PublishedLedger implements Ledger {
  readonly origin: string;
  readonly vkey: string;
  checkpoint: Checkpoint | undefined;
  readonly #options: LedgerOptions;
  readonly #key: SigningKey;
  readonly #journal: SignedMemory;
  readonly #tiles: TileFiles;
  /** The edge of the published tree; undefined when its files are not whole. */
  #edge: TreeEdge | undefined;
  /** The last leaf of the published tree that was seen to be the catalogue's too. */
  #ownLeaf: string | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: LedgerOptions, key: SigningKey, journal: SignedMemory) {
    this.origin = options.origin;
    this.vkey = formatVerifierKey(key);
    this.#options = options;
    this.#key = key;
    this.#journal = journal;
    this.#tiles = new TileFiles(options.folder);
  }

  get size(): number {
    return this.checkpoint?.size ?? 0;
  }

  async load(): Promise<void> {
    const note = await readIfThere(join(this.#options.folder, 'checkpoint'));
    if (note === undefined) return;
    this.checkpoint = await this.#opened(note);
    this.#edge = await readEdgeOf(this.checkpoint, this.#tiles);
  }

  /** A crash may have left the checkpoint of the key before this one: then the one counts with which that handed over. */
  async #opened(note: Uint8Array): Promise<Checkpoint> {
    try {
      return await openCheckpoint(note, [this.#key]);
    } catch (thrown) {
      const handed = await handedTo(this.#key, this.#options.folder);
      if (handed === undefined) throw thrown;
      return await openCheckpoint(handed, [this.#key]);
    }
  }

  publish(): Promise<Checkpoint> {
    return this.#inTurn(() => this.#publish());
  }

  handOver(index: number): Promise<Checkpoint> {
    return this.#inTurn(async () => {
      const { folder, keyFile, shared } = this.#options;
      const next = await nextKey(keyFile, this.origin);
      const checkpoint = await this.#publish();
      // Remembered of the new key too, before it has signed anything.
      const journal = new SignedJournal(statePath(this.#options, next));
      await journal.swap((await journal.last()) ?? nothingSigned, checkpoint);
      const path = join(folder, handOverPath(idOf(this.#key)));
      const { hashes } = await this.prove(index);
      await this.#journal.confirm();
      const note = await signNote(formatTreeHead(checkpoint), [this.#key, next]);
      await writeDurably(path, formatTlogProof({ index, hashes, checkpoint: note }));
      await syncFolder(dirname(path));
      // Before anybody is given it: a host that has the right by now signs on with the key of before.
      if (shared !== undefined) await settleOrTakeBack(path, { shared, next, folder });
      await this.#keepCheckpoint(note);
      await settleKeys(keyFile, folder, this.origin);
      this.checkpoint = { ...checkpoint, note };
      return this.checkpoint;
    });
  }

  async #publish(): Promise<Checkpoint> {
    const remembered = await this.#remembered();
    const [last] = remembered;
    const count = await this.#options.leaves.countLeaves();
    const signed = [...remembered, ...(this.checkpoint === undefined ? [] : [this.checkpoint])];
    const most = Math.max(...signed.map(({ size }) => size));
    if (count < most) throw rolledBack(this.origin, { signed: most, count });
    const { checkpoint } = this;
    if (checkpoint?.size === count && last.size === count && this.#edge !== undefined) {
      if (toBase64(checkpoint.root) === toBase64(last.root)) {
        await this.#journal.keep(checkpoint);
        return checkpoint;
      }
    }
    return this.#publishTo(count, last, signed);
  }

  async #publishTo(
    count: number,
    last: SignedTree,
    signed: readonly SignedTree[],
  ): Promise<Checkpoint> {
    const from = await this.#ownEdge();
    await this.#checkEarlier(from, signed);
    const means = { ...this.#options, origin: this.origin, tiles: this.#tiles };
    const { edge, files } = await growFiles(means, from, count, signed);
    const edges = edgeFiles(edge);
    const folders = await writeOnce([...files, ...this.#tiles.files(edges)]);
    const head = { origin: this.origin, size: count, root: rootOf(edge) };
    await this.#keepVkey();
    const isNew = toBase64(last.root) !== toBase64(head.root);
    // Both must be durable before the checkpoint is there, in whatever order.
    const remembered = isNew ? this.#journal.swap(last, head) : this.#journal.confirm();
    await Promise.all([syncFolders(folders), remembered]);
    this.#tiles.remember(edges);
    const note = await signNote(formatTreeHead(head), [this.#key]);
    await this.#keepCheckpoint(note);
    this.checkpoint = { ...head, note };
    this.#edge = edge;
    const full = tilesOfGrowth(from.size, count).filter(({ width }) => width === tileWidth);
    await this.#tiles.removePartials(full);
    await this.#journal.keep(this.checkpoint);
    return this.checkpoint;
  }

  /** The edge of the published tree, once it was seen that its last leaf is the catalogue's too: else all is made anew,
   * and held against what was signed. */
  async #ownEdge(): Promise<TreeEdge> {
    const edge = this.#edge ?? emptyEdge;
    if (this.#ownLeaf !== undefined || edge.size === 0) return edge;
    const [line] = await this.#options.leaves.readLeaves(edge.size - 1, 1);
    try {
      if (line !== (await this.readEntry(edge.size - 1))) return emptyEdge;
    } catch (thrown) {
      // A bundle that is lost is made again.
      if (thrown instanceof ArchiveError && thrown.code === 'corrupt') return emptyEdge;
      throw thrown;
    }
    this.#ownLeaf = line;
    return edge;
  }

  async #remembered(): Promise<readonly [SignedTree, ...SignedTree[]]> {
    const [last, ...others] = await this.#journal.trees();
    if (last !== undefined) return [last, ...others];
    if (this.#options.adopt === true) return [nothingSigned];
    throw nothingRemembered(this.origin);
  }

  /** Signed trees smaller than what is published must be its beginnings. */
  async #checkEarlier(edge: TreeEdge, signed: readonly SignedTree[]): Promise<void> {
    for (const { size, root } of signed) {
      if (size === 0 || size > edge.size) continue;
      const range = { start: 0, end: size };
      const own = size === edge.size ? rootOf(edge) : await rangeHash(range, edge.size, this.#read);
      if (toBase64(own) !== toBase64(root)) throw contradicts(this.origin, size);
    }
  }

  async #keepVkey(): Promise<void> {
    const path = join(this.#options.folder, 'vkey');
    if ((await readIfThere(path))?.toString() !== `${this.vkey}\n`) {
      await writeDurably(path, `${this.vkey}\n`);
    }
  }

  async #keepCheckpoint(note: string): Promise<void> {
    const path = join(this.#options.folder, 'checkpoint');
    await writeDurably(path, note);
    await syncFolder(dirname(path));
  }

  /** Whether the folder holds a checkpoint still, and not what another host has signed since. */
  async #isThere(checkpoint: Checkpoint): Promise<boolean> {
    const note = await readIfThere(join(this.#options.folder, 'checkpoint'));
    return note?.toString().startsWith(`${formatTreeHead(checkpoint)}\n`) ?? false;
  }

  async prove(index: number): Promise<TlogProof> {
    const { checkpoint } = this;
    const size = checkpoint?.size ?? 0;
    const hashes = await proveInclusion(index, { size }, this.#read);
    return { index, hashes, checkpoint: checkpoint?.note ?? '' };
  }

  proveGrowth(oldSize: number, size = this.size): Promise<readonly Uint8Array[]> {
    const ranges = consistencyRanges(oldSize, size);
    return Promise.all(ranges.map((range) => rangeHash(range, size, this.#read)));
  }

  /** A tile from its file, or from memory when it is one of the edge. */
  readonly #read = (tile: TileId): Promise<Uint8Array> => {
    const row = typeof tile.level === 'number' ? this.#edge?.rows[tile.level] : undefined;
    const isEdge = tile.width < tileWidth && row?.length === tile.width * 32;
    return isEdge && row !== undefined ? Promise.resolve(row) : this.#tiles.read(tile);
  };

  async readEntry(index: number): Promise<string> {
    inclusionRanges(index, this.size);
    const tile = tileAt('entries', index, this.size);
    const entries = parseBundle(await this.#tiles.read(tile), tile.width, true);
    return Buffer.from(entries[index % tileWidth] ?? []).toString('utf8');
  }

  addCosignatures(size: number, lines: readonly string[]): Promise<void> {
    return this.#inTurn(async () => {
      const { checkpoint } = this;
      if (checkpoint?.size !== size || !(await this.#isThere(checkpoint))) return;
      const fresh = lines.filter((line) => !checkpoint.note.includes(line));
      const note = `${checkpoint.note}${fresh.join('')}`;
      await openCheckpoint(note, [this.#key]);
      if (fresh.length > 0) await this.#keepCheckpoint(note);
      this.checkpoint = { ...checkpoint, note };
      await this.#journal.keep(this.checkpoint);
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}
