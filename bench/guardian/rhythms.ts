import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { seeded } from '../../src/guardian/testing.ts';

/** Minutes since 1970, characters. */
export interface Item {
  /** When it stands in the feed. */
  readonly at: number;
  /** The date that the feed tells of it, if it tells any. */
  readonly told?: number;
  readonly length: number;
}
/** An outlet to watch: its items from long before to after the 30 days that begin at `from`. */
export interface Outlet {
  readonly name: string;
  readonly made: string;
  readonly items: readonly Item[];
  readonly from: number;
  /** Items that its feed holds. */
  readonly holds: number;
  /** Whether its feed carries whole texts. */
  readonly whole: boolean;
}

interface Row {
  readonly set: string;
  readonly outlet: string;
  readonly published?: string;
  readonly crawled?: string;
  readonly topics?: readonly string[];
  readonly origin: string;
  readonly html?: string;
  readonly text?: string;
  readonly markdown?: string;
}

const data = new URL('../../../shared/data/', import.meta.url);
const day = 1440;
const watchDays = 30;
const historyDays = 45;

/** Whether the real rhythms are there. */
export const hasRhythms = existsSync(new URL('articles-zh.jsonl.gz', data));

/**
 * Outlets with real rhythms, in a fixed order. Four ways: (1) `window`: an outlet's own dates, in
 * windows of 30 watched days that do not overlap, with what lies before as history; (2) `section`:
 * the same for one section of an outlet whose dates are days, with the time its page was first
 * crawled (once an hour) as the time of arrival and the day as the told date; (3) `days drawn`: outlets
 * of which only three to six weeks are there: each simulated day is a real day of the same weekday,
 * drawn by a seeded generator, whole. (4) of 18F, whose dates are days: 15:00 UTC of that day.
 * A window counts when eight arrivals lie in the 56 days before it and the outlet goes on after it; one
 * that touches a hole of more than 60 days does not: that is silence. Nothing else is asked of it.
 */
export function rhythms(): Outlet[] {
  const rows = ['zh', 'en', 'ja'].flatMap(load);
  const windows = [...ownDates(rows), ...sections(rows)].flatMap(([name, made, items]) =>
    windowsOf(name, made, items),
  );
  return [...windows, ...drawn(rows)].map((outlet, index) => ({
    ...outlet,
    holds: [20, 30, 50, 25][index % 4] ?? 20,
    whole: index % 3 !== 0,
    items: index % 5 === 4 ? outlet.items.map(({ told: _none, ...item }) => item) : outlet.items,
  }));
}

type Made = readonly [name: string, made: string, items: readonly Item[]];
type Bare = Omit<Outlet, 'holds' | 'whole'>;

function load(language: string): Row[] {
  const bytes = readFileSync(new URL(`articles-${language}.jsonl.gz`, data));
  const lines = gunzipSync(bytes).toString().trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Row).filter((row) => row.published !== undefined);
}

function lengthOf(row: Row): number {
  const text = row.text ?? row.markdown ?? (row.html ?? '').replace(/<[^>]*>/g, '');
  return text.replace(/\s+/g, ' ').length;
}
const minute = (text: string): number => Math.floor(Date.parse(text) / 60_000);
const byTime = (one: Item, other: Item): number => one.at - other.at;

function grouped(rows: readonly Row[], key: (row: Row) => string): [string, Row[]][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row].slice(-9000));
  return [...groups];
}

function ownDates(rows: readonly Row[]): Made[] {
  const of = rows.filter((row) => ['livedoor', 'oped', 'cctv', '18f'].includes(row.set));
  return grouped(of, (row) => row.outlet).map(([name, group]) => {
    const items = group.map((row) => {
      const told = minute(row.published ?? '');
      const at = told % day === 0 ? told + 15 * 60 : told;
      return { at, told, length: lengthOf(row) };
    });
    return [name, 'window', items.sort(byTime)];
  });
}

