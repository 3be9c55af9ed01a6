import { minutesOfDay } from './watch.ts';

/** A length of time in words, two digits at most: `40 minutes`, `9 hours`, `3 days`. */
export function timeInWords(minutes: number): string {
  if (minutes < 90) return plural(Math.max(1, Math.round(minutes)), 'minute');
  if (minutes < 2 * minutesOfDay) return plural(Math.round(minutes / 60), 'hour');
  return plural(Math.round(minutes / minutesOfDay), 'day');
}

/** A number and its noun. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
