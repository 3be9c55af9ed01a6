import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Ledger,
  type LedgerOptions,
  nextFile,
  nextKey,
  openLedger,
  readIfThere,
  recordPath,
} from '../ledger/index.ts';
import { errorFrom, type Now } from '../model/index.ts';
import { DatabaseAway, type LedgerFact, type Store } from '../store/index.ts';
import { formatVerifierKey, parseLeaf, parseSigningKey, signNote } from '../tlog/index.ts';
import { throwUnlessAway } from './away.ts';
import type { ArchiveEvent } from './events.ts';
import type { LedgerPlace } from './ledger-place.ts';
import { Sequencer, signedElsewhere } from './sequencer.ts';
import type { StampDesk } from './stamps/stamp-desk.ts';
import type { StampsTold } from './stamps/stamps-told.ts';
import type { WitnessCircle } from './witness-circle.ts';

/** How the ledger stands. */
export interface LedgerState {
  /** Leaves on record. */
  readonly leaves: number;
  /** Leaves that the checkpoint does not have yet. */
  readonly unpublished: number;
  /** The rest is unset before the first publishing. */
  readonly origin?: string;
  readonly vkey?: string;
  readonly size?: number;
  /** Base64 of the tree's root. */
  readonly root?: string;
  /** The signed note. */
  readonly checkpoint?: string;
  /** How it stands with time stamps; unset: nobody is asked for them. */
  readonly stamps?: StampsTold;
  /** Why it could not be published, last time. */
  readonly fault?: string;
}

interface PublishingMeans {
  readonly store: Store;
  readonly now: Now;
  readonly tell: (event: ArchiveEvent) => void;
  /** Puts facts of the ledger itself on record. */
  readonly log: (facts: readonly LedgerFact[]) => Promise<void>;
  /** Cosigns what was published; unset: nobody does. */
  readonly circle?: WitnessCircle;
  /** Has it stamped; unset: nobody does. */
  readonly desk?: StampDesk;
}

/** Publishing waits so long for more, in ms. */
const together = 5000;

/** Publishes what is logged: soon after, not at each commit, and at the end. */
export class LedgerPublisher {
  readonly #place: LedgerPlace;
  readonly #means: PublishingMeans;
  #ledger: Ledger | undefined;
  /** Changes logged, what lay there at the start as one; and how many a publishing has begun with. */
  #logged = 1;
  #begun = 0;
  #at = Number.NEGATIVE_INFINITY;
  #turn: Promise<unknown> = Promise.resolve();
  #fault: string | undefined;
  /** What the policy's quorum lacks. */
  #lack: string | undefined;
  #cosigned: Promise<void> = Promise.resolve();
  #stamped: Promise<void> = Promise.resolve();
  readonly #leaves: LedgerOptions['leaves'];
  /** Who signs, where several hosts could. */
  readonly #sequencer: Sequencer | undefined;

