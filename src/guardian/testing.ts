import { draws } from '../../test/draws.ts';
import { type Instant, instant } from '../model/index.ts';
import { findings } from './findings.ts';
import { observe } from './observe.ts';
import { pollAfterSeconds } from './poll-after.ts';
import type { Observation, Watch } from './watch.ts';

/** Monday, 2 March 2026, 00:00 UTC, in minutes since 1970. */
export const monday = Date.UTC(2026, 2, 2) / 60_000;
export const day = 1440;

/** A moment so many minutes after that Monday. */
export function moment(minutes: number): Instant {
  return instant((monday + minutes) * 60_000);
}

/** A source as a test writes it: when its items come, in minutes after that Monday. */
export interface Script {
  readonly times: readonly number[];
  readonly holds?: number;
  /** Whether items tell their dates. */
  readonly dated?: boolean;
  readonly lengthAt?: (time: number) => number;
  /** What a poll sees instead of the listing, or before it. */
  readonly instead?: (at: number) => readonly Observation[] | undefined;
  readonly before?: (at: number) => readonly Observation[];
  /** How many of its items are shown. */
  readonly shows?: (at: number) => number;
  /** Whether nobody polls. */
  readonly away?: (at: number) => boolean;
}

/** Findings as they begin and end: `silent` at minute 600, `-silent` at its end. */
export type Told = readonly [at: number, what: string];

/** Polls a script by the schedule from one minute to another and tells what was found. */
export function follow(script: Script, from: number, to: number): { watch: Watch; told: Told[] } {
  let watch: Watch | undefined;
  let known: readonly string[] = [];
  let seen = 0;
  let failures = 0;
  const told: Told[] = [];
  for (let at = from; at < to; at += waitFrom(watch, at, failures)) {
    if (script.away?.(at) === true) continue;
    const look = lookAt(script, seen, at);
    failures = look.failed ? failures + 1 : 0;
    seen = look.seen;
    for (const one of look.observations) watch = observe(watch, one);
    const now = findings(watch, moment(at)).map((one) => one.kind as string);
    told.push(...now.filter((one) => !known.includes(one)).map((one): Told => [at, one]));
    told.push(...known.filter((one) => !now.includes(one)).map((one): Told => [at, `-${one}`]));
    known = now;
  }
  return { watch: watch ?? observe(undefined, { kind: 'unchanged', at: moment(from) }), told };
}

function lookAt(
  script: Script,
  seen: number,
  at: number,
): { observations: readonly Observation[]; failed: boolean; seen: number } {
  const instead = script.instead?.(at);
  if (instead !== undefined) return { observations: instead, failed: true, seen };
  const shown = script.times.filter((time) => time <= at);
  const observations = [...(script.before?.(at) ?? []), listing(script, shown, seen, at)];
  return { observations, failed: false, seen: shown.length };
}

function waitFrom(watch: Watch | undefined, at: number, failures: number): number {
  const bounds = { least: 300, most: 6 * 3600 };
  const seconds = pollAfterSeconds({ watch, now: moment(at), salt: 'script', failures, ...bounds });
  return Math.max(1, Math.round(seconds / 60));
}

function listing(script: Script, all: readonly number[], seen: number, at: number): Observation {
  const holds = script.shows?.(at) ?? script.holds ?? 20;
  const shown = all.slice(-holds);
  const fresh = all.slice(Math.max(seen, all.length - holds));
  return {
    kind: 'listing',
    at: moment(at),
    items: shown.length,
    fresh: fresh.map((time) => ({
      ...(script.dated === false ? {} : { at: moment(time) }),
      length: script.lengthAt?.(time) ?? 2000 + ((time * 7919) % 1000),
    })),
  };
}

/** Every so many minutes, a tenth early or late. */
export function every(minutes: number, from: number, to: number, random = seeded(1)): number[] {
  const times: number[] = [];
  for (let time = from; time < to; time += minutes)
    times.push(Math.round(time + (random() - 0.5) * 0.2 * minutes));
  return times;
}

/** Numbers from 0 to 1, the same for the same seed, and far apart for seeds side by side. */
export const seeded = (seed: number): (() => number) => draws(seed * 0x9e3779b1);
