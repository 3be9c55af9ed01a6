import { ArchiveError, errorFrom, type Finding, type PollState } from '../../model/index.ts';
import { copyGrowth, isShownAt, type KeptLedger, splitAgainst } from '../../replica/index.ts';
import type { DuePoll } from '../../store/index.ts';
import { parseVerifierKey } from '../../tlog/index.ts';
import { healthEvents } from '../health.ts';
import type { Polled } from '../polled.ts';
import type { Services } from '../services.ts';
import { forgetCopies } from './git-place.ts';
import { keptAbout, takeAbout } from './kept-about.ts';
import { type Budget, budgetOfLook, isSpent, isTooLarge } from './mirror-budget.ts';
import {
  afterMirror,
  findingOf,
  type MirrorSeen,
  wantingFindings,
  wantingWarnings,
} from './mirror-health.ts';
import { filesAt, handedOn, isOwnKey, keptOf, keptOfLog, pathsOfLog } from './mirror-logs.ts';
import { MirrorOutlets } from './mirror-outlets.ts';
import { type MirrorPlace, openMirror } from './mirror-place.ts';
import { heedRemoved } from './mirror-takedown.ts';
import { forgetUnfollowed, turnToPoll } from './mirror-turn.ts';
import { keepRemovedThere } from './removed-here.ts';
import { type RemovedThere, readRemovedThere } from './removed-there.ts';
import { keepSplit, splitFinding } from './split-views.ts';
import { StalledLooks } from './stalled-looks.ts';
import { type TakenLeaves, takeLeaves } from './take-leaves.ts';
import { takeStamps } from './take-stamps.ts';
import { readMark } from './taking-mark.ts';

/** Copies elsewhere that are asked. */
const mostCopies = 8;

/**
 * Looks at a mirror that is followed: brings each ledger that lies there level with what is shown, once
 * that is verified to be the same history, and takes what is new of it into the catalogue. What is wrong
 * with it is a finding of its source, and nothing of that is taken. Throws the mirror's failure
 * after it is on record; `conflict` when the lease was lost, or another process reads the mirror for too long.
 */
export async function pollMirror(services: Services, due: DuePoll): Promise<Polled> {
  const turn = await turnToPoll(services, due);
  try {
    return await pollInTurn(services, due);
  } finally {
    turn.release();
    await forgetUnfollowed(services);
  }
}

async function pollInTurn(services: Services, due: DuePoll): Promise<Polled> {
  const look = new Look(services, due);
  let failed: ArchiveError | undefined;
  try {
    await look.run();
  } catch (thrown) {
    failed = errorFrom(thrown, due.source.url);
    if (failed.code === 'internal' || failed.code === 'corrupt') throw failed;
  }
  const poll = afterMirror(due, await look.seen(failed), services.now());
  await services.record({ keepings: [], means: async () => ({ change: { polls: [poll] } }) });
  for (const event of healthEvents(due.source, due.poll, poll)) services.tell(event);
  const { polled } = look;
  services.tell({
    type: 'polled',
    sourceId: due.source.id,
    url: due.source.url,
    entries: polled.entries,
  });
  if (poll.lastError !== undefined) {
    if (failed?.message === poll.lastError) throw failed;
    throw new ArchiveError('refused', `${due.source.url}: ${poll.lastError}`);
  }
  return polled;
}

/** A ledger as it lies at a place. */
interface ShownLog {
  readonly kept: KeptLedger;
  readonly place: MirrorPlace;
  /** Its folder from the place's root, with a slash at its end. */
  readonly path: string;
  /** It is another archive's, which the place only hands on. */
  readonly mayLag: boolean;
  /** The place is not the one that is followed: what its keeper removed is nothing to go by. */
  readonly isElsewhere?: boolean;
}

