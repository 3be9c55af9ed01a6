import {
  endedAndBegun,
  type Finding,
  findings,
  type Observation,
  observe,
  pollAfterSeconds,
  type Watch,
} from '../../src/guardian/index.ts';
import { type Instant, instant, type Url } from '../../src/model/index.ts';
import type { Item, Outlet } from './rhythms.ts';

/** What is planted from a moment on. */
export type Incident =
  | 'silence'
  | 'truncated feed'
  | 'truncated pages'
  | 'fewer items'
  | 'captcha'
  | 'captcha on pages'
  | 'moved'
  | 'gone';

/** A follower of one outlet: what it knows between two polls. */
export interface Follower {
  readonly watch: Watch | undefined;
  readonly next: number;
  readonly failures: number;
  /** Index of the newest item seen, plus one. */
  readonly seen: number;
  readonly told: readonly Finding[];
}

/** What one poll did; `began` are the findings that are new after it. */
export interface Poll {
  readonly at: number;
  readonly fresh: readonly Item[];
  readonly missed: number;
  readonly began: readonly Finding[];
  readonly all: readonly Finding[];
}

const least = 600;
const most = 6 * 3600;

/** A follower that begins at a moment. */
export function beginAt(at: number): Follower {
  return { watch: undefined, next: at, failures: 0, seen: 0, told: [] };
}

/** The next poll of an outlet, by the learned schedule or every half hour. */
export function poll(
  outlet: Outlet,
  follower: Follower,
  options: { incident?: Incident; since?: number; every?: number } = {},
): { follower: Follower; poll: Poll } {
  const at = follower.next;
  const now = instant(at * 60_000);
  const incident =
    options.since !== undefined && at >= options.since ? options.incident : undefined;
  const end = visible(outlet, incident === 'silence' ? (options.since ?? at) : at);
  const begin = Math.max(0, end - (incident === 'fewer items' ? 2 : outlet.holds));
  const shown = outlet.items.slice(begin, end);
  const fresh = shown.slice(Math.max(0, follower.seen - begin));
  const looks = look(outlet, { incident, since: options.since ?? 0, now, shown, fresh });
  const watch = looks.reduce(
    (known: Watch | undefined, one) => observe(known, one),
    follower.watch,
  );
  const failed = looks.some((one) => one.kind === 'failed');
  const failures = failed ? follower.failures + 1 : 0;
  const all = findings(watch, now);
  const wait =
    options.every ??
    pollAfterSeconds({ watch, now, salt: outlet.name, failures, least, most }) / 60;
  const missed = failed || follower.watch === undefined ? 0 : Math.max(0, begin - follower.seen);
  return {
    follower: {
      watch,
      next: at + Math.max(1, Math.round(wait)),
      failures,
      seen: failed ? follower.seen : Math.max(follower.seen, end),
      told: all,
    },
    poll: {
      at,
      fresh: failed ? [] : fresh,
      missed,
      all,
      began: endedAndBegun(follower.told, all).began,
    },
  };
}

/** How many items stand in the feed at a moment. */
function visible(outlet: Outlet, at: number): number {
  let low = 0;
  let high = outlet.items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((outlet.items[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Scene {
  readonly incident: Incident | undefined;
  readonly since: number;
  readonly now: Instant;
  readonly shown: readonly Item[];
  readonly fresh: readonly Item[];
}

function look(outlet: Outlet, scene: Scene): Observation[] {
  const { incident, now: at, fresh } = scene;
  if (incident === 'captcha' || incident === 'gone')
    return [{ kind: 'failed', at, failure: incident, message: 'Planted.' }];
  const listing: Observation =
    fresh.length === 0 && incident !== 'fewer items'
      ? { kind: 'unchanged', at }
      : listingOf(outlet, scene);
  const moved: Observation[] =
    incident === 'moved' ? [{ kind: 'moved', at, to: 'http://127.0.0.1/new.xml' as Url }] : [];
  return [...moved, listing, ...fresh.slice(-10).map((item) => pageOf(item, scene))];
}

function listingOf(outlet: Outlet, { incident, since, now, shown, fresh }: Scene): Observation {
  const cut = (item: Item): number => {
    if (!outlet.whole) return Math.min(item.length, 120);
    const truncated = incident === 'truncated feed' && item.at >= since;
    return truncated ? Math.min(item.length, 100) : item.length;
  };
  return {
    kind: 'listing',
    at: now,
    items: shown.length,
    fresh: fresh.map((item) => ({
      ...(item.told === undefined ? {} : { at: instant(item.told * 60_000) }),
      length: cut(item),
    })),
  };
}

function pageOf(item: Item, { incident, since, now }: Scene): Observation {
  const planted = item.at >= since;
  if (incident === 'captcha on pages' && planted)
    return { kind: 'page', at: now, outcome: 'captcha' };
  const short = incident === 'truncated pages' && planted;
  const length = short ? Math.min(item.length, 150) : item.length;
  return { kind: 'page', at: now, outcome: 'article', length };
}
