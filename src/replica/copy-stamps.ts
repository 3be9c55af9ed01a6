import { join } from 'node:path';
import {
  checkStamps,
  type LedgerFault,
  type LedgerFiles,
  listedStamps,
  type StampMeans,
  shownStamps,
} from '../audit/index.ts';
import { syncFolder, writeDurably } from '../ledger/index.ts';
import { errorFrom } from '../model/index.ts';
import {
  formatStampList,
  isStampPath,
  otsTags,
  type StampName,
  stampedPath,
  stampList,
  stampPath,
} from '../tlog/index.ts';
import { leavesBetween } from './kept-leaves.ts';
import type { KeptLedger } from './kept-ledger.ts';

/** A stamp of ours has some kB; a checkpoint with its signature less. */
const mostBytes = 100_000;
/** Stamps of one look, and kept of one log: as many as twenty servers give in a year, once a day. */
const mostAtOnce = 200;
const mostKept = 7300;
/** Kept proofs that are asked for again at a look, since their calendars had only promised. */
const mostPending = 20;

type OnFault = (fault: LedgerFault) => void;

/** How stamps are copied. */
export interface StampCopyOptions {
  /** In ms. */
  readonly now: number;
  /** What stamps are checked with. */
  readonly means: StampMeans;
}

/** What came of it. */
export interface StampsCopied {
  readonly copied: number;
  /** What was not taken, and why. */
  readonly faults: readonly LedgerFault[];
}

/**
 * Copies the time stamps that lie beside a log at a mirror and are not kept yet, and proofs of OpenTimestamps that
 * have been attested since. Each is held against the kept, verified ledger as `verify` does: that it is over a checkpoint of
 * this very history, and good by itself; whatever else is told and not kept. Throws what `remote` throws for other files
 * than stamps'.
 */
export async function copyStamps(
  kept: KeptLedger,
  remote: LedgerFiles,
  { now, means }: StampCopyOptions,
): Promise<StampsCopied> {
  const head = await kept.head();
  const key = (await kept.keys()).at(-1)?.key;
  if (head === undefined || key === undefined) return { copied: 0, faults: [] };
  const before = await listedStamps(kept.files);
  const shown = (await shownStamps(remote)).filter(({ size }) => size <= head.size);
  const fresh = await wanted(kept, before, shown);
  if (fresh.length === 0) return { copied: 0, faults: [] };
  const read = new Map<string, Uint8Array>();
  const faults: LedgerFault[] = [];
  const onFault = (fault: LedgerFault) => void faults.push(fault);
  const files = overlaid(kept, remote, fresh, { read, onFault });
  const context = {
    ...{ checkpoint: head, key, means, now, from: 0 },
    timeOf: (index: number) => timeOf(kept, head.size, index),
  };
  const told = await checkStamps(files, context, onFault);
  const wrong = new Set(faults.map(({ path }) => path));
  const good = new Set(told.map(({ path }) => path).filter((path) => !wrong.has(path)));
  const taken = fresh.filter((one) => good.has(stampPath(one)));
  await keep(kept.folder, taken, read, before);
  return { copied: taken.length, faults };
}

/** Those that are not kept, in the list's order, as many as there is room for; then proofs that are only promised. */
async function wanted(
  { files }: KeptLedger,
  before: readonly StampName[],
  shown: readonly StampName[],
): Promise<readonly StampName[]> {
  const known = new Set(before.map(stampPath));
  const room = Math.min(mostAtOnce, Math.max(0, mostKept - before.length));
  const fresh = shown.filter((one) => !known.has(stampPath(one))).slice(0, room);
  const pending: StampName[] = [];
  for (const one of shown.toReversed()) {
    if (pending.length >= mostPending) break;
    if (one.kind !== 'opentimestamps' || !known.has(stampPath(one))) continue;
    const bytes = await files.read(stampPath(one));
    if (bytes !== undefined && !isAttested(bytes)) pending.push(one);
  }
  return [...fresh, ...pending];
}

const bitcoinTag = Buffer.from(otsTags.bitcoin, 'hex');

const isAttested = (proof: Uint8Array): boolean => Buffer.from(proof).includes(bitcoinTag);

/** The kept ledger with the mirror's stamps beside it; what is read of these is remembered. */
function overlaid(
  kept: KeptLedger,
  remote: LedgerFiles,
  fresh: readonly StampName[],
  { read, onFault }: { readonly read: Map<string, Uint8Array>; readonly onFault: OnFault },
): LedgerFiles {
  return {
    async read(path) {
      if (path === stampList) return new TextEncoder().encode(formatStampList(fresh));
      if (!isStampPath(path)) return await kept.files.read(path);
      const bytes = await unlessTooLarge(remote, path, onFault);
      if (bytes === undefined) return undefined;
      read.set(path, bytes);
      return bytes;
    },
  };
}

async function unlessTooLarge(
  remote: LedgerFiles,
  path: string,
  onFault: OnFault,
): Promise<Uint8Array | undefined> {
  const tooLarge = (message: string): undefined => {
    onFault({ kind: 'altered-stamp', path, message });
  };
  try {
    const bytes = await remote.read(path);
    const isLarge = bytes !== undefined && bytes.length > mostBytes;
    return isLarge ? tooLarge(`${path} has more than ${mostBytes} bytes.`) : bytes;
  } catch (thrown) {
    const { code, message } = errorFrom(thrown, path);
    if (code !== 'refused') throw thrown;
    return tooLarge(message);
  }
}

async function timeOf(kept: KeptLedger, size: number, index: number): Promise<number | undefined> {
  for await (const { leaf } of leavesBetween(kept, size, index, index + 1)) {
    return Date.parse(leaf.time);
  }
  return undefined;
}

/** As stamps are put beside a ledger of ours: what each is over first, the list last. */
async function keep(
  folder: string,
  taken: readonly StampName[],
  read: ReadonlyMap<string, Uint8Array>,
  before: readonly StampName[],
): Promise<void> {
  if (taken.length === 0) return;
  for (const one of taken) {
    for (const path of [stampedPath(one.size), stampPath(one)]) {
      const bytes = read.get(path);
      if (bytes !== undefined) await writeDurably(join(folder, path), bytes);
    }
  }
  await syncFolder(join(folder, 'stamp'));
  const known = new Set(before.map(stampPath));
  const all = [...before, ...taken.filter((one) => !known.has(stampPath(one)))];
  await writeDurably(join(folder, stampList), formatStampList(all));
}
