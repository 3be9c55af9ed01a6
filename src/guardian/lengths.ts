import { type Lengths, type Minute, minutesOfDay, minutesOfHour } from './watch.ts';

const keptRecent = 10;
const keptUsual = 28;
const usualDays = 28;
const fewestUsual = 12;
/** After this long the new level is the usual one. */
const lastingDays = 30;
const alarm = 14;

export const noLengths: Lengths = { usual: [], recent: [] };

/** What the newest texts say against the usual ones. */
export interface Shortness {
  readonly short: boolean;
  readonly since: Minute;
  /** Characters, in the middle. */
  readonly usual: number;
  readonly now: number;
}

/** Takes in the length of a text. While texts are short nothing becomes usual, for 30 days. */
export function learnLength(lengths: Lengths, at: Minute, length: number): Lengths {
  const all = [...lengths.recent, [at, Math.max(1, Math.round(length))] as const];
  const recent = all.slice(-keptRecent);
  const left = all.slice(0, -keptRecent);
  const frozen = lengths.shortSince !== undefined;
  const usual = frozen ? lengths.usual : left.reduce(addUsual, lengths.usual);
  const seen = shortness({ ...lengths, usual, recent });
  if (seen?.short !== true) return { usual, recent };
  const shortSince = lengths.shortSince ?? seen.since;
  if (at - shortSince > lastingDays * minutesOfDay) return { usual: recent, recent: [] };
  return { usual, recent, shortSince };
}

/** Spread over four weeks: of a full sample the one goes that stands closest to the one before it. */
function addUsual(
  usual: Lengths['usual'],
  one: readonly [Minute, number],
): readonly (readonly [Minute, number])[] {
  const all = [...usual, [Math.floor(one[0] / minutesOfHour), one[1]] as const];
  if (all.length <= keptUsual) return all;
  const [oldest] = all;
  if (oldest !== undefined && oldest[0] < one[0] / minutesOfHour - usualDays * 24)
    return all.slice(1);
  let closest = 1;
  for (let index = 2; index < all.length; index += 1)
    if (spaceBefore(all, index) < spaceBefore(all, closest)) closest = index;
  return all.filter((_, index) => index !== closest);
}

function spaceBefore(all: readonly (readonly [Minute, number])[], index: number): number {
  return (all[index]?.[0] ?? 0) - (all[index - 1]?.[0] ?? 0);
}

/**
 * A one-sided cumulative sum (Page 1954) of how far the newest texts lie below the usual ones, on
 * the log scale, in units of the source's own spread. One short text is never enough. Undefined
 * while too little is known.
 */
export function shortness(lengths: Lengths): Shortness | undefined {
  const usual = lengths.usual.length >= fewestUsual ? lengths.usual : early(lengths);
  if (usual.length < fewestUsual) return undefined;
  const logs = usual.map(([, length]) => Math.log(length)).sort((one, other) => one - other);
  const middle = quantile(logs, 0.5);
  const spread = Math.max(
    0.25,
    (middle - quantile(logs, 0.1)) / 1.28,
    (middle - quantile(logs, 0)) / 2.2,
  );
  let sum = 0;
  let begin = 0;
  for (const [index, [, length]] of lengths.recent.entries()) {
    if (sum === 0) begin = index;
    sum = Math.min(alarm + 2, Math.max(0, sum + step((middle - Math.log(length)) / spread)));
  }
  const run = lengths.recent.slice(begin);
  const now = Math.exp(quantile(run.map(([, length]) => Math.log(length)).sort(), 0.5));
  const enough = lengths.shortSince === undefined ? sum >= alarm && run.length >= 2 : sum > 0;
  const since = run[0]?.[0] ?? 0;
  return { short: enough && now < 0.6 * Math.exp(middle), since, usual: Math.exp(middle), now };
}

/** A young source is judged by its first texts. */
function early(lengths: Lengths): Lengths['usual'] {
  return [...lengths.usual, ...lengths.recent.slice(0, -3)];
}

/**
 * What lies within one and a half spreads below the middle is usual. Short counts for as much as it
 * is short; usual counts back fast, so that an end is seen soon.
 */
function step(below: number): number {
  return below > 1.5 ? Math.min(7, below - 1.5) : Math.max(-7, 5 * (below - 1.5));
}

function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.ceil(place)] ?? low;
  return low + (high - low) * (place - Math.floor(place));
}
