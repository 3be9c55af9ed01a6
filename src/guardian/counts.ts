import { type Minute, minutesOfDay, type Watch } from './watch.ts';

const keptDays = 21;
const fewestDays = 3;
const lastingDays = 30;
/** Spans of hours for which the most items are kept. */
export const peakHours: readonly number[] = [1, 3, 8, 24];
const fading = 0.9;

/** Takes in how many items the document holds. Held against the fewest of each day of three weeks. */
export function learnCount(watch: Watch, now: Minute, items: number): Watch {
  const usual = usualCount(watch);
  if (usual === undefined || items >= usual / 2) {
    const { few: _over, ...rest } = watch;
    return { ...rest, items, counts: addCount(watch.counts, now, items) };
  }
  const few = { since: now, ...watch.few, usual, times: (watch.few?.times ?? 0) + 1 };
  if (now - few.since <= lastingDays * minutesOfDay) return { ...watch, items, few };
  const { few: _usualNow, ...rest } = watch;
  return { ...rest, items, counts: addCount([], now, items) };
}

function addCount(counts: Watch['counts'], now: Minute, items: number): Watch['counts'] {
  const day = Math.floor(now / minutesOfDay);
  const last = counts.at(-1);
  if (last === undefined || last[0] < day)
    return [...counts, [day, items] as const].slice(-keptDays);
  return [...counts.slice(0, -1), [last[0], Math.min(last[1], items)] as const];
}

/** The fewest items of the last weeks; undefined while less than three days are known. */
function usualCount(watch: Watch): number | undefined {
  if (watch.counts.length < fewestDays) return undefined;
  return Math.min(...watch.counts.map(([, fewest]) => fewest));
}

/** Whether the document holds less than half of the fewest it held, on two looks or more. */
export function hasFewItems(watch: Watch): boolean {
  return (watch.few?.times ?? 0) >= 2;
}

/** Takes in how many items were new: the most within some hours, fading by a tenth a day. */
export function learnPeaks(watch: Watch, now: Minute, fresh: number): Watch {
  if (watch.seen === undefined) return watch;
  const faded = fading ** (Math.max(0, now - watch.seen) / minutesOfDay / 7);
  const peaks: number[] = [];
  const filling = peakHours.map((hours, index) => {
    const [since, items] = watch.filling[index] ?? [now, 0];
    const over = now - since > hours * 60;
    const count = over ? fresh : items + fresh;
    const peak = Math.max((watch.peaks[index] ?? 0) * faded, count);
    peaks.push(Math.round(peak * 100) / 100);
    return [over ? (watch.seen ?? now) : since, count] as const;
  });
  return { ...watch, peaks, filling };
}