  constructor(place: LedgerPlace, means: PublishingMeans) {
    this.#place = place;
    this.#means = means;
    this.#leaves = leavesOf(means.store);
    const { store, now } = means;
    this.#sequencer =
      place.shared === true
        ? new Sequencer(place, { store, now, leaves: this.#leaves })
        : undefined;
  }

  /** Told after each commit; whether it logged something. */
  heed(hasLogged: boolean): void {
    if (hasLogged) this.#logged += 1;
    const since = this.#means.now() - this.#at;
    // A clock that was set back must not put it off.
    if (this.#logged > this.#begun && (since >= together || since < 0)) void this.publish();
  }

  /** Publishes all that is logged. What keeps it from that is told and loses nothing: it is tried again. */
  publish(): Promise<void> {
    this.#begun = this.#logged;
    this.#at = this.#means.now();
    return this.#inTurn(async () => {
      try {
        if ((await this.#means.store.countLeaves()) === 0) return;
        const ledger = await this.#publishOrFollow();
        this.#fault = undefined;
        if (ledger !== undefined) this.#askOthers(ledger);
      } catch (thrown) {
        const { message } = errorFrom(thrown, this.#place.folder);
        this.#begun = 0;
        if (message === this.#fault) return;
        this.#fault = message;
        // That it is away is told by who waits for it.
        if (thrown instanceof DatabaseAway) return;
        this.#warn(`The ledger is not published: ${message}`);
      }
    });
  }

  /** Gives the ledger where this host signs it. */
  async #publishOrFollow(): Promise<Ledger | undefined> {
    const sequencer = this.#sequencer;
    if (sequencer === undefined || (await sequencer.lead())) {
      try {
        this.#ledger ??= await this.#open();
        const { size } = await this.#ledger.publish();
        await sequencer?.removeTo(size);
        return this.#ledger;
      } catch (thrown) {
        if (sequencer?.isOvertaken !== true) throw thrown;
        // That host publishes what this one would have.
      }
    }
    this.#ledger = undefined;
    await sequencer?.follow();
    return undefined;
  }

  /** Nothing waits for any of them but the end. */
  #askOthers(ledger: Ledger): void {
    this.#cosigned = this.#askWitnesses(ledger);
    this.#stamped = this.#askStamps(ledger);
  }

  async #askStamps(ledger: Ledger): Promise<void> {
    try {
      for (const message of (await this.#means.desk?.ask(ledger)) ?? []) this.#warn(message);
    } catch (thrown) {
      this.#warn(errorFrom(thrown, this.#place.folder).message);
    }
  }

  /** Nothing waits for witnesses but the end: what they do not sign today, they are asked for again. */
  async #askWitnesses(ledger: Ledger): Promise<void> {
    try {
      const lack = await this.#means.circle?.ask(ledger);
      if (lack !== undefined && lack !== this.#lack) this.#warn(lack);
      this.#lack = lack;
    } catch (thrown) {
      this.#warn(errorFrom(thrown, this.#place.folder).message);
    }
  }

  #warn(message: string): void {
    this.#means.tell({ type: 'warning', url: '', message });
  }

  /**
   * Has another key sign from here on; the one before is kept aside. Gives both as text. Throws ArchiveError when
   * the ledger cannot be published, and `conflict` where another host signs it now.
   */
  async changeKey(): Promise<{ readonly old: string; readonly new: string }> {
    const ledger = await this.#inTurn(() => this.#publishOrFollow());
    if (ledger === undefined) throw signedElsewhere();
    const next = await nextKey(this.#place.keyFile, ledger.origin);
    const keys = { old: ledger.vkey, new: formatVerifierKey(next) };
    const { log, store } = this.#means;
    const from = await store.countLeaves();
    await log([{ kind: 'key', fields: keys }]);
    const logged = await store.leaves(from, Number.MAX_SAFE_INTEGER);
    const index = logged.findLast(({ line }) => parseLeaf(line).kind === 'key')?.index ?? from;
    return await this.#inTurn(async () => {
      this.#ledger = undefined;
      try {
        await ledger.handOver(index);
      } catch (thrown) {
        throw this.#sequencer?.isOvertaken === true ? signedElsewhere() : thrown;
      }
      return keys;
    });
  }

  /** Publishes what is not published yet. */
  async settle(): Promise<void> {
    // What other hosts have logged is to be published too.
    if (this.#logged > this.#begun || this.#sequencer !== undefined) await this.publish();
    else await this.#turn;
  }

  /** The same, and asks witnesses who have not cosigned it. */
  async round(): Promise<void> {
    await this.settle();
    if (this.#ledger !== undefined) this.#askOthers(this.#ledger);
  }

  /** The same, and waits for them. */
  async end(): Promise<void> {
    await this.settle();
    await Promise.all([this.#cosigned, this.#stamped]);
    // What cannot be given back ends by time.
    await this.#sequencer?.release().catch(throwUnlessAway);
  }

  /** Publishes, and asks everybody for a time stamp who has not stamped that yet; gives what did not come. */
  async stampNow(): Promise<readonly string[]> {
    await this.publish();
    await this.#stamped;
    const late = this.#fault === undefined ? [] : [`The ledger is not published: ${this.#fault}`];
    if (this.#ledger !== undefined) {
      return [...late, ...((await this.#means.desk?.ask(this.#ledger, true)) ?? [])];
    }
    const isElsewhere = late.length === 0 && (await this.#means.store.countLeaves()) > 0;
    return isElsewhere ? ['The ledger is signed by another host now; ask for stamps there.'] : late;
  }

  /** Deletes files of records; none that is being written comes back. */
  removeRecords(records: readonly string[]): Promise<void> {
    return this.#inTurn(async () => {
      for (const record of records) {
        await rm(join(this.#place.folder, recordPath(record)), { force: true });
      }
    });
  }

  /** A text that ends in LF as a note signed by the ledger's key; undefined before there is one. */
  async sign(text: string): Promise<string | undefined> {
    const key = await readIfThere(this.#place.keyFile);
    return key && (await signNote(text, [await parseSigningKey(key.toString().trimEnd())]));
  }

  get fault(): string | undefined {
    return this.#fault;
  }

  async #open(): Promise<Ledger> {
    const { folder, keyFile, stateFile, adopt = false } = this.#place;
    const { now } = this.#means;
    const shared = this.#sequencer?.signed;
    return await openLedger({
      ...{ folder, keyFile, stateFile, adopt, now, leaves: this.#leaves },
      origin: await originOf(this.#place),
      ...(shared === undefined ? {} : { shared }),
    });
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    return done;
  }
}

const leavesOf = (store: Store): LedgerOptions['leaves'] => ({
  countLeaves: () => store.countLeaves(),
  readLeaves: async (from, limit) => (await store.leaves(from, limit)).map(({ line }) => line),
  readRecords: async (from, limit) => (await store.leaves(from, limit)).map(({ bytes }) => bytes),
});

/** A name that no host on the internet can have (RFC 6761), and no other archive has. */
const madeUp = (): string => `backissue.invalid/${randomBytes(8).toString('hex')}`;

/** The log's name: the one given, its key's, or one that is made up anew. */
export async function originOf({ origin, keyFile }: LedgerPlace): Promise<string> {
  if (origin !== undefined) return origin;
  // A change of keys may have been interrupted between taking the one away and putting the other there.
  const key = (await readIfThere(keyFile)) ?? (await readIfThere(nextFile(keyFile)));
  return key === undefined ? madeUp() : (await parseSigningKey(key.toString().trimEnd())).name;
}
