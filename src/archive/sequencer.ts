import { randomBytes } from 'node:crypto';
import {
  followLedger,
  hasKeyOf,
  isVacant,
  type LedgerOptions,
  type SharedSigned,
  type SharedTree,
} from '../ledger/index.ts';
import { ArchiveError, instant, type Now } from '../model/index.ts';
import type { Fence, SignedRow, Store } from '../store/index.ts';
import { hashFromBase64, toBase64 } from '../tlog/index.ts';
import type { LedgerPlace } from './ledger-place.ts';
import { RecordRemovals } from './record-removals.ts';

/** So long a host that dies keeps the others from signing, in ms. */
export const leadTermMs = 60_000;

interface Means {
  readonly store: Store;
  readonly now: Now;
  readonly leaves: LedgerOptions['leaves'];
}

/**
 * Elects, of the hosts that share a catalogue and have the ledger's key, the one that signs: who has the lease
 * `ledger`. It writes what may be signed under that lease's epoch, so that one which was paused, and whose lease
 * another has since, writes nothing any more. The others keep their folder up to what it signed.
 */
export class Sequencer {
  readonly #place: LedgerPlace;
  readonly #means: Means;
  readonly #removals: RecordRemovals;
  /** No other process has it, on whatever host. */
  readonly #holder = `ledger ${randomBytes(8).toString('hex')}`;
  #fence: Fence | undefined;
  #isOvertaken = false;

  constructor(place: LedgerPlace, means: Means) {
    this.#place = place;
    this.#means = means;
    this.#removals = new RecordRemovals(place.folder, means.store);
  }

  /** Takes the lead where this host may have it and nobody else has, or keeps it. */
  async lead(): Promise<boolean> {
    const { store, now } = this.#means;
    this.#fence = undefined;
    this.#isOvertaken = false;
    const row = await this.signed.read();
    if (row !== undefined && !isVacant(row) && !(await hasKeyOf(row.vkey, this.#place))) {
      return false;
    }
    const at = now();
    const lease = { holder: this.#holder, until: instant(at + leadTermMs) };
    const [held] = await store.takeLeases({ names: ['ledger'], lease, at: instant(at) });
    if (held !== undefined) this.#fence = { ...held, holder: this.#holder };
    return held !== undefined;
  }

  /** Whether another host has taken the lead since this one did, as its last try to write something showed. */
  get isOvertaken(): boolean {
    return this.#isOvertaken;
  }

  /** Brings the folder up to what another host signed. */
  async follow(): Promise<void> {
    const { store, now, leaves } = this.#means;
    const row = await this.signed.read();
    if (row === undefined) return;
    const handOvers = await store.handOvers();
    const { folder } = this.#place;
    const kept = await followLedger({ folder, leaves, now }, { row, handOvers });
    if (kept !== undefined) await this.removeTo(kept.size);
  }

  /** Deletes the records that the first `size` leaves say are taken down, whichever host took them down. */
  removeTo(size: number): Promise<void> {
    return this.#removals.removeTo(size);
  }

  /** Lets another host take the lead at once. */
  async release(): Promise<void> {
    const fence = this.#fence;
    this.#fence = undefined;
    if (fence === undefined) return;
    const { store, now } = this.#means;
    await store.releaseLeases([fence], this.#holder, instant(now()));
  }

  /** What the hosts know of what was signed. */
  readonly signed: SharedSigned = {
    read: async () => {
      const row = await this.#means.store.signed();
      return row && treeOf(row);
    },
    swap: async (before, next, step, handOver) => {
      const fence = this.#fence;
      if (fence === undefined && step === 'signing') {
        this.#isOvertaken = true;
        throw signedElsewhere();
      }
      const fences = fence === undefined ? [] : [fence];
      const row = { ...rowOf(next), epoch: fence?.epoch ?? 0 };
      const swap = before === undefined ? { next: row } : { before: rowOf(before), next: row };
      const change = {
        signed: [swap],
        ...(handOver === undefined ? {} : { handOvers: [handOver] }),
      };
      try {
        await this.#means.store.commit(change, step === 'signing' ? { fences } : {});
      } catch (thrown) {
        this.#isOvertaken = thrown instanceof ArchiveError && thrown.code === 'conflict';
        throw thrown;
      }
    },
  };
}

/** What is told where a step needs the right to sign that another host has. */
export const signedElsewhere = (): ArchiveError =>
  new ArchiveError(
    'conflict',
    'The ledger is signed by another host now; change its key there, or when that has ended.',
  );

const treeOf = ({ vkey, size, root, note }: SignedRow): SharedTree => {
  const bytes = hashFromBase64(root);
  if (bytes === undefined) throw new TypeError(`${root}: a root on record is no hash`);
  return { vkey, size, root: bytes, ...(note === undefined ? {} : { note }) };
};

const rowOf = ({ vkey, size, root, note }: SharedTree): Omit<SignedRow, 'epoch'> => ({
  ...{ vkey, size, root: toBase64(root) },
  ...(note === undefined ? {} : { note }),
});
