import { learnArrivals } from './arrivals.ts';
import { learnCount, learnPeaks } from './counts.ts';
import { emptyHours } from './hours.ts';
import { learnLength, noLengths, shortness } from './lengths.ts';
import { learnDirect, learnMove } from './move.ts';
import { learnFailure, learnPage } from './rows.ts';
import {
  type Minute,
  minuteOf,
  minutesOfDay,
  minutesOfHour,
  type Observation,
  type Watch,
} from './watch.ts';

/**
 * What a source has taught after one more thing was seen of it. Nothing in it may be out of order
 * by more than a little: what is older than the last good look is taken as of that look.
 */
export function observe(watch: Watch | undefined, seen: Observation): Watch {
  const at = minuteOf(seen.at);
  const known = watch ?? blank(at);
  switch (seen.kind) {
    case 'listing':
      return learnListing(known, seen, Math.max(at, known.seen ?? at));
    case 'unchanged':
      return learnUnchanged(known, Math.max(at, known.seen ?? at));
    case 'failed':
      return learnFailure(known, seen);
    case 'moved':
      return learnMove(known, at, seen.to);
    case 'page':
      return learnArticlePage(known, seen, at);
  }
}

function blank(at: Minute): Watch {
  return {
    v: 1,
    from: at,
    hoursFrom: at,
    looked: at,
    quiet: 0,
    arrivals: [],
    pauses: [],
    hours: emptyHours,
    hour: Math.floor(at / minutesOfHour),
    daily: [0],
    day: Math.floor(at / minutesOfDay),
    peaks: [],
    filling: [],
    counts: [],
    feedText: noLengths,
    pageText: noLengths,
  };
}

type Listing = Extract<Observation, { kind: 'listing' }>;

function learnListing(watch: Watch, listing: Listing, at: Minute): Watch {
  const { fresh, items } = listing;
  const quiet = fresh.length === 0 ? Math.min(999, watch.quiet + 1) : 0;
  const rhythm = learnArrivals({ ...watch, quiet }, { now: at, fresh, items });
  const counted = learnCount(learnPeaks(rhythm, at, fresh.length), at, items);
  return good({ ...counted, feedText: learnFeedText(counted, listing, at) }, at);
}

function learnUnchanged(watch: Watch, at: Minute): Watch {
  const quiet = Math.min(999, watch.quiet + 1);
  const rhythm = learnArrivals(
    { ...watch, quiet },
    { now: at, fresh: [], items: watch.items ?? 0 },
  );
  const counted = watch.items === undefined ? rhythm : learnCount(rhythm, at, watch.items);
  return good(learnPeaks(counted, at, 0), at);
}

function good(watch: Watch, at: Minute): Watch {
  const { failed: _over, ...rest } = learnDirect(watch, at);
  return { ...rest, seen: at };
}

const wholeLeast = 5;

/**
 * The lengths of the new items, oldest first. Where even the longest of the whole document is less
 * than half of the usual, old items are cut too, and its middle counts as two texts more.
 */
function learnFeedText(watch: Watch, listing: Listing, at: Minute): Watch['feedText'] {
  const dated = listing.fresh
    .flatMap(({ at: told, length }) =>
      length === undefined ? [] : [{ told: told === undefined ? at : minuteOf(told), length }],
    )
    .sort((one, other) => one.told - other.told);
  const lengths = dated.slice(-60).map((one) => one.length);
  const text = lengths.reduce((known, length) => learnLength(known, at, length), watch.feedText);
  const whole = [...(listing.lengths ?? [])].sort((one, other) => one - other);
  const usual = shortness(text)?.usual ?? 0;
  if (text.shortSince !== undefined || whole.length < wholeLeast) return text;
  if ((whole.at(-1) ?? 0) >= usual / 2) return text;
  const middle = whole[whole.length >> 1] ?? 0;
  return learnLength(learnLength(text, at, middle), at, middle);
}

function learnArticlePage(
  watch: Watch,
  page: Extract<Observation, { kind: 'page' }>,
  at: Minute,
): Watch {
  const next = learnPage(watch, at, page.outcome);
  if (page.outcome !== 'article' || page.length === undefined) return next;
  return { ...next, pageText: learnLength(next.pageText, at, page.length) };
}
