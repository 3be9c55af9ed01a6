import { heaviestInOrder } from './heaviest-in-order.ts';
import type { Match, Range } from './ranges.ts';

/** The runs of `size` values that stand exactly once in both parts, as many as lie in order, each
 * made as long as it goes; in order. */
export function uniqueRuns(
  a: Int32Array,
  b: Int32Array,
  range: Range,
  size: number,
): readonly Match[] {
  const inA = placesOf(a, range.aFrom, range.aTo, size);
  const inB = placesOf(b, range.bFrom, range.bTo, size);
  const pairs: { a: number; b: number }[] = [];
  for (const [hash, place] of inA) {
    const other = inB.get(hash);
    if (place < 0 || other === undefined || other < 0) continue;
    if (isSame(a, place, b, other, size)) pairs.push({ a: place, b: other });
  }
  const kept = heaviestInOrder(
    pairs.map((pair) => pair.b),
    pairs.map(() => 1),
  );
  return joinRuns(
    kept.flatMap((at) => pairs[at] ?? []),
    size,
  );
}

/** Where the runs stand by their hash, in order; −1 for those that stand several times. */
function placesOf(
  values: Int32Array,
  from: number,
  to: number,
  size: number,
): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  for (let at = from; at + size <= to; at += 1) {
    let hash = 17;
    for (let next = at; next < at + size; next += 1) {
      hash = (Math.imul(hash, 16_777_619) ^ (values[next] ?? 0)) | 0;
    }
    places.set(hash, places.has(hash) ? -1 : at);
  }
  return places;
}

function isSame(a: Int32Array, atA: number, b: Int32Array, atB: number, size: number): boolean {
  for (let next = 0; next < size; next += 1) if (a[atA + next] !== b[atB + next]) return false;
  return true;
}

/** Runs that overlap or touch become one; one that overlaps askew is left out. */
function joinRuns(pairs: readonly { a: number; b: number }[], size: number): readonly Match[] {
  const runs: Match[] = [];
  for (const { a, b } of pairs) {
    const last = runs.at(-1);
    const end = last === undefined ? a : last.a + last.length;
    if (last !== undefined && a - last.a === b - last.b && a <= end) {
      runs[runs.length - 1] = { ...last, length: a + size - last.a };
    } else if (last === undefined || (a >= end && b >= last.b + last.length)) {
      runs.push({ a, b, length: size });
    }
  }
  return runs;
}
