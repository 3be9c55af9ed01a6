import type { Flags } from './adder.ts';
import { usageError } from './usage-error.ts';

/** A whole number from 1; undefined when it is not given. Throws a usage error. */
export function wholeNumber(value: Flags[string], flag: string): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && /^[1-9]\d{0,6}$/.test(value)) return Number(value);
  throw usageError(`${flag} is ${String(value)}; it takes a whole number from 1.`);
}
