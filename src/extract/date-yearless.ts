import { labelIn } from './date-labels.ts';
import { dateTokens, numberOf, type Token } from './date-tokens.ts';
import { afternoon, dateFillers, forenoon, isZoneName } from './date-words.ts';
import { monthNumber } from './month-names.ts';
import { timeAt } from './time-text.ts';
import { calendarDay, type ToldDate } from './told-date.ts';
import { millisecondsOf } from './told-moment.ts';
import { isWeekday } from './weekday-names.ts';

const longest = 60;

/**
 * The date that a short line tells without its year, `09月05日 10:20`, `5 сентября, 10:20`, `Sep 5`: the
 * last such day up to the one after `now`, in milliseconds since 1970. The line is to be hardly more than
 * that day with its time and label: `5 Mars missions to watch` tells none.
 */
export function yearlessDate(text: string, now: number): ToldDate | undefined {
  if (text.length > longest) return undefined;
  const tokens = dateTokens(text);
  for (let at = 0; at < tokens.length; at += 1) {
    const found = monthAndDay(tokens, at);
    if (found === undefined) continue;
    const date = lastSuch(found.month, found.day, now);
    if (date === undefined) return undefined;
    const seconds = timeNear(tokens, found.to);
    const isTimed = seconds !== undefined && !isNamed(tokens, at, found.to);
    if (!isTimed && !isAlone(text, tokens, at, found.to)) return undefined;
    return { ...date, isShort: true, ...(seconds === undefined ? {} : { seconds }) };
  }
  return undefined;
}

/** Signs as in `09月05日` are no other words, as `may` and `mars` are. */
const isNamed = (tokens: readonly Token[], from: number, to: number): boolean =>
  tokens.slice(from, to).some(({ kind, text }) => kind === 'word' && text.length > 1);

const parting = /^[|·•–—]$/;
const clockWords = new Set(
  'uhr h at um a à às las alle ore om kl klo kello o об в о on am le el il op den og der saat pukul lúc'.split(
    ' ',
  ),
);

/** Whether beside a day there is but its time, weekday and label in a part of a line. */
function isAlone(text: string, tokens: readonly Token[], from: number, to: number): boolean {
  const start = tokens.findLastIndex((token, at) => at < from && parting.test(token.text)) + 1;
  const end = tokens.findIndex((token, at) => at >= to && parting.test(token.text));
  const after = tokens.slice(to, end < 0 ? tokens.length : end);
  const before = tokens.slice(start, from);
  const said = text.slice(before.at(0)?.at ?? 0, tokens[from]?.at);
  return after.every(isOfTime) && (before.every(isOfTime) || isLabel(said));
}

const mostLabel = 24;
const isLabel = (text: string): boolean => text.length <= mostLabel && labelIn(text) !== '';

function isOfTime({ kind, text }: Token): boolean {
  if (kind !== 'word') return true;
  const isClock = clockWords.has(text) || /^[時时点點分秒시분초ч]$/.test(text) || isZoneName(text);
  return (
    isClock || dateFillers.has(text) || isWeekday(text) || forenoon.has(text) || afternoon.has(text)
  );
}

interface MonthAndDay {
  readonly month: number;
  readonly day: number;
  readonly to: number;
}

const monthAndDay = (tokens: readonly Token[], at: number): MonthAndDay | undefined =>
  signed(tokens, at) ?? dayFirst(tokens, at) ?? monthFirst(tokens, at);

/** `09月05日`, `9월 5일`. */
function signed(tokens: readonly Token[], at: number): MonthAndDay | undefined {
  const [one, sign, two, end] = tokens.slice(at, at + 4);
  if (!/^[月월]$/.test(sign?.text ?? '') || !/^[日号號일]$/.test(end?.text ?? '')) return undefined;
  const [month, day] = [numberOf(one, 12), numberOf(two, 31)];
  return month === undefined || day === undefined ? undefined : { month, day, to: at + 4 };
}

/** `5 сентября`, `5. Sept`. */
function dayFirst(tokens: readonly Token[], at: number): MonthAndDay | undefined {
  const day = numberOf(tokens[at], 31);
  const monthAt = tokens[at + 1]?.text === '.' ? at + 2 : at + 1;
  const month = day === undefined ? undefined : namedMonth(tokens, monthAt);
  return day === undefined || month === undefined ? undefined : { month, day, to: monthAt + 1 };
}

/** `Sept. 5`. */
function monthFirst(tokens: readonly Token[], at: number): MonthAndDay | undefined {
  const month = namedMonth(tokens, at);
  const dayAt = tokens[at + 1]?.text === '.' ? at + 2 : at + 1;
  const day = month === undefined ? undefined : numberOf(tokens[dayAt], 31);
  return day === undefined || month === undefined ? undefined : { month, day, to: dayAt + 1 };
}

function namedMonth(tokens: readonly Token[], at: number): number | undefined {
  const token = tokens[at];
  return token?.kind === 'word' && token.text.length > 2 ? monthNumber(token.text) : undefined;
}

function lastSuch(month: number, day: number, now: number): ToldDate | undefined {
  const year = new Date(now).getUTCFullYear();
  return [year + 1, year, year - 1]
    .map((each) => calendarDay(each, month, day))
    .find((date) => date !== undefined && millisecondsOf(date) <= now + 86_400_000);
}

function timeNear(tokens: readonly Token[], from: number): number | undefined {
  for (let at = from; at < Math.min(tokens.length, from + 4); at += 1) {
    const time = timeAt(tokens, at);
    if (time !== undefined) return time.seconds;
  }
  return undefined;
}
