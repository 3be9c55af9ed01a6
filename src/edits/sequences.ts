import { shortestEdit } from './edit-script.ts';
import type { Match, Range } from './ranges.ts';
import { uniqueRuns } from './unique-runs.ts';

/** Beyond this length only runs that stand once in both are looked for. */
const shortEnough = 4000;
const mostChanges = 700;
const deepest = 12;
const runLengths = [8, 4, 2, 1] as const;

/**
 * Finds what two sequences of numbers share, in order: exact and shortest for up to 700 changes in a
 * stretch of 4,000 values, else by runs that stand once in both (patience), ever shorter; what holds
 * neither is told as wholly changed. Time is bounded by some hundred steps a value.
 */
export function matchSequences(a: Int32Array, b: Int32Array): readonly Match[] {
  const matcher = new Matcher(a, b);
  matcher.match({ aFrom: 0, aTo: a.length, bFrom: 0, bTo: b.length }, 0, 0);
  return matcher.found;
}

class Matcher {
  readonly found: Match[] = [];

  private readonly a: Int32Array;
  private readonly b: Int32Array;

  constructor(a: Int32Array, b: Int32Array) {
    this.a = a;
    this.b = b;
  }

  /** Matches a part: its equal ends first. `kind` is the longest run to look for. */
  match(range: Range, kind: number, depth: number): void {
    const { a, b } = this;
    let { aFrom, aTo, bFrom, bTo } = range;
    while (aFrom < aTo && bFrom < bTo && a[aFrom] === b[bFrom]) {
      aFrom += 1;
      bFrom += 1;
    }
    this.add({ a: range.aFrom, b: range.bFrom, length: aFrom - range.aFrom });
    while (aFrom < aTo && bFrom < bTo && a[aTo - 1] === b[bTo - 1]) {
      aTo -= 1;
      bTo -= 1;
    }
    if (aFrom < aTo && bFrom < bTo) this.matchUnlike({ aFrom, aTo, bFrom, bTo }, kind, depth);
    this.add({ a: aTo, b: bTo, length: range.aTo - aTo });
  }

  private matchUnlike(range: Range, kind: number, depth: number): void {
    const isShort = range.aTo - range.aFrom + range.bTo - range.bFrom <= shortEnough;
    const matches = isShort ? shortestEdit(this.a, this.b, range, mostChanges) : undefined;
    if (matches === undefined) this.matchByRuns(range, kind, depth);
    else for (const match of matches) this.add(match);
  }

  private matchByRuns(range: Range, kind: number, depth: number): void {
    for (let next = kind; next < runLengths.length && depth < deepest; next += 1) {
      const runs = uniqueRuns(this.a, this.b, range, runLengths[next] ?? 1);
      if (runs.length === 0) continue;
      let [aFrom, bFrom] = [range.aFrom, range.bFrom];
      for (const run of runs) {
        this.match({ aFrom, aTo: run.a, bFrom, bTo: run.b }, next, depth + 1);
        this.add(run);
        [aFrom, bFrom] = [run.a + run.length, run.b + run.length];
      }
      this.match({ aFrom, aTo: range.aTo, bFrom, bTo: range.bTo }, next, depth + 1);
      return;
    }
  }

  private add(match: Match): void {
    const last = this.found.at(-1);
    if (last !== undefined && last.a + last.length === match.a && last.b + last.length === match.b)
      this.found[this.found.length - 1] = { ...last, length: last.length + match.length };
    else if (match.length > 0) this.found.push(match);
  }
}
