import { type Instant, instant } from '../model/index.ts';
import type { Flags } from './adder.ts';
import { usageError } from './usage-error.ts';

/** A date given to an option, as the moment it begins in UTC. */
export function dateOption(value: Flags[string], flag: string): Instant | undefined {
  if (value === undefined) return undefined;
  const time =
    typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time))
    throw usageError(`${flag} is ${String(value)}; it takes a date like 2026-11-24.`);
  return instant(time);
}
