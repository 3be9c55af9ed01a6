import { join } from 'node:path';
import type { Archive, ArchiveEvent } from '../src/archive/index.ts';
import type { PollState, Source } from '../src/model/index.ts';
import { openArchive } from '../src/open/index.ts';
import { databaseOf, openTestStore } from './house-store.ts';
import { hour } from './scripted-outlet.ts';

/** An event with the moment in which it was told. */
export type Told = readonly [at: number, event: ArchiveEvent];

/** An archive that is fetched whenever something is due, in a time that leaps from one to the next. */
export interface Follower {
  readonly archive: Archive;
  readonly told: Told[];
  readonly now: () => number;
  /** Makes every pass that is due until then. */
  until(end: number): Promise<void>;
  /** The state of a poll as it is on record. */
  poll(sourceId: string): Promise<PollState>;
  source(): Promise<Source>;
  /** What began and ended, as `silent` and `-silent`, with the hours since a moment. */
  findings(since: number): (readonly [what: string, hours: number])[];
}

export interface Clock {
  at: number;
}

export async function openFollower(folder: string, clock: Clock): Promise<Follower> {
  const told: Told[] = [];
  const now = () => clock.at;
  const archive = await openArchive({
    folder,
    ...(await databaseOf(folder)),
    mode: 'capture',
    now,
    userAgent: 'Backissue-test/1.0 (loopback)',
    hostGapMs: 0,
    timeoutMs: 60_000,
    waitMs: 0,
    images: false,
    revisitDays: 0,
    delay: async (ms) => {
      clock.at += ms;
    },
    onEvent: (event) => told.push([clock.at, event]),
  });
  const poll = async (sourceId: string) => {
    const store = await openTestStore({
      file: join(folder, 'backissue.sqlite'),
      readOnly: true,
    });
    const state = await store.pollState(sourceId);
    await store.close();
    if (state === undefined) throw new Error(`${sourceId} was never followed`);
    return state;
  };
  const source = async () => {
    const [first] = await archive.sources();
    if (first === undefined) throw new Error('nothing is followed');
    return first.source;
  };
  return {
    archive,
    told,
    now,
    poll,
    source,
    until: async (end) => {
      for (;;) {
        const due = (await archive.sources()).flatMap(({ health }) => health.nextPollAt ?? []);
        const next = due.sort()[0];
        if (next === undefined || Date.parse(next) > end) break;
        clock.at = Math.max(clock.at, Date.parse(next));
        await archive.fetch();
      }
      clock.at = Math.max(clock.at, end);
    },
    findings: (since) =>
      told.flatMap(([at, event]) => {
        if (event.type !== 'health') return [];
        const after = Math.round(((at - since) / hour) * 100) / 100;
        return [
          ...event.began.map((one) => [one.kind, after] as const),
          ...event.ended.map((one) => [`-${one.kind}`, after] as const),
        ];
      }),
  };
}
