/**
 * Watches 200 outlets with real rhythms (../shared/data/articles-*.jsonl.gz; bench/guardian/rhythms.ts
 * says how they are made) over 30 simulated days, prints false alarms, polls, delays and missed items
 * beside a poll every 30 minutes; then plants every incident in each and prints how soon it is
 * noticed. Run: npm run bench:guardian [-- --half even|odd] [--alarms]
 */

import { findings, observe, rhythmOf } from '../src/guardian/index.ts';
import { seeded } from '../src/guardian/testing.ts';
import { instant } from '../src/model/index.ts';
import { hasRhythms, type Outlet, rhythms, twoHundred } from './guardian/rhythms.ts';
import { beginAt, type Follower, type Incident, poll } from './guardian/simulate.ts';

const day = 1440;
const incidents: readonly Incident[] = [
  'silence',
  'truncated feed',
  'truncated pages',
  'fewer items',
  'captcha',
  'captcha on pages',
  'moved',
  'gone',
];
const kinds: Readonly<Record<Incident, readonly [kind: string, of: string]>> = {
  silence: ['silent', 'listing'],
  'truncated feed': ['truncated', 'listing'],
  'truncated pages': ['truncated', 'pages'],
  'fewer items': ['fewer-items', 'listing'],
  captcha: ['captcha', 'listing'],
  'captcha on pages': ['captcha', 'pages'],
  moved: ['moved', 'listing'],
  gone: ['gone', 'listing'],
};
const showAlarms = process.argv.includes('--alarms');

function main(): void {
  if (!hasRhythms) {
    console.log('../shared/data/articles-zh.jsonl.gz is not there; nothing to measure.');
    return;
  }
  const all = rhythms();
  const chosen = twoHundred(all);
  const made = Map.groupBy(chosen, (one) => one.made);
  const parts = [...made].map(([name, of]) => `${of.length} ${name}`).join(', ');
  console.log(`${chosen.length} of ${all.length} rhythms: ${parts}\n`);
  const half = process.argv[process.argv.indexOf('--half') + 1];
  if (process.argv.includes('--scripts')) {
    scripted();
    return;
  }
  for (const [name, rest] of [
    ['even', 0],
    ['odd', 1],
  ] as const) {
    if (process.argv.includes('--half') && half !== name) continue;
    report(
      `${name} half`,
      chosen.filter((_, index) => index % 2 === rest),
    );
  }
  if (!process.argv.includes('--half')) rest(all.filter((one) => !chosen.includes(one)));
  scripted();
}

/** Further windows of the same outlets, which were never looked at. */
function rest(outlets: readonly Outlet[]): void {
  console.log(`## the other ${outlets.length} rhythms`);
  console.table({ 'learned schedule': summary(outlets.map((outlet) => watched(outlet))) });
}

function report(name: string, outlets: readonly Outlet[]): void {
  console.log(`## ${name}: ${outlets.length} outlets, 30 days each`);
  const learned = outlets.map((outlet) => watched(outlet));
  const fixed = outlets.map((outlet) => watched(outlet, 30));
  console.table({ 'learned schedule': summary(learned), 'every 30 minutes': summary(fixed) });
  const slow = learned.map((one) => one.rhythm).filter((one) => one !== undefined);
  console.log(
    `rhythm known of ${slow.length}; usual interval median ${hours(median(slow.map((one) => one.intervalSeconds / 60)))} (5 % to 95 %: ${hours(
      quantile(
        slow.map((one) => one.intervalSeconds / 60),
        0.05,
      ),
    )} to ${hours(
      quantile(
        slow.map((one) => one.intervalSeconds / 60),
        0.95,
      ),
    )}), usual longest pause median ${hours(median(slow.map((one) => one.usualPauseSeconds / 60)))}`,
  );
  console.log(`observe and findings: ${microseconds(learned)} µs a look`);
  console.table(Object.fromEntries(incidents.map((one) => [one, planted(outlets, learned, one)])));
}

