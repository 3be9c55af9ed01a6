import { expect, it } from 'vitest';
import type { HostClaim, HostLeft } from '../../model/index.ts';
import type { Store } from '../index.ts';

const begin = Date.UTC(2026, 0, 1);

const leftAt = (pass: string, startedMs?: number, heldMs?: number): HostLeft => ({
  ...{ host: 'paper.test', pass },
  ...(startedMs === undefined ? {} : { startedAt: begin + startedMs }),
  ...(heldMs === undefined ? {} : { heldUntil: begin + heldMs, askedUntil: begin + heldMs * 2 }),
});

/** Claims and their ends, by how many ms after the begin they are. */
const callsOf = (opened: () => Store) => ({
  claim: (pass: string, ms: number, more: Partial<HostClaim> = {}) =>
    opened().claimHost({
      ...{ host: 'paper.test', pass, at: begin + ms, until: begin + ms + 36_000, gapMs: 1000 },
      ...more,
    }),
  leave: (pass: string, startedMs?: number, heldMs?: number) =>
    opened().leaveHost(leftAt(pass, startedMs, heldMs)),
});

/** Claims of hosts. */
export function describeHosts(opened: () => Store): void {
  const { claim, leave } = callsOf(opened);

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

  describeClocks(opened);
}

/** Claims of workers whose clocks differ. */
function describeClocks(opened: () => Store): void {
  const { claim, leave } = callsOf(opened);

  it('has nobody bound by what a clock noted that was ahead by more than clocks may be', async () => {
    const days = 30 * 86_400_000;
    const ahead = { at: begin + days, until: begin + days + 36_000 };
    await claim('a', 0, ahead);
    expect((await claim('b', days + 500)).isGranted).toBe(false);
    expect(await claim('b', 0)).toEqual({ isGranted: true });
    await leave('b', 0);
    await leave('a', days, days + 3_600_000);
    expect(await claim('c', 1000)).toEqual({ isGranted: true });
  });

  it('has all bound by what a clock noted that is a little ahead', async () => {
    await claim('a', 50_000);
    expect((await claim('b', 0)).isGranted).toBe(false);
    await leave('a', 50_000);
    expect(await claim('b', 0)).toEqual({ isGranted: false, againAt: begin + 51_000 });
  });
}
