import { beforeEach, expect, it } from 'vitest';
import type { HostClaim, HostLeft } from '../../model/index.ts';
import type { Store } from '../index.ts';

const begin = Date.UTC(2026, 0, 1);

const leftAt = (pass: string, reachedMs?: number, heldMs?: number): HostLeft => ({
  ...{ host: 'paper.test', pass },
  ...(reachedMs === undefined ? {} : { reachedAt: begin + reachedMs }),
  ...(heldMs === undefined ? {} : { heldUntil: begin + heldMs, askedUntil: begin + heldMs * 2 }),
});

/** Claims and their ends, so many ms after a beginning. */
function claimsIn(opened: () => Store) {
  let store: Store;
  beforeEach(() => {
    store = opened();
  });
  return {
    claim: (pass: string, ms: number, more: Partial<HostClaim> = {}) =>
      store.claimHost({
        ...{ host: 'paper.test', pass, at: begin + ms, until: begin + ms + 36_000, gapMs: 1000 },
        ...more,
      }),
    leave: (pass: string, reachedMs?: number, heldMs?: number) =>
      store.leaveHost(leftAt(pass, reachedMs, heldMs)),
  };
}

/** Claims of hosts. */
export function describeHosts(opened: () => Store): void {
  const { claim, leave } = claimsIn(opened);

  it('grants a host to one at a time, and after its gap to the next', async () => {
    expect(await claim('a', 0)).toEqual({ isGranted: true });
    expect(await claim('b', 10)).toEqual({ isGranted: false, againAt: begin + 1000 });
    expect(await claim('b', 0, { host: 'other.test' })).toEqual({ isGranted: true });
    await leave('a', 20);
    expect(await claim('b', 500)).toEqual({ isGranted: false, againAt: begin + 1020 });
    expect(await claim('b', 1019)).toEqual({ isGranted: false, againAt: begin + 1020 });
    expect(await claim('b', 1020)).toEqual({ isGranted: true });
  });

  it('has who finds it taken for long come back ever later, a second at most', async () => {
    await claim('a', 0);
    const agains = [];
    for (const ms of [5, 1000, 3000, 30_000]) {
      const answer = await claim('b', ms);
      agains.push(answer.isGranted ? 0 : answer.againAt - begin - ms);
    }
    expect(agains).toEqual([995, 1000, 1000, 1000]);
    await claim('c', 0, { host: 'near.test', gapMs: 0 });
    const soon = await claim('d', 3, { host: 'near.test', gapMs: 0 });
    expect(soon).toEqual({ isGranted: false, againAt: begin + 28 });
    const later = await claim('d', 300, { host: 'near.test', gapMs: 0 });
    expect(later).toEqual({ isGranted: false, againAt: begin + 600 });
  });

  it('takes a host from one that has not left it in its time, whose end then changes nothing but what it tells', async () => {
    await claim('a', 0);
    expect((await claim('b', 35_999)).isGranted).toBe(false);
    expect(await claim('b', 36_000)).toEqual({ isGranted: true });
    await leave('a', 100);
    expect((await claim('c', 37_100)).isGranted).toBe(false);
    await leave('b', 36_000);
    expect(await claim('c', 37_100)).toEqual({ isGranted: true });
  });

  it('gives a host back that was not asked, without a gap', async () => {
    await claim('a', 0);
    await leave('a');
    expect(await claim('b', 1)).toEqual({ isGranted: true });
  });

  it('leaves a host alone that asked for it, whoever asks', async () => {
    await claim('a', 0);
    await leave('a', 0, 50_000);
    const held = { heldUntil: begin + 50_000, askedUntil: begin + 100_000 };
    expect(await claim('b', 2000)).toEqual({ isGranted: false, againAt: begin + 50_000, ...held });
    expect(await claim('b', 50_000)).toEqual({ isGranted: true });
    await leave('b', 50_000, 40_000);
    expect(await claim('c', 51_000)).toEqual({ isGranted: true });
  });

  it('lets each ask for a gap of its own', async () => {
    await claim('a', 0);
    await leave('a', 0);
    const slow = await claim('b', 5000, { gapMs: 10_000 });
    expect(slow).toEqual({ isGranted: false, againAt: begin + 10_000 });
    expect(await claim('c', 5000)).toEqual({ isGranted: true });
  });
}