/** CPU time of looks that bring one item each; the mean over all outlets. */
function microseconds(runs: readonly Run[]): number {
  const start = process.cpuUsage();
  let looks = 0;
  for (const { fork } of runs) {
    let watch = fork.watch;
    for (let step = 0; step < 50; step += 1) {
      const at = instant((fork.next + step * 10) * 60_000);
      watch = observe(watch, { kind: 'listing', at, items: 20, fresh: [{ at, length: 900 }] });
      looks += findings(watch, at).length < 99 ? 1 : 0;
    }
  }
  const used = process.cpuUsage(start);
  return Math.round((used.user + used.system) / looks);
}

interface Run {
  polls: number;
  delays: number[];
  items: number;
  missed: number;
  alarms: string[];
  before: string[];
  bytes: number;
  rhythm: ReturnType<typeof rhythmOf>;
  /** The follower as it was at the moment at which incidents are planted. */
  fork: Follower;
}

function watched(outlet: Outlet, every?: number): Run {
  const run: Run = {
    ...{ polls: 0, delays: [], items: 0, missed: 0, alarms: [], before: [], bytes: 0 },
    ...{ rhythm: undefined, fork: beginAt(0) },
  };
  const plantAt = outlet.from + Math.round(seeded(outlet.from)() * 10 * day);
  let follower = beginAt(outlet.from - 45 * day);
  while (follower.next < outlet.from + 30 * day) {
    if (follower.next < plantAt) run.fork = follower;
    const step = poll(outlet, follower, every === undefined ? {} : { every });
    follower = step.follower;
    if (step.poll.at < outlet.from)
      run.before.push(...step.poll.began.map((one) => `${one.kind} of ${one.of}`));
    else note(run, outlet, step.poll);
    run.polls += step.poll.at < outlet.from ? 0 : 1;
    run.bytes = Math.max(run.bytes, JSON.stringify(follower.watch).length);
  }
  run.rhythm = rhythmOf(run.fork.watch);
  return run;
}

function note(run: Run, outlet: Outlet, step: ReturnType<typeof poll>['poll']): void {
  run.items += step.fresh.length + step.missed;
  run.missed += step.missed;
  for (const item of step.fresh) run.delays.push(step.at - item.at);
  for (const one of step.began) {
    run.alarms.push(`${one.kind} of ${one.of}`);
    if (showAlarms)
      console.log(
        `${outlet.name} (${outlet.made}) ${new Date(step.at * 60_000).toISOString()} ${one.kind}: ${one.says}`,
      );
  }
}

function summary(runs: readonly Run[]): Record<string, string | number> {
  const total = (of: (run: Run) => number): number => runs.reduce((sum, run) => sum + of(run), 0);
  const delays = runs.flatMap((run) => run.delays);
  return {
    'false alarms': counted(runs.flatMap((run) => run.alarms)),
    'while learning (45 days)': counted(runs.flatMap((run) => run.before)),
    'polls a day': (total((run) => run.polls) / runs.length / 30).toFixed(1),
    'delay median, p95 (min)': `${median(delays)}, ${quantile(delays, 0.95)}`,
    items: total((run) => run.items),
    missed: total((run) => run.missed),
    'bytes, most': Math.max(...runs.map((run) => run.bytes)),
  };
}

function counted(alarms: readonly string[]): string {
  const kinds = Map.groupBy(alarms, (one) => one);
  return [...kinds].map(([kind, all]) => `${all.length} ${kind}`).join(', ') || 'none';
}

