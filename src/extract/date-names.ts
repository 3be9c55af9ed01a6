import { numberOf, type Token, yearOf } from './date-tokens.ts';
import { dateFillers } from './date-words.ts';
import { monthNumber } from './month-names.ts';
import { timeAt } from './time-text.ts';
import { calendarDay, type FoundDate, foundDay } from './told-date.ts';

/** `5 September 2023`, `5. März 2024`, `5 de septiembre de 2023`, `5 сентября 2023 г.`, `5 tháng 9, 2023`. */
export function dayThenMonth(tokens: readonly Token[], at: number): FoundDate | undefined {
  const day = numberOf(tokens[at], 31);
  if (day === undefined) return undefined;
  const month = monthAtToken(tokens, afterFillers(tokens, at + 1));
  if (month === undefined) return undefined;
  const yearAt = afterFillers(tokens, afterSameMonth(tokens, month));
  const told = tokens[yearAt];
  const year = yearOf(told) ?? buddhistYear(told);
  return year === undefined ? undefined : foundDay([year, month.number, day], at, yearAt + 1);
}

/** `أيلول/سبتمبر` names the month twice. */
function afterSameMonth(tokens: readonly Token[], month: { number: number; to: number }): number {
  const next = afterFillers(tokens, month.to);
  const again = next > month.to ? monthAtToken(tokens, next) : undefined;
  return again?.number === month.number ? again.to : month.to;
}

/** `September 5, 2023`, `Sep 5th 2023`, `Tue Sep 05 10:20:00 CST 2023`. */
export function monthThenDay(tokens: readonly Token[], at: number): FoundDate | undefined {
  const month = monthAtToken(tokens, at);
  if (month === undefined) return undefined;
  const dayAt = /^[.-]$/.test(tokens[month.to]?.text ?? '') ? month.to + 1 : month.to;
  const day = numberOf(tokens[dayAt], 31);
  if (day === undefined) return undefined;
  const yearAt = afterFillers(tokens, dayAt + 1);
  const year = yearOf(tokens[yearAt]);
  if (year !== undefined) return foundDay([year, month.number, day], at, yearAt + 1);
  return yearBehindTime(tokens, at, dayAt, [month.number, day]);
}

function yearBehindTime(
  tokens: readonly Token[],
  at: number,
  dayAt: number,
  [month, day]: readonly [month: number, day: number],
): FoundDate | undefined {
  const time = timeAt(tokens, dayAt + 1);
  if (time === undefined) return undefined;
  const after = tokens[time.to]?.kind === 'word' ? time.to + 1 : time.to;
  const year = yearOf(tokens[after]);
  const date = year === undefined ? undefined : calendarDay(year, month, day);
  if (date === undefined) return undefined;
  return { date: { ...date, seconds: time.seconds }, from: at, to: after + 1 };
}

/** `szeptember 5` or `5. septembris` behind its year, which is told from a place on. */
export function monthWithDay(
  tokens: readonly Token[],
  at: number,
  year: number,
  monthAt: number,
): FoundDate | undefined {
  if (tokens[monthAt]?.kind === 'number') return dayWithMonth(tokens, at, year, monthAt);
  const month = monthAtToken(tokens, monthAt);
  if (month === undefined) return undefined;
  const dayAt = /^[-/.]$/.test(tokens[month.to]?.text ?? '') ? month.to + 1 : month.to;
  const day = numberOf(tokens[dayAt], 31);
  return day === undefined ? undefined : foundDay([year, month.number, day], at, dayAt + 1);
}

function dayWithMonth(
  tokens: readonly Token[],
  at: number,
  year: number,
  dayAt: number,
): FoundDate | undefined {
  const day = numberOf(tokens[dayAt], 31);
  const month = monthAtToken(tokens, afterFillers(tokens, dayAt + 1));
  if (day === undefined || month === undefined) return undefined;
  return foundDay([year, month.number, day], at, month.to);
}

/** A month's name of one word, of two (`كانون الأول`), or numbered (`tháng 9`). */
function monthAtToken(
  tokens: readonly Token[],
  at: number,
): { number: number; to: number } | undefined {
  const token = tokens[at];
  if (token?.kind !== 'word') return undefined;
  if (token.text === 'tháng') {
    const number = numberOf(tokens[at + 1], 12);
    return number === undefined ? undefined : { number, to: at + 2 };
  }
  const next = tokens[at + 1];
  const pair = next?.kind === 'word' ? monthNumber(`${token.text}-${next.text}`) : undefined;
  if (pair !== undefined) return { number: pair, to: at + 2 };
  const number = monthNumber(token.text);
  return number === undefined ? undefined : { number, to: at + 1 };
}

const fillerSigns = new Set(['.', ',', '،', '/', '-']);

function afterFillers(tokens: readonly Token[], at: number): number {
  let next = at;
  while (next < at + 3) {
    const text = tokens[next]?.text ?? '';
    if (!fillerSigns.has(text) && !dateFillers.has(text)) break;
    next += 1;
  }
  return next;
}

/** Thai pages count from the death of the Buddha. */
function buddhistYear(token: Token | undefined): number | undefined {
  if (token?.kind !== 'number' || !token.spaced) return undefined;
  return /^25[3-9]\d$/.test(token.text) ? Number(token.text) - 543 : undefined;
}
