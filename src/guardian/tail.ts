/** Chance that a usual source passes the limit in 30 days. */
const accepted = 0.001;
const mostPauses = 40;
const fewestPauses = 5;

/** The pauses as long as its longest, give or take: what a burst leaves between its items is not among them. */
export function longPauses(pauses: readonly number[]): number[] {
  const sorted = [...pauses].sort((one, other) => other - one);
  const least = (sorted[0] ?? 0) / 4;
  return sorted.filter(
    (pause, index) => index < fewestPauses || (index < mostPauses && pause >= least),
  );
}

/**
 * The length that the pauses of a usual source do not pass: a generalised Pareto distribution
 * (Pickands–Balkema–de Haan) laid through the longest pauses by probability-weighted moments
 * (Hosking and Wallis 1987), read where one in 1,000 months would pass. The shape is drawn towards 0
 * while there are few. Regular sources get hardly more than their longest, irregular ones
 * several times as much. `days`: the time in which the pauses were made.
 */
export function tailLimit(pauses: readonly number[], days: number): number {
  const long = longPauses(pauses);
  const longest = long[0] ?? 0;
  const least = long.at(-1) ?? 0;
  const middle = long[Math.floor(long.length / 2)] ?? 0;
  const { shape, scale } = pareto(long.map((pause) => pause - least));
  const times = Math.max(1, (long.length * 30) / Math.max(1, days) / accepted);
  const reach = Math.abs(shape) < 0.001 ? Math.log(times) : (times ** shape - 1) / shape;
  const small = longest * (1 + 1 / long.length);
  return Math.max(least + scale * reach, longest * 1.1, small, middle * 1.5);
}

function pareto(excess: readonly number[]): { shape: number; scale: number } {
  const count = excess.length;
  const mean = excess.reduce((total, one) => total + one, 0) / Math.max(1, count);
  if (count < 2 || mean <= 0) return { shape: 0, scale: 0 };
  // Longest first: the weight of a value is the share of values above it.
  const weighted =
    excess.reduce((total, one, index) => total + (one * (index + 0.35)) / count, 0) / count;
  const free = 2 - mean / Math.max(1e-9, mean - 2 * weighted);
  const shape = Math.min(0.6, Math.max(-0.5, (count * free) / (count + 10)));
  return { shape, scale: mean * (1 - shape) };
}

/** The pause in which a moment picked at random falls in half of all cases; 0 of none. */
export function middleByTime(pauses: readonly number[], all = sum(pauses)): number {
  let time = 0;
  for (const pause of [...pauses].sort((one, other) => other - one)) {
    time += pause;
    if (time >= all / 2) return pause;
  }
  return 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
