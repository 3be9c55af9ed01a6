const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** When the last period of a digest ended, in ms since 1970, by the clock of its time zone. Weeks end on
 * Monday. A time that the clock passes twice is the first of the two; one that it leaps over is as much
 * later as it leaps. */
export function periodEnd(
  rhythm: {
    readonly every: 'hour' | 'day' | 'week';
    readonly atMinute: number;
    readonly timeZone: string;
  },
  now: number,
): number {
  const { every, atMinute, timeZone } = rhythm;
  if (every === 'hour') {
    const past = (atMinute % 60) * 60_000;
    return Math.floor((now - past) / hourMs) * hourMs + past;
  }
  const local = now + offsetMs(timeZone, now);
  let day = Math.floor(local / dayMs);
  if (momentOf(timeZone, day, atMinute) > now) day -= 1;
  // Day 0 was a Thursday.
  if (every === 'week') day -= (day + 3) % 7;
  return momentOf(timeZone, day, atMinute);
}

/** The moment of a minute of a day by the clock of a zone. */
function momentOf(timeZone: string, day: number, minute: number): number {
  const local = day * dayMs + minute * 60_000;
  // By the offsets of before and behind a change of the clock that the day may have.
  const [before, after] = [-dayMs, dayMs].map(
    (aside) => local - offsetMs(timeZone, local + aside),
  ) as [number, number];
  const isThen = (moment: number) => moment + offsetMs(timeZone, moment) === local;
  return isThen(after) && !isThen(before) ? after : before;
}

/** How far a zone's clock is before UTC at a moment. */
function offsetMs(timeZone: string, at: number): number {
  const parts = clockOf(timeZone).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const local = Date.UTC(
    ...([part('year'), part('month') - 1, part('day')] as const),
    ...([part('hour'), part('minute'), part('second')] as const),
  );
  return local - Math.floor(at / 1000) * 1000;
}

/** Clocks by zone; to make one takes longer than to read it a hundred times. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  } as const);
  clocks.set(timeZone, clock);
  return clock;
}
