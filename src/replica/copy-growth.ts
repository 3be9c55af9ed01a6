import { join } from 'node:path';
import {
  checkTree,
  LeafRules,
  type LedgerFault,
  type LedgerFiles,
  rootFromTiles,
  type SplitView,
} from '../audit/index.ts';
import { writeDurably } from '../ledger/index.ts';
import { type Checkpoint, formatVerifierKey, tilePath, tilesOfGrowth } from '../tlog/index.ts';
import { madeUp, rolledBack } from './growth-faults.ts';
import type { KeptLedger } from './kept-ledger.ts';
import { type Disbelief, heldAgainstKept, shownHead } from './shown-head.ts';
import { stagedFiles } from './staged-files.ts';

/** How a log's growth is copied. */
export interface GrowthOptions {
  /** In ms; no leaf may be made later. */
  readonly now: number;
  /** The mirror is not the log's own: it may be behind what is kept here. */
  readonly mayLag?: boolean;
  /** The checkpoint, where it was asked for already. */
  readonly note?: Uint8Array;
}

/** What came of it. */
export interface Growth {
  /** Leaves up to which the kept ledger is whole. */
  readonly size: number;
  /** It has grown. */
  readonly grew: boolean;
  /** What is wrong with what the mirror shows; nothing of it was kept then. */
  readonly fault?: LedgerFault;
  /** Two histories signed by the log's key. */
  readonly split?: SplitView;
}

/** More leaves than any archive has: a tree of that size is made up. */
const mostLeaves = 50_000_000;

/**
 * Brings a kept ledger level with what a mirror shows of it: checks that a key signed it to which the last one known
 * leads, that the log has grown from what is kept, then each tile and entry, and only then keeps them, with what proves
 * a change of keys, the checkpoint last. What is wrong is told and nothing kept; what was copied before an interruption
 * is not asked for again. Throws what `remote` throws.
 */
export async function copyGrowth(
  kept: KeptLedger,
  remote: LedgerFiles,
  options: GrowthOptions,
): Promise<Growth> {
  const before = await kept.head();
  const size = before?.size ?? 0;
  const staged = stagedFiles(kept.folder, remote);
  const refused = async (why?: Disbelief): Promise<Growth> => {
    await staged.drop();
    if (why === undefined || (why.isEarlier && options.mayLag)) return { size, grew: false };
    const { fault, split } = why;
    return { size, grew: false, fault, ...(split && { split }) };
  };
  const note = options.note ?? (await remote.read('checkpoint'));
  const shown = await shownHead(kept, { files: staged, remote }, note);
  if ('fault' in shown) return await refused(shown);
  const { head, led } = shown;
  if (head.size > mostLeaves) return await refused({ fault: madeUp(head) });
  const other = before && (await heldAgainstKept(kept, before, shown, staged));
  if (other !== undefined) return await refused(other);
  if (before !== undefined && head.size < before.size) {
    return await refused({ fault: rolledBack(before, head), isEarlier: true });
  }
  // The same leaves under a next key are something new.
  if (head.size === before?.size && led.length === 1) return await refused();
  const fault = await faultIn(staged, head, { from: size, now: options.now });
  if (fault !== undefined) return await refused({ fault });
  await staged.settle([...pathsOfGrowth(size, head), ...led.flatMap(({ files }) => files)]);
  await writeDurably(join(kept.folder, 'vkey'), `${formatVerifierKey(kept.key)}\n`);
  await writeDurably(join(kept.folder, 'checkpoint'), head.note);
  return { size: head.size, grew: head.size > size };
}

/**
 * Holds a kept ledger against what another copy shows; gives the proof where these are two histories. Nothing of it is
 * kept or put on its way: its tiles would be taken for those of the mirror that is followed. Throws what `remote` throws.
 */
export async function splitAgainst(
  kept: KeptLedger,
  remote: LedgerFiles,
): Promise<SplitView | undefined> {
  const before = await kept.head();
  if (before === undefined) return undefined;
  const shown = await shownHead(kept, { files: remote, remote }, await remote.read('checkpoint'));
  if ('fault' in shown) return shown.split;
  if (shown.head.size > mostLeaves) return undefined;
  return (await heldAgainstKept(kept, before, shown, remote))?.split;
}

const pathsOfGrowth = (from: number, { size }: Checkpoint): readonly string[] =>
  from === size ? [] : tilesOfGrowth(from, size).map(tilePath);

/** The first thing that is wrong with the leaves from an index on. Nothing is asked for behind it: an
 * endless list of faults is nobody's use. */
async function faultIn(
  staged: ReturnType<typeof stagedFiles>,
  head: Checkpoint,
  { from, now }: { readonly from: number; readonly now: number },
): Promise<LedgerFault | undefined> {
  if (from === head.size) return undefined;
  const root = await rootFromTiles(staged, head.size, head.size);
  if (root?.equals(Buffer.from(head.root)) !== true) {
    const message = `The tiles of the mirror make another root than the one signed for ${head.size} leaves, or are missing.`;
    return { kind: root === undefined ? 'missing-tile' : 'altered-tree', message };
  }
  const faults: LedgerFault[] = [];
  const onFault = (fault: LedgerFault) => {
    if (faults.length === 0) faults.push(fault);
  };
  const files: LedgerFiles = {
    read: async (path) => (faults.length === 0 ? await staged.read(path) : undefined),
  };
  const rules = new LeafRules(now, onFault);
  const onEntries = (first: number, entries: readonly Buffer[]) => {
    for (const [at, entry] of entries.entries()) rules.take(first + at, entry);
  };
  await checkTree(files, head, from, onEntries, onFault);
  if (faults[0] !== undefined) return faults[0];
  const [path] = await staged.missing(pathsOfGrowth(from, head));
  if (path === undefined) return undefined;
  const message = `${path} is not there any more: the mirror changed while it was read.`;
  return { kind: 'missing-tile', path, message };
}
