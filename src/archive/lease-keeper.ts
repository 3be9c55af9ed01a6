import { instant } from '../model/index.ts';
import type { HeldLease, Lease, Store } from '../store/index.ts';
import type { Right, WorkLeases } from './work-leases.ts';

/** So long a worker that dies keeps others from what it was at. */
const termMs = 60_000;
const beatMs = 20_000;
/** What ended so long ago is forgotten: far more than two clocks are apart. */
const forgetMs = 3_600_000;
const beatsBetweenForgetting = 15;
/** Leases of one statement. */
const together = 200;

/** What the lease of a worker's presence is called, before its name. */
export const workerPrefix = 'worker:';

interface Means {
  readonly store: Pick<
    Store,
    'takeLeases' | 'renewLeases' | 'releaseLeases' | 'leases' | 'forgetLeases' | 'renewPolls'
  >;
  readonly holder: string;
  readonly now: () => number;
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Ids of the sources that this process is polling. */
  readonly polling: ReadonlySet<string>;
}

/**
 * Rights as leases in the catalogue, for this process among others. Its own are renewed every twenty seconds
 * while it works; those of one that dies pass to others after a minute. One that has lost a right without
 * knowing (it was stopped, its clock leapt) cannot commit by it: see `Fence`.
 */
export const keepLeases = (means: Means): WorkLeases => new LeaseKeeper(means);

class LeaseKeeper implements WorkLeases {
  readonly isShared = true;
  readonly termMs = termMs;
  readonly #means: Means;
  readonly #held = new Map<string, HeldLease>();
  /** What is being asked for just now. */
  readonly #asked = new Set<string>();
  #given: HeldLease[] = [];
  #giving: Promise<void> = Promise.resolve();
  #working = 0;
  #beats = 0;
  #stop = new AbortController();

  constructor(means: Means) {
    this.#means = means;
  }

  async take(names: readonly string[]): Promise<ReadonlyMap<string, Right>> {
    // Another part of this process may be at it.
    const free = names.filter((name) => !this.#held.has(name) && !this.#asked.has(name));
    for (const name of free) this.#asked.add(name);
    try {
      // What was given back and is not yet: its end would end what is taken now.
      await this.#giving;
      return new Map((await this.#takeAll(free)).map((right) => [right.name, right]));
    } finally {
      for (const name of free) this.#asked.delete(name);
    }
  }

  async #takeAll(names: readonly string[]): Promise<Right[]> {
    const { store, holder } = this.#means;
    const rights: Right[] = [];
    for (const some of inParts(names)) {
      const { at, lease } = this.#lease();
      for (const held of await store.takeLeases({ names: some, lease, at })) {
        this.#held.set(held.name, held);
        rights.push({ name: held.name, fence: { ...held, holder } });
      }
    }
    return rights;
  }

  async elsewhere(prefix: string): Promise<readonly string[]> {
    const { store, holder, now } = this.#means;
    const all = await store.leases(instant(now()), prefix);
    return all.flatMap((one) => (one.holder === holder ? [] : [one.name.slice(prefix.length)]));
  }

  release({ name, fence }: Right): void {
    const held = this.#held.get(name);
    if (held === undefined || held.epoch !== fence?.epoch) return;
    this.#held.delete(name);
    this.#given.push(held);
    // Those that are given back while one statement is under way go together in the next.
    if (this.#given.length === 1) this.#giving = this.#giving.then(() => this.#giveBack());
  }

  async #giveBack(): Promise<void> {
    const { store, holder, now } = this.#means;
    const given = this.#given;
    this.#given = [];
    for (const some of inParts(given)) {
      // What cannot be given back ends by time.
      await store.releaseLeases(some, holder, instant(now())).catch(() => {});
    }
  }

  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#working += 1;
    try {
      if (this.#working === 1) await this.#begin();
      return await work();
    } finally {
      this.#working -= 1;
      if (this.#working === 0) await this.#end();
    }
  }

  async #begin(): Promise<void> {
    this.#stop = new AbortController();
    void this.#beat(this.#stop.signal);
    await this.take([workerPrefix + this.#means.holder]);
  }

  async #end(): Promise<void> {
    this.#stop.abort();
    for (const { name, epoch } of this.#held.values()) {
      this.release({ name, fence: { name, epoch, holder: this.#means.holder } });
    }
    await this.#giving;
  }

  async #beat(signal: AbortSignal): Promise<void> {
    for (;;) {
      await this.#means.delay(beatMs, signal);
      if (signal.aborted) return;
      // The next beat may reach a database that this one does not.
      await this.#renewAll().catch(() => {});
    }
  }

  async #renewAll(): Promise<void> {
    const { store, polling, now } = this.#means;
    for (const some of inParts([...this.#held.values()])) {
      const kept = await store.renewLeases(some, this.#lease().lease);
      const names = new Set(kept.map(({ name }) => name));
      for (const lost of some.filter(({ name }) => !names.has(name))) this.#lose(lost);
    }
    for (const some of inParts([...polling])) await store.renewPolls(some, this.#lease().lease);
    this.#beats += 1;
    if (this.#beats % beatsBetweenForgetting === 0) {
      await store.forgetLeases(instant(now() - forgetMs));
    }
  }

  /** It may have been given back while it was to be renewed, or be another by now. */
  #lose({ name, epoch }: HeldLease): void {
    if (this.#held.get(name)?.epoch === epoch) this.#held.delete(name);
  }

  #lease() {
    const { holder, now } = this.#means;
    const time = now();
    const lease: Lease = { holder, until: instant(time + termMs) };
    return { at: instant(time), lease };
  }
}

function* inParts<One>(all: readonly One[]): Generator<readonly One[]> {
  for (let from = 0; from < all.length; from += together) yield all.slice(from, from + together);
}
