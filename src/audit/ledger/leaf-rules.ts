import { ArchiveError, type Instant } from '../../model/index.ts';
import { type Leaf, parseLeaf } from '../../tlog/index.ts';
import type { OnFault } from './ledger-fault.ts';

/** A leaf that a later one says was taken down. */
export interface TakenDown {
  /** The leaf that is gone. */
  readonly index: number;
  /** The leaf that says so. */
  readonly by: number;
  readonly at: Instant;
  /** The takedown's own record. */
  readonly record: string;
}

/** Clocks of witnesses and readers may be this much behind. */
const slack = 5 * 60_000;

/** What lines must be, one behind the other, whatever their records hold. */
export class LeafRules {
  readonly takedowns = new Map<number, TakenDown>();
  readonly #records = new Map<string, number>();
  readonly #onFault: OnFault;
  readonly #latest: number;
  #time = 0;

  /** `now`: in ms; no leaf may be made later. */
  constructor(now: number, onFault: OnFault) {
    this.#onFault = onFault;
    this.#latest = now + slack;
  }

  /** Takes the next entry; gives its leaf, or undefined for what is none. */
  take(index: number, entry: Buffer): Leaf | undefined {
    const leaf = this.#parsed(index, entry);
    if (leaf === undefined) return undefined;
    this.#checkTime(index, leaf);
    if (leaf.ref === undefined) this.#checkOnce(index, leaf);
    else this.#point(index, leaf, leaf.ref);
    return leaf;
  }

  #parsed(index: number, entry: Buffer): Leaf | undefined {
    const leaf = leafIn(entry);
    if (leaf !== undefined) return leaf;
    const message = `Entry ${index} is no line of the ledger.`;
    this.#onFault({ kind: 'altered-entry', index, message });
    return undefined;
  }

  #checkTime(index: number, { time }: Leaf): void {
    const ms = Date.parse(time);
    const isBack = ms < this.#time;
    if (isBack || ms > this.#latest) {
      const what = isBack ? `earlier than the leaf before it` : 'later than now';
      this.#onFault({
        ...{ kind: 'back-dated', index },
        message: `Leaf ${index} says ${time}, which is ${what}.`,
      });
    }
    this.#time = Math.max(this.#time, ms);
  }

  #checkOnce(index: number, { record }: Leaf): void {
    const before = this.#records.get(record);
    this.#records.set(record, index);
    if (before === undefined) return;
    this.#onFault({
      ...{ kind: 'duplicated', index },
      message: `Leaf ${index} tells of the same record as leaf ${before}.`,
    });
  }

  #point(by: number, { kind, time, record }: Leaf, index: number): void {
    if (index >= by) {
      const message = `Leaf ${by} is about leaf ${index}, which does not stand before it.`;
      this.#onFault({ kind: 'broken-chain', index: by, message });
    } else if (kind === 'takedown') {
      this.takedowns.set(index, { index, by, at: time, record });
    }
  }
}

/** The leaf that an entry is; undefined for what is none. */
export function leafIn(entry: Buffer): Leaf | undefined {
  try {
    return parseLeaf(entry.toString('latin1'));
  } catch (thrown) {
    if (thrown instanceof ArchiveError) return undefined;
    throw thrown;
  }
}
