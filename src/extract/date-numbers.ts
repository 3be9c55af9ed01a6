import { monthWithDay } from './date-names.ts';
import { numberOf, type Token, yearOf } from './date-tokens.ts';
import { eras } from './date-words.ts';
import { secondsOf } from './time-text.ts';
import {
  calendarDay,
  type DayOrder,
  type FoundDate,
  foundDay,
  type ToldDate,
} from './told-date.ts';

/**
 * The date that begins with the number at a place: `20230905`, `2023-9-5`, `2023年9月5日`,
 * `2023 szeptember 5`, `05/09/2023`, the last in the order that is given unless only one can be.
 */
export function dateInNumbers(
  tokens: readonly Token[],
  at: number,
  order: DayOrder,
): FoundDate | undefined {
  const { length } = tokens[at]?.text ?? '';
  if (length <= 2) return yearLast(tokens, at, order);
  return length === 4 ? yearFirst(tokens, at) : compact(tokens, at);
}

/** A number after `/`, `-`, `.` or `:` without a space belongs to what stands before. */
export function isFree(tokens: readonly Token[], at: number): boolean {
  const sign = tokens[at - 1];
  if (sign === undefined || sign.kind !== 'sign' || tokens[at]?.spaced === true) return true;
  return !(/^[-/.:]$/.test(sign.text) && tokens[at - 2]?.kind === 'number' && !sign.spaced);
}

/** `20230905`, `20230905102030`. */
function compact(tokens: readonly Token[], at: number): FoundDate | undefined {
  const text = tokens[at]?.text ?? '';
  const match = /^((?:19|20)\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?$/.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const date = calendarDay(Number(year), Number(month), Number(day));
  if (date === undefined) return undefined;
  const seconds = hour === undefined ? undefined : secondsOf(hour, minute, second);
  return { date: seconds === undefined ? date : { ...date, seconds }, from: at, to: at + 1 };
}

const yearSigns = new Set(['-', '/', '.', '年', '년', '‐', '–', '−']);
const monthSigns = new Set(['-', '/', '.', '月', '월', '‐', '–', '−']);

const yearWords = /^(?:m|gada|жылғы|ж|թ|,)$/;

/** `2023-9-5`, `2023年9月5日`, `2023. 9. 5.`, `2023년 9월 5일`, `2023 szeptember 5`. */
function yearFirst(tokens: readonly Token[], at: number): FoundDate | undefined {
  const year = yearOf(tokens[at]);
  const sign = tokens[at + 1];
  if (year === undefined || sign === undefined) return undefined;
  const isSigned = yearSigns.has(sign.text);
  const isFilled = isSigned || yearWords.test(sign.text);
  const first = isFilled ? at + 2 : at + 1;
  const isMore = tokens[first]?.text === '.' || yearWords.test(tokens[first]?.text ?? '');
  const monthAt = isMore ? first + 1 : first;
  if (tokens[monthAt]?.kind === 'word' || (isMore && !/^[-/]$/.test(sign.text)))
    return monthWithDay(tokens, at, year, monthAt);
  return isSigned ? yearNumbers(tokens, at, year, monthAt) : undefined;
}

function yearNumbers(
  tokens: readonly Token[],
  at: number,
  year: number,
  monthAt: number,
): FoundDate | undefined {
  const month = numberOf(tokens[monthAt], 12);
  const day = numberOf(tokens[monthAt + 2], 31);
  if (month === undefined || day === undefined) return undefined;
  if (!monthSigns.has(tokens[monthAt + 1]?.text ?? '')) return undefined;
  const isEnded = /^[日일号號]$/.test(tokens[monthAt + 3]?.text ?? '');
  return foundDay([year, month, day], at, isEnded ? monthAt + 4 : monthAt + 3);
}

/** `05/09/2023`, `5.9.2023`, `05-09-23`, `05 | 09 | 2023`. */
function yearLast(tokens: readonly Token[], at: number, order: DayOrder): FoundDate | undefined {
  const sign = tokens[at + 1];
  if (sign === undefined || tokens[at + 3]?.text !== sign.text) return undefined;
  if (!/^[-/.|\u2010-\u2013·]$/.test(sign.text)) return undefined;
  const a = numberOf(tokens[at], 31);
  const b = numberOf(tokens[at + 2], 31);
  const last = tokens[at + 4];
  if (a === undefined || b === undefined || last === undefined) return undefined;
  const four = yearOf(last);
  const year = four ?? shortYear(last, sign.text);
  if (year === undefined) return undefined;
  const short = four === undefined ? { isShort: true as const } : {};
  const isDayFirst = (sign.text === '.' || sign.text === '|') && b <= 12;
  const found = isDayFirst ? calendarDay(year, b, a) : ordered(year, a, b, order);
  return found === undefined ? undefined : { date: { ...found, ...short }, from: at, to: at + 5 };
}

function ordered(year: number, a: number, b: number, order: DayOrder): ToldDate | undefined {
  const [day, month] = order === 'month' ? [b, a] : [a, b];
  if (a > 12 && b > 12) return undefined;
  if (a > 12) return proven(calendarDay(year, b, a), 'day');
  if (b > 12) return proven(calendarDay(year, a, b), 'month');
  const date = calendarDay(year, month, day);
  return date === undefined || a === b ? date : { ...date, isAmbiguous: true, readAs: order };
}

const proven = (date: ToldDate | undefined, proves: DayOrder): ToldDate | undefined =>
  date === undefined ? undefined : { ...date, proves };

function shortYear(token: Token, sign: string): number | undefined {
  if (!/^\d\d$/.test(token.text) || !/^[/.]$/.test(sign)) return undefined;
  const year = Number(token.text);
  return year >= 90 ? 1900 + year : 2000 + year;
}

/** `令和5年9月5日`, `民國112年9月5日`, `民國112/9/5`, told from the era's name on. */
export function dateOfEra(tokens: readonly Token[], at: number): FoundDate | undefined {
  const base = eras.get(`${tokens[at]?.text ?? ''}${tokens[at + 1]?.text ?? ''}`);
  if (base === undefined) return undefined;
  const told = tokens[at + 2];
  const year = told?.text === '元' ? 1 : numberOf(told, 150);
  const [sign, month, monthSign, day, end] = tokens.slice(at + 3, at + 8);
  const [m, d] = [numberOf(month, 12), numberOf(day, 31)];
  if (!/^[年./]$/.test(sign?.text ?? '') || !/^[月./]$/.test(monthSign?.text ?? ''))
    return undefined;
  if (year === undefined || m === undefined || d === undefined) return undefined;
  return foundDay([base + year, m, d], at, end?.text === '日' ? at + 8 : at + 7);
}
