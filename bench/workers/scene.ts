import type { OutletsApart } from './apart.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { Employed } from './employed.ts';
import type { Ground } from './ground.ts';

/** How long, on what, and by which draws. */
export interface ChaosPlan {
  readonly minutes: number;
  readonly seed: number;
  readonly outlets: number;
  readonly articles: number;
  readonly gapMs: number;
  readonly toleranceMs: number;
  readonly pollSeconds: number;
  /** Most ms from one thing that is published to the next. */
  readonly paceMs: number;
}

export interface Scene {
  readonly ground: Ground;
  readonly database: string;
  readonly outlets: OutletsApart;
  readonly workers: readonly Employed[];
  readonly draw: (below: number) => number;
  /** Ids of all that was seen on record. */
  readonly acknowledged: Set<string>;
  readonly checkpoints: Checkpoints;
  readonly counts: Map<string, number>;
}

export function count(counts: Map<string, number>, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}
