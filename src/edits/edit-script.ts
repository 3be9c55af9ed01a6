import type { Match, Range } from './ranges.ts';

/**
 * The shortest way from one sequence to the other, as the runs they share, in order: E. W. Myers,
 * “An O(ND) Difference Algorithm and Its Variations”, Algorithmica 1 (1986). Undefined when it takes
 * more than `limit` insertions and removals; time and memory are at most its square.
 */
export function shortestEdit(
  a: Int32Array,
  b: Int32Array,
  range: Range,
  limit: number,
): readonly Match[] | undefined {
  const n = range.aTo - range.aFrom;
  const m = range.bTo - range.bFrom;
  const most = Math.min(limit, n + m);
  const furthest = new Int32Array(2 * most + 3);
  const at = (k: number): number => furthest[k + most + 1] ?? 0;
  const trace: Int32Array[] = [];
  for (let d = 0; d <= most; d += 1) {
    trace.push(furthest.slice(most - d, most + d + 3));
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && at(k - 1) < at(k + 1));
      const start = down ? at(k + 1) : at(k - 1) + 1;
      const x = start + snake(start, start - k);
      furthest[k + most + 1] = x;
      if (x >= n && x - k >= m) return wayBack(trace, range, d);
    }
  }
  return undefined;

  function snake(x: number, y: number): number {
    let length = 0;
    const most = Math.min(n - x, m - y);
    while (length < most && a[range.aFrom + x + length] === b[range.bFrom + y + length]) {
      length += 1;
    }
    return length;
  }
}

/** Goes the way back through the furthest points of every step; each holds diagonals −d−1 to d+1. */
function wayBack(trace: readonly Int32Array[], range: Range, steps: number): readonly Match[] {
  const matches: Match[] = [];
  let x = range.aTo - range.aFrom;
  let y = range.bTo - range.bFrom;
  for (let d = steps; d >= 0; d -= 1) {
    const row = trace[d] ?? new Int32Array();
    const at = (diagonal: number): number => row[diagonal + d + 1] ?? 0;
    const k = x - y;
    const down = k === -d || (k !== d && at(k - 1) < at(k + 1));
    const from = down ? k + 1 : k - 1;
    const startX = d === 0 ? 0 : at(from) + (down ? 0 : 1);
    const length = x - startX;
    if (length > 0) {
      matches.push({ a: range.aFrom + startX, b: range.bFrom + startX - k, length });
    }
    x = d === 0 ? 0 : at(from);
    y = x - from;
  }
  return matches.reverse();
}
