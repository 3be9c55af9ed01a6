import { join } from 'node:path';
import {
  checkSplitView,
  checkTree,
  compareViews,
  LeafRules,
  type LedgerFault,
  type LedgerFiles,
  rootFromTiles,
  type SplitView,
} from '../audit/index.ts';
import { writeDurably } from '../ledger/index.ts';
import { ArchiveError, errorFrom } from '../model/index.ts';
import {
  type Checkpoint,
  formatVerifierKey,
  openCheckpoint,
  tilesOfGrowth,
} from '../tlog/index.ts';
import type { KeptLedger } from './kept-ledger.ts';
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
 * Brings a kept ledger level with what a mirror shows of it: checks the signature, that the log has grown
 * from what is kept, then each tile and entry, and only then keeps them, the checkpoint last. What is
 * wrong is told and nothing kept; what was copied before an interruption is not asked for again.
 * Throws what `remote` throws.
 */
export async function copyGrowth(
  kept: KeptLedger,
  remote: LedgerFiles,
  options: GrowthOptions,
): Promise<Growth> {
  const before = await kept.head();
  const size = before?.size ?? 0;
  const refused = (fault: LedgerFault): Growth => ({ size, grew: false, fault });
  const head = await shownHead(kept, remote, options.note);
  if ('kind' in head) return refused(head);
  const staged = stagedFiles(kept.folder, remote);
  if (before !== undefined) {
    const held = await heldAgainst(kept, before, { files: staged, checkpoint: head });
    if (held.fault !== undefined) {
      await staged.drop();
      return { ...held, size, grew: false };
    }
    if (head.size <= before.size) {
      const isBack = head.size < before.size && options.mayLag !== true;
      return isBack ? refused(rolledBack(before, head)) : { size, grew: false };
    }
  }
  const fault = await faultIn(staged, head, { from: size, now: options.now });
  if (fault !== undefined) {
    await staged.drop();
    return refused(fault);
  }
  await staged.settle(tilesOfGrowth(size, head.size));
  await writeDurably(join(kept.folder, 'vkey'), `${formatVerifierKey(kept.key)}\n`);
  await writeDurably(join(kept.folder, 'checkpoint'), head.note);
  return { size: head.size, grew: true };
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
  const head = await shownHead(kept, remote, undefined);
  if (before === undefined || 'kind' in head) return undefined;
  return (await heldAgainst(kept, before, { files: remote, checkpoint: head })).split;
}

/** What a mirror shows as the log's head, or why it is none. */
async function shownHead(
  kept: KeptLedger,
  remote: LedgerFiles,
  given: Uint8Array | undefined,
): Promise<Checkpoint | LedgerFault> {
  const note = given ?? (await remote.read('checkpoint'));
  if (note === undefined) return noCheckpoint;
  const head = await opened(note, kept);
  if (head instanceof ArchiveError) return notSigned(head);
  return head.size > mostLeaves ? madeUp(head) : head;
}

async function opened(note: Uint8Array, { key }: KeptLedger): Promise<Checkpoint | ArchiveError> {
  try {
    return await openCheckpoint(note, [key]);
  } catch (thrown) {
    return errorFrom(thrown, 'checkpoint');
  }
}

/** Whether what a mirror shows and what is kept are one history. A mirror's tiles may be made up too: only
 * what its key proves is told as two histories. */
async function heldAgainst(
  kept: KeptLedger,
  before: Checkpoint,
  shown: { readonly files: LedgerFiles; readonly checkpoint: Checkpoint },
): Promise<{ readonly fault?: LedgerFault; readonly split?: SplitView }> {
  if (shown.checkpoint.note === before.note) return {};
  let split: SplitView | undefined;
  try {
    split = await compareViews({ files: kept.files, checkpoint: before }, shown);
  } catch (thrown) {
    const { code, message } = errorFrom(thrown, kept.folder);
    if (code !== 'corrupt') throw thrown;
    return { fault: { kind: 'missing-tile', message } };
  }
  if (split === undefined) return {};
  if (await checkSplitView(split, kept.key))
    return { fault: forked(before, shown.checkpoint), split };
  return { fault: { kind: 'altered-tile', message: `The tiles ${notSignedFor}.` } };
}

/** The first thing that is wrong with the leaves from an index on. Nothing is asked for behind it: an
 * endless list of faults is nobody's use. */
async function faultIn(
  staged: ReturnType<typeof stagedFiles>,
  head: Checkpoint,
  { from, now }: { readonly from: number; readonly now: number },
): Promise<LedgerFault | undefined> {
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
  const [path] = await staged.missing(tilesOfGrowth(from, head.size));
  if (path === undefined) return undefined;
  const message = `${path} is not there any more: the mirror changed while it was read.`;
  return { kind: 'missing-tile', path, message };
}

const notSignedFor = 'of the mirror are not those that were signed for';

const noCheckpoint: LedgerFault = {
  ...{ kind: 'missing-checkpoint', path: 'checkpoint' },
  message: 'There is no ledger/checkpoint there.',
};

const notSigned = ({ message }: ArchiveError): LedgerFault => ({
  ...{ kind: 'forged-note', path: 'checkpoint', message },
});

const madeUp = ({ size }: Checkpoint): LedgerFault => ({
  ...{ kind: 'altered-checkpoint', path: 'checkpoint' },
  message: `It claims ${size} leaves, more than any archive has.`,
});

const rolledBack = (before: Checkpoint, head: Checkpoint): LedgerFault => ({
  kind: 'rollback',
  message: `The ledger of ${head.origin} had ${before.size} leaves when it was last seen, and has ${head.size} now.`,
});

const forked = (before: Checkpoint, head: Checkpoint): LedgerFault => ({
  kind: 'fork',
  message: `The key of ${head.origin} signed two histories: one of ${before.size} leaves, and one of ${head.size} that does not follow from it.`,
});
