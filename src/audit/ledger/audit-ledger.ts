import {
  formatVerifierKey,
  type Leaf,
  type Policy,
  type TreeHead,
  tileAt,
  tileWidth,
  type VerifierKey,
} from '../../tlog/index.ts';
import { type AuditBodies, RecordCheck, type RemovedLeaf } from './check-records.ts';
import { checkSeen } from './check-seen.ts';
import { checkStamps } from './check-stamps.ts';
import { checkTree } from './check-tree.ts';
import { LeafRules, leafIn } from './leaf-rules.ts';
import type { LedgerFault, OnFault } from './ledger-fault.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { bundleOf } from './read-bundle.ts';
import { type LedgerHead, readHead } from './read-head.ts';
import type { StampMeans, StampTold } from './stamp-told.ts';
import { readTile } from './tile-reader.ts';

/** What an audit is held to. */
export interface LedgerAuditOptions {
  /** The log's key; without it the one beside the ledger is taken, so that only its holder is trusted. */
  readonly key?: VerifierKey;
  /** Logs that are believed, where no key is given, and witnesses whose cosignatures count. */
  readonly policy?: Policy;
  /** What was seen of this log before: it must have grown from that. */
  readonly seen?: TreeHead;
  /** Leaves before this index are taken as checked; their hashes are checked by `seen` alone. */
  readonly from?: number;
  /** Moment of the audit, in ms. */
  readonly now: number;
  readonly bodies?: AuditBodies;
  /** Leaves whose records the keeper of this copy removed, by their indexes: told as removed. */
  readonly removedHere?: ReadonlyMap<number, Omit<RemovedLeaf, 'index'>>;
  /** Whether records are read; without them only lines and hashes are checked. Default true. */
  readonly records?: boolean;
  /** What time stamps beside it are checked with. */
  readonly stamps?: StampMeans;
}

/** What was found; `ok` without any fault. */
export interface LedgerAudit {
  readonly ok: boolean;
  readonly origin?: string;
  readonly size: number;
  /** Root in hex. */
  readonly root?: string;
  /** The key that signs it today, as text; another than the one that was given where that has handed over. */
  readonly vkey?: string;
  /** The signed checkpoint, to be kept as what was seen. */
  readonly checkpoint?: string;
  /** Which witnesses of the policy cosigned it, by the names of their keys, and when in ms. */
  readonly cosigned?: readonly { readonly name: string; readonly at: number }[];
  /** Good time stamps beside it; unset: none. */
  readonly stamps?: readonly StampTold[];
  readonly faults: readonly LedgerFault[];
  readonly removed: readonly RemovedLeaf[];
}

/**
 * Checks a ledger from its bytes alone: that its key signed its checkpoint, that tiles, entries and
 * records are what was signed for, that times never go back, that revisions follow one another, that
 * nothing is missing but what a takedown names, and that it has grown from what was seen before.
 * Faults are told, never thrown. Memory: some 100 bytes for each leaf.
 */
export async function auditLedger(
  files: LedgerFiles,
  options: LedgerAuditOptions,
): Promise<LedgerAudit> {
  const faults: LedgerFault[] = [];
  const onFault: OnFault = (fault) => faults.push(fault);
  const { key, policy } = options;
  const head = await readHead(
    files,
    { ...(key && { log: key }), ...(policy && { policy }) },
    onFault,
  );
  if (head === undefined) return { ok: false, size: 0, faults, removed: [] };
  const { checkpoint } = head;
  const seen = options.seen && (await checkSeen(files, checkpoint, options.seen));
  if (seen !== undefined) onFault(seen);
  const removed = await checkLeaves(files, head, options, onFault);
  const stamps = await checkBeside(files, head, options, onFault);
  return {
    ok: faults.length === 0,
    ...{ origin: checkpoint.origin, size: checkpoint.size, vkey: formatVerifierKey(head.key) },
    ...{ root: Buffer.from(checkpoint.root).toString('hex'), checkpoint: checkpoint.note },
    ...(policy && { cosigned: head.cosigned }),
    ...(stamps.length > 0 && { stamps }),
    ...{ faults, removed },
  };
}

async function checkLeaves(
  files: LedgerFiles,
  { checkpoint, seenBy }: LedgerHead,
  options: LedgerAuditOptions,
  onFault: OnFault,
): Promise<readonly RemovedLeaf[]> {
  const from = Math.min(options.from ?? 0, checkpoint.size);
  const latest = Math.min(options.now, seenBy ?? options.now);
  const rules = new LeafRules(latest, onFault);
  const onEntries = (first: number, entries: readonly Buffer[]) => {
    for (const [at, entry] of entries.entries()) rules.take(first + at, entry);
  };
  await checkTree(files, checkpoint, from, onEntries, onFault);
  if (options.records === false) return [];
  const leaves = new LeafReader(files, checkpoint.size);
  const records = new RecordCheck({
    ...{ files, bodies: options.bodies ?? {}, takedowns: rules.takedowns, onFault },
    ...(options.removedHere && { removedHere: options.removedHere }),
    leafAt: (index) => leaves.at(index),
  });
  for (let index = from; index < checkpoint.size; index += 1) {
    const leaf = await leaves.at(index);
    if (leaf !== undefined) await records.check(index, leaf);
  }
  return records.removed;
}

/** The time stamps beside it. */
function checkBeside(
  files: LedgerFiles,
  { checkpoint, key }: LedgerHead,
  { from = 0, now, stamps: means = {} }: LedgerAuditOptions,
  onFault: OnFault,
): Promise<readonly StampTold[]> {
  const leaves = new LeafReader(files, checkpoint.size);
  const timeOf = async (index: number): Promise<number | undefined> => {
    const leaf = await leaves.at(index);
    return leaf && Date.parse(leaf.time);
  };
  return checkStamps(files, { checkpoint, key, means, now, from, timeOf }, onFault);
}

/** Leaves by index; holds the last bundles that were asked for. */
class LeafReader {
  readonly #files: LedgerFiles;
  readonly #size: number;
  readonly #held = new Map<number, readonly (Leaf | undefined)[]>();

  constructor(files: LedgerFiles, size: number) {
    [this.#files, this.#size] = [files, size];
  }

  async at(index: number): Promise<Leaf | undefined> {
    const bundle = Math.floor(index / tileWidth);
    const leaves = this.#held.get(bundle) ?? (await this.#read(bundle));
    this.#held.delete(bundle);
    this.#held.set(bundle, leaves);
    const oldest = this.#held.size > 64 ? this.#held.keys().next().value : undefined;
    if (oldest !== undefined) this.#held.delete(oldest);
    return leaves[index % tileWidth];
  }

  async #read(bundle: number): Promise<readonly (Leaf | undefined)[]> {
    const id = tileAt('entries', bundle * tileWidth, this.#size);
    const bytes = await readTile(this.#files, id);
    // What is no leaf was told when the tree was checked.
    return bundleOf(bytes ?? Buffer.alloc(0), id.width).entries.map(leafIn);
  }
}
