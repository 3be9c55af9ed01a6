import { beforeEach, describe, expect, it } from 'vitest';
import type { HeldLease, Store } from '../index.ts';
import { at, duePoll, sampleSource } from './samples.ts';

/** Who may do what one worker at a time does, until when, and what is written of it. */
export function describeWorkLeases(opened: () => Store): void {
  describe('leases of work', () => givenAndTaken(opened));
  describe('a commit of what was done with a lease', () => fenced(opened));
}

const lease = (holder: string, until: number) => ({ holder, until: at(until) });
const names = (held: readonly HeldLease[]) => held.map(({ name }) => name);

function givenAndTaken(opened: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = opened();
  });
  const take = (holder: string, now: number, until: number, ...wanted: readonly string[]) =>
    store.takeLeases({ names: wanted, lease: lease(holder, until), at: at(now) });

  it('are given to one holder at a time, in the order of their names', async () => {
    expect(names(await take('a', 1, 3, 'pages:y', 'pages:x', 'pages:y'))).toEqual([
      'pages:x',
      'pages:y',
    ]);
    expect(names(await take('b', 2, 4, 'pages:y', 'pages:z', 'pages:x'))).toEqual(['pages:z']);
    expect(await take('b', 2, 4)).toEqual([]);
    expect(await store.leases(at(2), 'pages:')).toEqual([
      { name: 'pages:x', ...lease('a', 3), epoch: expect.any(Number) },
      { name: 'pages:y', ...lease('a', 3), epoch: expect.any(Number) },
      { name: 'pages:z', ...lease('b', 4), epoch: expect.any(Number) },
    ]);
    expect(names(await store.leases(at(3)))).toEqual(['pages:z']);
    expect(await store.leases(at(2), 'hook:')).toEqual([]);
  });

  it('pass to another when their time is over, with a higher epoch', async () => {
    const [first] = await take('a', 1, 3, 'hook:h');
    expect(await take('b', 2, 4, 'hook:h')).toEqual([]);
    const [second] = await take('b', 3, 5, 'hook:h');
    expect(second?.epoch).toBeGreaterThan(first?.epoch ?? Number.POSITIVE_INFINITY);
    expect(await store.renewLeases(first ? [first] : [], lease('a', 9))).toEqual([]);
    expect(await store.leases(at(4))).toMatchObject([lease('b', 5)]);
  });

  it('keep their epoch when their holder takes them again or renews them', async () => {
    const held = await take('a', 1, 3, 'x', 'y');
    expect(await take('a', 2, 4, 'x', 'y')).toEqual(held);
    expect(await store.renewLeases(held.toReversed(), lease('a', 6))).toEqual(held);
    expect(await take('b', 5, 7, 'x', 'y')).toEqual([]);
    // Ended, and given to nobody since.
    expect(await store.renewLeases(held, lease('a', 9))).toEqual(held);
    expect(await store.renewLeases([], lease('a', 9))).toEqual([]);
  });

  it('end when they are released, for every clock, and their epochs go on', async () => {
    const [held] = await take('a', 5, 9, 'x');
    const old = held === undefined ? [] : [held];
    await store.releaseLeases(old, 'b', at(6));
    expect(names(await store.leases(at(6)))).toEqual(['x']);
    await store.releaseLeases(old, 'a', at(6));
    expect(await store.leases(at(5))).toEqual([]);
    const [again] = await take('b', 1, 7, 'x');
    expect(again?.epoch).toBeGreaterThan(held?.epoch ?? Number.POSITIVE_INFINITY);
    await store.releaseLeases(old, 'a', at(6));
    expect(names(await store.leases(at(6)))).toEqual(['x']);
  });

  it('rise in their epochs though those that ended long ago are forgotten', async () => {
    const [first] = await take('a', 1, 2, 'x', 'y');
    await take('a', 1, 9, 'y');
    await store.forgetLeases(at(3));
    expect(names(await store.leases(at(0)))).toEqual(['y']);
    const [again] = await take('a', 4, 5, 'x');
    expect(again?.epoch).toBeGreaterThan(first?.epoch ?? Number.POSITIVE_INFINITY);
  });
}

function fenced(opened: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = opened();
  });
  const take = async (holder: string, now: number, until: number) => {
    const query = { names: ['x'], lease: lease(holder, until), at: at(now) };
    return (await store.takeLeases(query)).map((held) => ({ ...held, holder }));
  };
  const sources = [sampleSource];

  it('is written while nobody else has taken it, be its time over or not', async () => {
    const fences = await take('a', 1, 2);
    await store.commit({ sources }, { fences });
    await store.renewLeases(fences, lease('a', 9));
    await store.commit({ polls: [duePoll('s1', 1)] }, { fences });
    expect(await store.pollStates()).toHaveLength(1);
  });

  it('is refused, with nothing written, once another has it, or its own holder anew', async () => {
    const fences = await take('a', 1, 2);
    await take('b', 2, 3);
    await expect(store.commit({ sources }, { fences })).rejects.toThrow(
      'x: b does this now, not a any more; nothing of it was written.',
    );
    await take('a', 3, 4);
    await expect(store.commit({ sources }, { fences })).rejects.toMatchObject({ code: 'conflict' });
    expect(await store.sources()).toEqual([]);
  });

  it('is refused once it was released or forgotten', async () => {
    const fences = await take('a', 1, 2);
    await store.releaseLeases(fences, 'a', at(1));
    await expect(store.commit({ sources }, { fences })).rejects.toThrow('nobody does this now');
    await store.forgetLeases(at(9));
    await expect(store.commit({ sources }, { fences })).rejects.toThrow('nobody does this now');
    expect(await store.sources()).toEqual([]);
  });
}