function planted(
  outlets: readonly Outlet[],
  runs: readonly Run[],
  incident: Incident,
): Record<string, string | number> {
  const waits: { minutes: number; intervals: number; pauses: number }[] = [];
  let able = 0;
  let never = 0;
  for (const [index, outlet] of outlets.entries()) {
    const run = runs[index];
    if (run?.rhythm === undefined) continue;
    if (incident === 'truncated feed' && !outlet.whole) continue;
    const found = timeUntilTold(outlet, run.fork, incident);
    if (found === undefined) continue;
    able += 1;
    if (found === 'never') never += 1;
    else
      waits.push({
        minutes: found,
        intervals: (found * 60) / run.rhythm.intervalSeconds,
        pauses: (found * 60) / run.rhythm.usualPauseSeconds,
      });
  }
  const within = (of: (one: (typeof waits)[number]) => number): string =>
    `${waits.filter((one) => of(one) <= 2).length} of ${able}`;
  return {
    'within 2 usual intervals': within((one) => one.intervals),
    'within 2 usual longest pauses': within((one) => one.pauses),
    'not noticed': never,
    'median intervals': median(waits.map((one) => one.intervals)).toFixed(2),
    'median pauses': median(waits.map((one) => one.pauses)).toFixed(2),
    'median time': hours(median(waits.map((one) => one.minutes))),
    'p95 time': hours(
      quantile(
        waits.map((one) => one.minutes),
        0.95,
      ),
    ),
  };
}

/** Minutes from the first moment at which it could be seen; undefined where the data end before. */
function timeUntilTold(
  outlet: Outlet,
  fork: Follower,
  incident: Incident,
): number | 'never' | undefined {
  const since = fork.next;
  const touching = ['truncated feed', 'truncated pages', 'captcha on pages'].includes(incident);
  const last = outlet.items.findLast((item) => item.at <= since)?.at ?? since;
  const first = outlet.items.find((item) => item.at >= since)?.at;
  const start = incident === 'silence' ? last : touching ? first : since;
  const dataEnd = outlet.items.at(-1)?.at ?? since;
  if (start === undefined) return undefined;
  const [kind, of] = kinds[incident];
  let follower = fork;
  while (follower.next < since + 60 * day) {
    if (touching && follower.next > dataEnd) return undefined;
    const step = poll(outlet, follower, { incident, since });
    follower = step.follower;
    if (step.poll.all.some((one) => one.kind === kind && one.of === of))
      return step.poll.at - start;
  }
  return 'never';
}

/** Outlets as regular as a script: when an item may come, and how far from its time. */
const scripts: readonly (readonly [
  name: string,
  every: number,
  off: number,
  open: (at: number) => boolean,
])[] = [
  ['every hour', 60, 0.1, () => true],
  ['every hour, give or take half', 60, 0.5, () => true],
  ['every 20 minutes', 20, 0.2, () => true],
  ['every 6 hours', 360, 0.1, () => true],
  ['every day', day, 0.1, () => true],
  ['every week', 7 * day, 0.1, () => true],
  ['every hour from 6 to 22', 60, 0.1, (at) => at % day >= 360 && at % day < 1320],
  [
    'every hour from 9 to 17 on weekdays',
    60,
    0.1,
    (at) => at % day >= 540 && at % day < 1020 && ((Math.floor(at / day) + 4) % 7) % 6 !== 0,
  ],
];

/** Polled by the schedule, planted at a moment within ten days; waits in the script's own intervals. */
function scripted(): void {
  console.log('## scripted outlets: noticed after so many intervals of the script');
  const rows = scripts.map(([name, every, off, open], index) => {
    const from = Math.floor(Date.UTC(2026, 2, 2) / 60_000);
    const random = seeded(index);
    const times = Array.from({ length: Math.ceil((200 * day) / every) }, (_, step) =>
      Math.round(from - 90 * day + (step + off * random()) * every),
    ).filter(open);
    const items = times.map((at) => ({ at, told: at, length: Math.round(2000 + 1000 * random()) }));
    const outlet = { name, made: 'script', items, from, holds: 20, whole: true };
    const run = watched(outlet);
    const waits = incidents.map((incident) => {
      const found = timeUntilTold(outlet, run.fork, incident);
      return [incident, typeof found === 'number' ? (found / every).toFixed(2) : 'never'] as const;
    });
    return [name, { 'false alarms': counted(run.alarms), ...Object.fromEntries(waits) }] as const;
  });
  console.table(Object.fromEntries(rows));
}

function hours(minutes: number): string {
  return minutes < 100 ? `${Math.round(minutes)} min` : `${(minutes / 60).toFixed(1)} h`;
}
function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
}

main();
