import {
  checkSplitView,
  compareViews,
  type KeyStep,
  keyChain,
  type LedgerFault,
  type LedgerFiles,
  type LedgerView,
  type SplitView,
} from '../audit/index.ts';
import { ArchiveError, errorFrom } from '../model/index.ts';
import {
  type Checkpoint,
  formatVerifierKey,
  openCheckpoint,
  type VerifierKey,
} from '../tlog/index.ts';
import { forgedNote, forked, noCheckpoint, rolledBack, signedOn } from './growth-faults.ts';
import type { KeptLedger } from './kept-ledger.ts';

/** What a mirror shows as a log's head, signed by a key to which the last one known here leads. */
export interface ShownHead {
  readonly head: Checkpoint;
  /** The keys from that one to the one that signed it. */
  readonly led: readonly KeyStep[];
}

/** Why it is not believed. */
export interface Disbelief {
  readonly fault: LedgerFault;
  /** Two histories signed by one key of the log. */
  readonly split?: SplitView;
  /** It is an earlier state of the same history, signed by a key that has handed over since. */
  readonly isEarlier?: boolean;
}

/** Where a mirror's files are read. */
export interface ShownFiles {
  /** With what is kept here, and on its way here. */
  readonly files: LedgerFiles;
  /** The mirror's alone: what it shows where it is not the history that is kept. */
  readonly remote: LedgerFiles;
}

/** Reads a mirror's head by the keys of a kept ledger. Throws what reading throws. */
export async function shownHead(
  kept: KeptLedger,
  { files, remote }: ShownFiles,
  note: Uint8Array | undefined,
): Promise<ShownHead | Disbelief> {
  if (note === undefined) return { fault: noCheckpoint };
  const own = await kept.keys();
  const last = own.at(-1)?.key ?? kept.key;
  const led = await keyChain(files, last, note);
  const head = await opened(note, led?.at(-1)?.key ?? last);
  if (led !== undefined && !(head instanceof ArchiveError)) return { head, led };
  const fault = forgedNote(head instanceof ArchiveError ? head.message : '');
  return (await otherwise(kept, own, remote, note)) ?? { fault };
}

/** Whether a place shows the log of a kept ledger, by any of its keys; true tiles are no condition. */
export async function isShownAt(kept: KeptLedger, remote: LedgerFiles): Promise<boolean> {
  const note = await remote.read('checkpoint');
  const shown = await shownHead(kept, { files: remote, remote }, note);
  return !('fault' in shown) || shown.isEarlier === true;
}

/**
 * What a head is to which no key known here leads: another history by the keys that both have, or an earlier state
 * of this one.
 */
async function otherwise(
  kept: KeptLedger,
  own: readonly KeyStep[],
  remote: LedgerFiles,
  note: Uint8Array,
): Promise<Disbelief | undefined> {
  const before = await kept.head();
  const theirs = (await keyChain(remote, kept.key, note)) ?? [];
  const signer = theirs.at(-1);
  if (before === undefined || signer === undefined) return undefined;
  const head = await openCheckpoint(note, [signer.key]);
  for (const step of theirs) {
    const mine = own.find(({ key }) => isSame(key, step.key));
    if (mine === undefined) return undefined;
    const { key } = mine;
    const one = await viewOf(mine, kept.files, before.size);
    const held = await heldAgainst(key, one, await viewOf(step, remote, head.size));
    if (held !== undefined) return held;
    if (step !== signer) continue;
    const isEarlier = head.size <= one.checkpoint.size;
    return { fault: isEarlier ? rolledBack(before, head) : signedOn(head), isEarlier };
  }
  return undefined;
}

/**
 * Whether what is kept and what a mirror shows are one history: by the last that the key signed which both have, and
 * by what lies before. Undefined where they are.
 */
export async function heldAgainstKept(
  kept: KeptLedger,
  before: Checkpoint,
  { head, led }: ShownHead,
  files: LedgerFiles,
): Promise<Disbelief | undefined> {
  const one = { files: kept.files, checkpoint: before };
  const [step] = led;
  if (step === undefined) return undefined;
  const held = await heldAgainst(step.key, one, await viewOf(step, files, head.size));
  if (held !== undefined || led.length === 1) return held;
  return await heldAgainst(undefined, one, { files, checkpoint: head });
}

const viewOf = async (
  { key, note }: KeyStep,
  files: LedgerFiles,
  tiles: number,
): Promise<LedgerView> => ({ files, checkpoint: await openCheckpoint(note, [key]), tiles });

/** A mirror's tiles may be made up: only what a key proves is told as two histories. `key`: the one that signed both. */
async function heldAgainst(
  key: VerifierKey | undefined,
  one: LedgerView,
  shown: LedgerView,
): Promise<Disbelief | undefined> {
  if (shown.checkpoint.note === one.checkpoint.note) return undefined;
  let split: SplitView | undefined;
  try {
    split = await compareViews(one, shown);
  } catch (thrown) {
    const { code, message } = errorFrom(thrown, one.checkpoint.origin);
    if (code !== 'corrupt') throw thrown;
    return { fault: { kind: 'missing-tile', message } };
  }
  if (split === undefined) return undefined;
  if (key !== undefined && (await checkSplitView(split, key))) {
    return { fault: forked(one.checkpoint, shown.checkpoint), split };
  }
  const message = 'The tiles of the mirror are not those that were signed for.';
  return { fault: { kind: 'altered-tile', message } };
}

async function opened(note: Uint8Array, key: VerifierKey): Promise<Checkpoint | ArchiveError> {
  try {
    return await openCheckpoint(note, [key]);
  } catch (thrown) {
    return errorFrom(thrown, 'checkpoint');
  }
}

const isSame = (one: VerifierKey, other: VerifierKey): boolean =>
  formatVerifierKey(one) === formatVerifierKey(other);