function sections(rows: readonly Row[]): Made[] {
  const crawled = rows.filter((row) => row.set === 'bn2' && (row.crawled ?? '') > '2020-07-16T09');
  const name = (row: Row): string =>
    `${row.outlet}/${/pages\/([^/]+)\//.exec(row.origin)?.[1] ?? ''}`;
  return grouped(crawled, name).map(([section, group]) => {
    const items = group.map((row) => ({
      at: minute(row.crawled ?? ''),
      told: minute(row.published ?? ''),
      length: lengthOf(row),
    }));
    return [section, 'section', items.sort(byTime)];
  });
}

function windowsOf(name: string, made: string, items: readonly Item[]): Bare[] {
  const first = (items[0]?.at ?? 0) + 28 * day;
  const last = items.at(-1)?.at ?? 0;
  const found: Bare[] = [];
  for (let from = first; from + watchDays * day < last; from += watchDays * day) {
    const before = items.filter((item) => item.at < from && item.at > from - 56 * day);
    const apart = before.filter((item, index) => item.at - (before[index - 1]?.at ?? 0) > 5);
    const during = items.filter((item) => item.at > from - 56 * day && item.at <= from + 120 * day);
    const endless = during.some(
      (item, index) => item.at >= from && item.at - (during[index - 1]?.at ?? from) > 60 * day,
    );
    const after = during.some((item) => item.at > from + watchDays * day);
    if (apart.length < 8 || endless || !after) continue;
    const month = new Date(from * 60_000).toISOString().slice(0, 10);
    found.push({ name: `${name} ${month}`, made, items, from });
  }
  return found;
}

const topics = [
  ...['earn', 'acq', 'money-fx', 'grain', 'crude', 'trade', 'interest', 'ship', 'wheat', 'corn'],
  ...['sugar', 'dlr', 'oilseed', 'coffee', 'gnp', 'gold'],
];

function drawn(rows: readonly Row[]): Bare[] {
  const march = rows.filter(
    (row) => row.set === 'reuters21578' && (row.published ?? '') < '1987-04-09',
  );
  const reuters = topics.map(
    (topic) =>
      [
        `Reuters/${topic}`,
        march.filter((row) => row.topics?.includes(topic) === true),
        march,
      ] as const,
  );
  const duty = rows.filter((row) => row.set === 'duty' && (row.published ?? '') > '2020-06-26T');
  const others = grouped(duty, (row) => row.outlet).map(([name, of]) => [name, of, of] as const);
  return [...reuters, ...others].map(([name, of, all], index) => drawDays(name, of, all, index));
}

/** `all`: rows that show which days are there at all. */
function drawDays(name: string, of: readonly Row[], all: readonly Row[], seed: number): Bare {
  const dayOf = (row: Row): number => Math.floor(minute(row.published ?? '') / day);
  const perDay = Map.groupBy(all, dayOf);
  const there = [...perDay.keys()].filter(
    (one) =>
      (perDay.get(one)?.length ?? 0) > 3 &&
      ((one + 4) % 7 < 1 ||
        (one + 4) % 7 > 5 ||
        all.length < 1000 ||
        (perDay.get(one)?.length ?? 0) > 100),
  );
  const random = seeded(seed + 1);
  const start = Math.floor(Date.UTC(2026, 0, 5) / 60_000 / day);
  const items: Item[] = [];
  for (let today = start; today < start + historyDays + 2 * watchDays + 30; today += 1) {
    const same = there.filter((one) => one % 7 === today % 7);
    const drawnDay = same[Math.floor(random() * same.length)];
    for (const row of of.filter((one) => dayOf(one) === drawnDay)) {
      const at = today * day + (minute(row.published ?? '') % day);
      items.push({ at, told: at, length: lengthOf(row) });
    }
  }
  return { name, made: 'days drawn', items: items.sort(byTime), from: (start + 60) * day };
}

/** 200 of them, as evenly from all outlets as they come, in a fixed order. */
export function twoHundred(outlets: readonly Outlet[]): Outlet[] {
  const groups = [
    ...Map.groupBy(outlets, (one) => one.name.replace(/ \d{4}-\d\d-\d\d$/, '')).values(),
  ];
  const chosen: Outlet[] = [];
  for (let round = 0; chosen.length < 200 && round < 100; round += 1)
    for (const group of groups) {
      const one = group[round];
      if (one !== undefined && chosen.length < 200) chosen.push(one);
    }
  return chosen;
}
