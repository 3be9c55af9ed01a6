/**
 * A count or index as text: decimal, no sign, no leading zeros, at most 2^53 - 1. Undefined for
 * anything else.
 */
export function parseCount(text: string): number | undefined {
  if (!/^(?:0|[1-9]\d{0,15})$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}

/** Whether a number can be a size or an index. */
export function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** Half of it, rounded down: sizes may be larger than what bit operators take. */
export const half = (value: number): number => Math.floor(value / 2);

/** The largest power of two smaller than `size`, where a tree of that size splits (RFC 9162 §2.1.1). */
export function splitOf(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}