/** Claims of hosts that a worker asks whose clock is ahead. */
export function describeHostsAhead(opened: () => Store): void {
  const { claim, leave } = claimsIn(opened);
  /** A clock that is an hour ahead. */
  const ahead = 3_600_000;

  it('counts the start that a clock ahead has told from when it is first seen, whoever asks', async () => {
    await claim('a', ahead);
    await leave('a', ahead);
    const first = { reachedAt: begin + ahead, pass: '' };
    expect(await claim('b', 0)).toEqual({ isGranted: false, againAt: begin + 1000, ahead: first });
    const seen = { ...first, at: begin };
    const soon = await claim('b', 999, { seen });
    expect(soon).toEqual({ isGranted: false, againAt: begin + 1000, ahead: first });
    expect(await claim('b', 1000, { seen })).toEqual({ isGranted: true });
    await leave('b', 1600);
    // So has the one whose clock it is, though the request was sent later than its claim.
    expect(await claim('a', ahead + 2400)).toMatchObject({ againAt: begin + ahead + 2600 });
    // Another saw the first as early, and has to keep to the second.
    const then = { reachedAt: begin + ahead + 1600, pass: '' };
    const next = await claim('c', 1620, { seen });
    expect(next).toEqual({ isGranted: false, againAt: begin + 2620, ahead: then });
    const again = { ...then, at: begin + 1620 };
    expect(await claim('c', 2620, { seen: again })).toEqual({ isGranted: true });
    await leave('c', 2620);
    expect(await claim('a', ahead + 3500)).toMatchObject({ againAt: begin + ahead + 3601 });
    expect(await claim('a', ahead + 3601)).toEqual({ isGranted: true });
  });

  it('has all bound by what a clock noted that is a little ahead', async () => {
    await claim('a', 50_000);
    expect((await claim('b', 0)).isGranted).toBe(false);
    await leave('a', 50_000);
    expect(await claim('b', 0)).toEqual({ isGranted: false, againAt: begin + 51_000 });
  });

  it('takes a host from one whose clock is ahead and that has not left it, after as long as it may take', async () => {
    await claim('a', ahead);
    const first = { reachedAt: 0, pass: 'a' };
    expect(await claim('b', 0)).toEqual({ isGranted: false, againAt: begin + 1000, ahead: first });
    const seen = { ...first, at: begin };
    expect(await claim('b', 35_999, { seen })).toMatchObject({ isGranted: false });
    expect(await claim('b', 36_000, { seen })).toEqual({ isGranted: true });
  });

  it('leaves a host alone that asked for it, as long as hosts are left alone', async () => {
    await claim('a', ahead);
    await leave('a', ahead, 3_600_000);
    const seen = { reachedAt: begin + ahead, pass: '', at: begin };
    expect(await claim('b', 2000, { seen })).toMatchObject({ againAt: begin + 3_600_000 });
  });

  it('leaves a host alone for an hour from when it is first seen that a clock ahead has noted more', async () => {
    const hour = 3_600_000;
    for (const [host, aheadMs] of [
      ['minutes.test', 120_000],
      ['days.test', 30 * 86_400_000],
    ] as const) {
      await claim('a', aheadMs, { host });
      const until = begin + aheadMs + hour;
      await opened().leaveHost({ host, pass: 'a', heldUntil: until, askedUntil: until + hour });
      const held = { heldUntil: begin + hour + 2000, askedUntil: begin + 2 * hour + 2000 };
      const first = await claim('b', 2000, { host });
      expect(first).toEqual({ isGranted: false, againAt: held.heldUntil, ...held });
      expect(await claim('c', 60_000, { host })).toEqual(first);
      expect(await claim('b', hour + 2000, { host })).toEqual({ isGranted: true });
    }
  });
}
