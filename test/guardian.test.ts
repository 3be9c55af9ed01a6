import { describe, expect, it } from 'vitest';
import { hasRhythms, type Outlet, rhythms, twoHundred } from '../bench/guardian/rhythms.ts';
import { beginAt, poll } from '../bench/guardian/simulate.ts';

const day = 1440;

/** What is told of an outlet in 30 days after 45 of learning, and what scrolled out unseen. */
function watchMonth(outlet: Outlet): { told: string[]; missed: number } {
  const told: string[] = [];
  let missed = 0;
  let follower = beginAt(outlet.from - 45 * day);
  while (follower.next < outlet.from + 30 * day) {
    const step = poll(outlet, follower);
    follower = step.follower;
    if (step.poll.at < outlet.from) continue;
    missed += step.poll.missed;
    told.push(...step.poll.began.map((one) => `${outlet.name}: ${one.says}`));
  }
  return { told, missed };
}

describe.skipIf(!hasRhythms)('outlets with real rhythms (../shared/data/articles-*)', () => {
  it('raise no alarm in thirty days, and lose nothing', { timeout: 120_000 }, () => {
    const some = twoHundred(rhythms()).filter((_, index) => index % 20 === 0);
    expect(some).toHaveLength(10);
    const months = some.map(watchMonth);
    expect(months.flatMap((month) => month.told)).toEqual([]);
    expect(months.map((month) => month.missed)).toEqual(some.map(() => 0));
  });
});