/** One look at a mirror. */
class Look {
  readonly #services: Services;
  readonly #due: DuePoll;
  readonly #budget: Budget;
  readonly #stalled: StalledLooks;
  readonly #findings: Omit<Finding, 'since'>[] = [];
  readonly #warnings: string[] = [];
  #validators: Pick<PollState, 'etag' | 'lastModified'> = {};
  #polled: Polled = { entries: 0, captured: 0, recorded: [] };

  constructor(services: Services, due: DuePoll) {
    this.#services = services;
    this.#due = due;
    this.#budget = budgetOfLook(services.now());
    this.#stalled = new StalledLooks(services, due.source.id);
  }

  get polled(): Polled {
    return this.#polled;
  }

  async seen(failed: ArchiveError | undefined): Promise<MirrorSeen> {
    if (failed !== undefined && isTooLarge(failed)) {
      this.#findings.push({ kind: 'forged', of: 'listing', says: failed.message });
    }
    const stalled = await this.#stalled.end(this.#isSpent);
    if (stalled !== undefined) this.#findings.push(stalled);
    const hasMore = this.#isSpent && stalled === undefined;
    const worst = stalled?.says ?? failed?.message ?? this.#findings[0]?.says;
    const error = hasMore ? undefined : worst;
    return {
      ...{ findings: this.#findings, warnings: this.#warnings, hasMore },
      validators: hasMore || failed !== undefined ? {} : this.#validators,
      ...(error !== undefined && { error }),
    };
  }

  /** At its own address; where nobody answers there, at another that its archive named. */
  async run(): Promise<void> {
    const { source } = this.#due;
    const kept = await keptOf(this.#services, await parseVerifierKey(source.key ?? ''));
    try {
      await this.#home(kept);
    } catch (thrown) {
      const error = errorFrom(thrown, source.url);
      if (error.code !== 'unreachable' || this.#isSpent) throw error;
      if (!(await this.#elsewhere(kept, error))) throw error;
    }
    await this.#exchange(kept);
  }

  get #isSpent(): boolean {
    return isSpent(this.#budget, this.#services.now());
  }

  async #home(kept: KeptLedger): Promise<void> {
    const { source, poll } = this.#due;
    const place = await openMirror(this.#services, source, source.url, this.#budget);
    const file = await place.readNew('ledger/checkpoint', await this.#known(kept, poll));
    if (file === undefined) {
      const says = `${source.url}ledger/checkpoint is not there any more; it is asked for again.`;
      throw new ArchiveError('unreachable', says);
    }
    if (file === 'same') {
      this.#validators = poll;
      return;
    }
    const { bytes, ...validators } = file;
    this.#validators = validators;
    await this.#log({ kept, place, path: 'ledger/', mayLag: false }, bytes);
    await this.#others(place, kept);
  }

  /** The ledgers of others that lie at a mirror. */
  async #others(place: MirrorPlace, kept: KeptLedger, isElsewhere = false): Promise<void> {
    for (const log of await handedOn(place)) {
      if (await isOwnKey(this.#services, log.key)) continue;
      const one = await keptOfLog(this.#services, place, log);
      if (one.id === kept.id) continue;
      await this.#log({ kept: one, place, path: log.path, mayLag: true, isElsewhere });
    }
  }

  async #elsewhere(kept: KeptLedger, { message }: ArchiveError): Promise<boolean> {
    for (const { place, path, address } of await this.#copiesOf(kept)) {
      const isOf = await unlessAway(address, () => isShownAt(kept, filesAt(place, path)));
      if (!isOf) continue;
      await this.#log({ kept, place, path, mayLag: true, isElsewhere: true });
      await this.#others(place, kept, true);
      this.#warnings.push(`${message} It was read at ${address} in its place.`);
      return true;
    }
    return false;
  }

  /** Holds what is kept against what other copies were shown: two histories would be seen here. */
  async #exchange(kept: KeptLedger): Promise<void> {
    if (this.#findings.length > 0) return;
    for (const { place, path, address } of await this.#copiesOf(kept)) {
      const split = await unlessAway(address, () => splitAgainst(kept, filesAt(place, path)));
      if (split === undefined) continue;
      await keepSplit(kept, split);
      this.#findings.push(...[await splitFinding(kept)].filter((one) => one !== undefined));
      return;
    }
  }

  /** Copies of a ledger elsewhere, as its archive names them, that answer. */
  async #copiesOf(kept: KeptLedger) {
    const { source } = this.#due;
    const named = (await keptAbout(kept))?.mirrors ?? [];
    const copies: { place: MirrorPlace; path: string; address: string }[] = [];
    const others = named.filter((one) => one !== source.url).slice(0, mostCopies);
    await forgetCopies(this.#services, source.url, others);
    for (const address of others) {
      await unlessAway(address, async () => {
        const place = await openMirror(this.#services, source, address, this.#budget);
        const paths = await pathsOfLog(place, kept.key);
        copies.push(...paths.map((path) => ({ place, path, address })));
      });
    }
    return copies;
  }

  /** Where something is still to be had, the mirror is asked though it has not changed. */
  async #known(kept: KeptLedger, { etag, lastModified }: PollState) {
    const { wanting, next } = await readMark(this.#services.store, kept.id);
    const isBehind = next < ((await kept.head())?.size ?? 0);
    if (wanting.some(({ why }) => why !== 'removed-there') || isBehind) return {};
    return {
      ...(etag !== undefined && { etag }),
      ...(lastModified !== undefined && { lastModified }),
    };
  }

  async #log({ kept, place, path, mayLag, isElsewhere }: ShownLog, note?: Uint8Array) {
    const services = this.#services;
    const known = await splitFinding(kept);
    if (known !== undefined) {
      this.#findings.push(known);
      return;
    }
    await this.#stalled.begin(kept);
    const isAfresh = (await kept.head()) === undefined;
    const files = filesAt(place, path);
    const growth = await copyGrowth(kept, files, {
      ...{ now: services.now(), mayLag },
      ...(note !== undefined && { note }),
    });
    if (growth.split !== undefined) await keepSplit(kept, growth.split);
    if (growth.fault !== undefined) {
      this.#findings.push((await splitFinding(kept)) ?? findingOf(growth.fault));
      return;
    }
    this.#warnings.push(...(await takeStamps(kept, files, services.now())));
    const about = await takeAbout(kept, files);
    const outlets = new MirrorOutlets(services, about);
    const mirror = this.#due.source;
    const removed = mayLag ? await readRemovedThere(place, path) : noneRemoved;
    const means = { services, kept, place, path, mirror, outlets, removed, isAfresh };
    const taken = await takeLeaves(means);
    if (!isElsewhere) await heedRemoved(means, removed);
    await keepRemovedThere(kept.folder, removedIn(taken.wanting, removed), services.now());
    this.#findings.push(...wantingFindings(taken.wanting));
    this.#warnings.push(...wantingWarnings(taken.wanting));
    this.#polled = {
      entries: this.#polled.entries + growth.size,
      captured: this.#polled.captured + taken.captured,
      recorded: [...this.#polled.recorded, ...taken.recorded],
    };
  }
}

const noneRemoved: RemovedThere = new Map();

/** Those that never came here, since they were removed where they would have come from. */
const removedIn = (wanting: TakenLeaves['wanting'], removed: RemovedThere) =>
  wanting
    .filter(({ why }) => why === 'removed-there')
    .map(({ index }) => ({ index, reason: removed.get(index) ?? 'unknown' }));

/** What is wrong with a copy that is not followed is nothing to tell of the one that is. */
async function unlessAway<Given>(
  address: string,
  work: () => Promise<Given>,
): Promise<Given | undefined> {
  try {
    return await work();
  } catch (thrown) {
    const error = errorFrom(thrown, address);
    if (error.code !== 'unreachable' && error.code !== 'refused') throw error;
    return undefined;
  }
}
