import type { Now } from '../model/index.ts';

const windowMs = 10 * 60_000;
/** Who holds a turn longer than this loses it to others who wait for one. */
const longestMs = 5 * 60_000;
/** Said to who has a turn already, and while too many have one. */
const soonMs = 60_000;
/** Askers remembered, most. */
const remembered = 20_000;

/** How often something costly is done, in ten minutes. */
export interface TurnLimits {
  /** For one asker, who has one turn at a time. */
  readonly each: number;
  /** For all together, and how many of them at once; unset: no bound. */
  readonly all?: { readonly most: number; readonly atOnce: number };
}

/** A turn, to be ended; or the ms to wait until there is one. */
export type Turn = { readonly end: () => void } | { readonly waitMs: number };

/** Counts how often each asker has something costly done; of one process. */
export interface Turns {
  /** Begins a turn. `cut` ends one that lasts too long while it is wanted for another. */
  begin(asker: string, cut?: () => void): Turn;
}

interface Held {
  readonly since: number;
  readonly cut: (() => void) | undefined;
}

/** One turn at a time and so many in ten minutes, for each asker and for all. */
export function createTurns(now: Now, { each, all }: TurnLimits): Turns {
  const begun = new Map<string, readonly number[]>();
  const held = new Map<string, Held>();
  let ofAll: readonly number[] = [];
  const recent = (times: readonly number[], at: number) =>
    times.filter((one) => one > at - windowMs);
  /** Whether a turn is still held; one that lasts too long is cut off. */
  const isHeld = (asker: string, at: number): boolean => {
    const one = held.get(asker);
    if (one === undefined || one.since > at - longestMs) return one !== undefined;
    held.delete(asker);
    one.cut?.();
    return false;
  };
  const isFull = (at: number): boolean =>
    all !== undefined &&
    held.size >= all.atOnce &&
    [...held.keys()].filter((one) => isHeld(one, at)).length >= all.atOnce;
  const waitOf = (asker: string, own: readonly number[], at: number): number | undefined => {
    if (isHeld(asker, at)) return soonMs;
    if (own.length >= each) return (own[0] ?? at) + windowMs - at;
    if (all !== undefined && ofAll.length >= all.most) return (ofAll[0] ?? at) + windowMs - at;
    return isFull(at) ? soonMs : undefined;
  };
  return {
    begin(asker, cut) {
      const at = now();
      const own = recent(begun.get(asker) ?? [], at);
      ofAll = recent(ofAll, at);
      const waitMs = waitOf(asker, own, at);
      if (waitMs !== undefined) return { waitMs };
      begun.delete(asker);
      begun.set(asker, [...own, at]);
      const [oldest] = begun.keys();
      if (begun.size > remembered && oldest !== undefined) begun.delete(oldest);
      if (all !== undefined) ofAll = [...ofAll, at];
      const turn = { since: at, cut };
      held.set(asker, turn);
      return {
        end() {
          if (held.get(asker) === turn) held.delete(asker);
        },
      };
    },
  };
}
