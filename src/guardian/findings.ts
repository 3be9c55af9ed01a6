import { type Instant, instant } from '../model/index.ts';
import { hasFewItems } from './counts.ts';
import { plural, timeInWords } from './in-words.ts';
import { shortness } from './lengths.ts';
import { activeMove } from './move.ts';
import { usualInterval } from './rhythm.ts';
import { silenceLimit } from './silence.ts';
import {
  type Lengths,
  type Minute,
  minuteOf,
  minutesOfDay,
  type Row,
  type Watch,
} from './watch.ts';

/** Worst first. `truncated`: shorter texts; `fewer-items`: a shorter document. Those of mirrors are not judged
 * here: `fork`, two histories; `rollback`, less than before; `forged`, bytes that were not signed for;
 * `incomplete`, something lacks that its ledger names. */
export type FindingKind =
  | 'fork'
  | 'rollback'
  | 'forged'
  | 'incomplete'
  | 'gone'
  | 'captcha'
  | 'login'
  | 'failing'
  | 'silent'
  | 'moved'
  | 'fewer-items'
  | 'truncated';

/** Something that is wrong with a source. */
export interface Finding {
  readonly kind: FindingKind;
  /** What is touched: the listing (feed, sitemap, section page), or the pages of its articles. */
  readonly of: 'listing' | 'pages';
  readonly since: Instant;
  /** One or two sentences with the numbers. */
  readonly says: string;
}

/** A failure that says nothing about the source itself must last longer before it is told. */
const toldAfter: Readonly<Record<string, { times: number; minutes: number }>> = {
  gone: { times: 2, minutes: 0 },
  captcha: { times: 2, minutes: 0 },
  login: { times: 2, minutes: 0 },
  'not-a-feed': { times: 2, minutes: 0 },
  'not-found': { times: 2, minutes: 0 },
  blocked: { times: 2, minutes: 0 },
};
const weakFailure = { times: 3, minutes: 30 };
/** A listing that was not found for so long is gone. */
const goneAfter = 3 * minutesOfDay;

/**
 * What is wrong with the source, worst first. Judged by what was seen until the last look: a time
 * in which we did not look is no silence. Findings of the future (a clock set back) are left out.
 */
export function findings(watch: Watch | undefined, now: Instant): Finding[] {
  if (watch === undefined) return [];
  const until = minuteOf(now);
  return [
    ofRow(watch.failed, until),
    ofPages(watch.pages),
    ofSilence(watch),
    ofMove(watch),
    ofFewItems(watch),
    ofText(watch.feedText, 'listing'),
    ofText(watch.pageText, 'pages'),
  ]
    .filter((one) => one !== undefined)
    .filter((one) => one.since <= now)
    .sort((one, other) => ranks.indexOf(one.kind) - ranks.indexOf(other.kind));
}

const ranks: readonly FindingKind[] = [
  'fork',
  'rollback',
  'forged',
  'incomplete',
  'gone',
  'captcha',
  'login',
  'failing',
  'silent',
  'moved',
  'fewer-items',
  'truncated',
];

/** Whether another listing of the outlet should be tried: this one brings no articles. */
export function callsForFallback(finding: Finding): boolean {
  if (finding.of === 'pages') return false;
  return !['moved', 'truncated'].includes(finding.kind);
}

function at(moment: Minute): Instant {
  return instant(moment * 60_000);
}

function ofRow(row: Row | undefined, now: Minute): Finding | undefined {
  if (row === undefined) return undefined;
  const { times, minutes } = toldAfter[row.what] ?? weakFailure;
  if (row.times < times || row.last - row.since < minutes) return undefined;
  const lasting = `${plural(row.times, 'poll')} in a row for ${timeInWords(now - row.since)}`;
  const told = row.message === '' ? '' : ` ${row.message}`;
  const what: Readonly<Record<string, readonly [FindingKind, string]>> = {
    captcha: ['captcha', 'It shows a captcha instead of its items'],
    login: ['login', 'It shows a login page instead of its items'],
    gone: ['gone', 'The server says that it is gone'],
    'not-a-feed': ['failing', 'What it answers is no feed'],
    'not-found': [row.last - row.since >= goneAfter ? 'gone' : 'failing', 'It is not found'],
    blocked: ['failing', 'The server refuses us'],
  };
  const [kind, sentence] = what[row.what] ?? ['failing', 'It cannot be read'];
  return { kind, of: 'listing', since: at(row.since), says: `${sentence}, ${lasting}.${told}` };
}

const pageSentences: Readonly<Record<string, readonly [FindingKind, number, string]>> = {
  captcha: ['captcha', 2, 'show a captcha instead of the article'],
  login: ['login', 2, 'show a login page instead of the article'],
  'not-found': ['failing', 4, 'are not found'],
  failed: ['failing', 4, 'cannot be read'],
};

function ofPages(row: Row | undefined): Finding | undefined {
  const [kind, least, sentence] = pageSentences[row?.what ?? ''] ?? [];
  if (row === undefined || kind === undefined || row.times < (least ?? 0)) return undefined;
  const says = `Article pages ${sentence}: ${row.times} since then.`;
  return { kind, of: 'pages', since: at(row.since), says };
}

const leastQuiet = 2;

function ofSilence(watch: Watch): Finding | undefined {
  const limit = watch.quiet < leastQuiet ? undefined : silenceLimit(watch);
  if (limit === undefined || watch.seen === undefined || watch.seen < limit.at) return undefined;
  const longest = Math.max(...watch.pauses.map(([, length]) => length));
  const says =
    `No new item for ${timeInWords(watch.seen - limit.since)}; ` +
    `it usually brings one every ${timeInWords(usualInterval(watch))}, ` +
    `and its longest pause in the last weeks was ${timeInWords(longest)}.`;
  return { kind: 'silent', of: 'listing', since: at(limit.since), says };
}

function ofMove(watch: Watch): Finding | undefined {
  const moved = activeMove(watch);
  if (moved === undefined || moved.times < 2) return undefined;
  const says = `It has moved to ${moved.to}: ${moved.times} polls were sent there for good.`;
  return { kind: 'moved', of: 'listing', since: at(moved.since), says };
}

function ofFewItems(watch: Watch): Finding | undefined {
  if (watch.few === undefined || !hasFewItems(watch)) return undefined;
  const says = `It holds ${plural(watch.items ?? 0, 'item')}; in the last weeks it never held fewer than ${watch.few.usual}.`;
  return { kind: 'fewer-items', of: 'listing', since: at(watch.few.since), says };
}

function ofText(lengths: Lengths, of: Finding['of']): Finding | undefined {
  if (lengths.shortSince === undefined) return undefined;
  const seen = shortness(lengths);
  if (seen === undefined) return undefined;
  const where = of === 'listing' ? 'The texts in it' : 'The texts of its pages';
  const says = `${where} have about ${Math.round(seen.now)} characters; usually they have ${Math.round(seen.usual)}.`;
  return { kind: 'truncated', of, since: at(lengths.shortSince), says };
}
