import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scratch } from '../../test/newspaper.ts';
import { simulatedTime } from '../../test/simulated-time.ts';
import { instant } from '../model/index.ts';
import { LeaseLost, type Store } from '../store/index.ts';
import { openSqliteStore } from '../store/sqlite/index.ts';
import { duePoll, sampleSource } from '../store/testing/samples.ts';
import { byRight } from './by-right.ts';
import { claimDue } from './claim-due.ts';
import { keepLeases } from './lease-keeper.ts';
import type { Right } from './work-leases.ts';
import { workersOf } from './workers.ts';

const start = Date.UTC(2026, 10, 27);
const second = 1000;

let place: ReturnType<typeof scratch>;
let store: Store;
let time: ReturnType<typeof simulatedTime>;
let polling: Set<string>;
beforeEach(async () => {
  place = scratch();
  store = await openSqliteStore({ file: `${place.freshFolder()}.sqlite` });
  time = simulatedTime(start);
  polling = new Set();
});
afterEach(async () => {
  await store.close();
  place.clear();
});

const worker = (holder: string, delay = time.delay) =>
  keepLeases({ store, holder, now: time.now, delay, polling });
const pass = (seconds: number) => time.runUntil(time.now() + seconds * second, () => false);
const taken = async (from: ReturnType<typeof worker>, ...names: readonly string[]) =>
  [...(await from.take(names)).keys()].sort();
const only = (rights: ReadonlyMap<string, Right>): Right => {
  const [right] = rights.values();
  if (right === undefined) throw new TypeError('no right was given');
  return right;
};

/** Work that goes on until it is told to end. */
function working(by: ReturnType<typeof worker>) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const ended = by.during(() => promise);
  return async () => {
    resolve();
    await ended;
  };
}

describe('rights to work that several share', () => {
  it('are one worker’s at a time, and one part’s of it', async () => {
    const [a, b] = [worker('a'), worker('b')];
    expect(await taken(a, 'pages:x', 'pages:y')).toEqual(['pages:x', 'pages:y']);
    expect(await taken(a, 'pages:x')).toEqual([]);
    expect(await taken(b, 'pages:x', 'pages:z')).toEqual(['pages:z']);
    expect(await a.elsewhere('pages:')).toEqual(['z']);
    expect(await b.elsewhere('pages:')).toEqual(['x', 'y']);
  });

  it('are others’ to take as soon as they are given back', async () => {
    const [a, b] = [worker('a'), worker('b')];
    const right = only(await a.take(['hook:h']));
    a.release(right);
    a.release(right);
    expect(await taken(a, 'hook:h')).toEqual(['hook:h']);
    expect(await taken(b, 'hook:h')).toEqual([]);
  });

  it('last while their worker works, and end with its work', async () => {
    const [a, b] = [worker('a'), worker('b')];
    const end = working(a);
    expect(await taken(a, 'x')).toEqual(['x']);
    await pass(600);
    expect(await taken(b, 'x')).toEqual([]);
    expect(await workersOf({ store, now: time.now })).toMatchObject([
      { name: 'a', since: instant(start), doing: { x: 1 } },
    ]);
    await end();
    expect(await taken(b, 'x')).toEqual(['x']);
    expect(await workersOf({ store, now: time.now })).toEqual([]);
  });

  it('pass to another a minute after their worker died, and what it then commits is refused', async () => {
    const [a, b] = [worker('a', () => new Promise(() => {})), worker('b')];
    working(a);
    const right = only(await a.take(['x']));
    const own = byRight({ store }, right);
    await own.store.commit({ sources: [sampleSource] });
    await pass(59);
    expect(await taken(b, 'x')).toEqual([]);
    await pass(1);
    // Nobody has taken it yet: what was done is not done by another.
    await own.store.commit({ polls: [duePoll('s1', 1)] });
    expect(await taken(b, 'x')).toEqual(['x']);
    await expect(own.store.commit({ polls: [duePoll('s1', 2)] })).rejects.toThrow(LeaseLost);
    expect((await store.pollState('s1'))?.nextPollAt).toBe(duePoll('s1', 1).nextPollAt);
  });

  it('are known to be lost by the next beat, and can be taken anew', async () => {
    const [a, b] = [worker('a'), worker('b')];
    const end = working(a);
    const right = only(await a.take(['x']));
    // Its process stood still for an hour.
    await store.takeLeases({
      ...{ names: ['x'], lease: { holder: 'b', until: instant(start + 7200 * second) } },
      at: instant(start + 3600 * second),
    });
    await pass(21);
    expect(await taken(a, 'x')).toEqual([]);
    await store.releaseLeases(right.fence ? [right.fence] : [], 'a', instant(time.now()));
    expect(await a.elsewhere('')).toEqual(['x']);
    expect(await taken(b, 'x')).toEqual(['x']);
    await end();
  });

  it('are renewed with the leases of what is being polled, and of nothing else', async () => {
    const ids = ['s1', 's2'];
    await store.commit({
      sources: ids.map((id) => ({ ...sampleSource, id })),
      polls: ids.map((id) => duePoll(id, 1)),
    });
    const end = working(worker('a'));
    const lease = { holder: 'a', until: instant(start + 60 * second) };
    for (const id of ids) await store.leasePoll(id, instant(start), lease);
    polling.add('s1');
    await pass(90);
    const other = { holder: 'b', until: instant(time.now() + 60 * second) };
    expect(await store.leasePoll('s1', instant(time.now()), other)).toBeUndefined();
    expect(await store.leasePoll('s2', instant(time.now()), other)).toBeDefined();
    await end();
  });
});

describe('what is due', () => {
  const due = ['a', 'b', 'c', 'd', 'e', 'f'];
  const claiming = (done: ReadonlySet<string> = new Set()) => ({
    prefix: 'pages:',
    keyOf: (host: string) => host,
    find: async (without: readonly string[], limit: number) =>
      due.filter((host) => !without.includes(host)).slice(0, limit),
    again: async (host: string) => (done.has(host) ? undefined : host),
  });
  const hosts = (claimed: readonly { readonly job: string }[]) => claimed.map(({ job }) => job);

  it('is looked for behind what others do', async () => {
    const [a, b] = [worker('a'), worker('b')];
    await a.take(['pages:a', 'pages:b', 'pages:d']);
    expect(hosts(await claimDue({ leases: b }, 2, new Set(), claiming()))).toEqual(['c', 'e']);
    expect(hosts(await claimDue({ leases: b }, 9, new Set(['f']), claiming()))).toEqual([]);
  });

  it('is left where another has done it since it was found', async () => {
    const [a, b] = [worker('a'), worker('b')];
    const claimed = await claimDue({ leases: a }, 3, new Set(['f']), claiming(new Set(['b'])));
    expect(hosts(claimed)).toEqual(['a', 'c']);
    expect(await taken(b, 'pages:b')).toEqual(['pages:b']);
  });
});
