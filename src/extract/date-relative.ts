import { dateTokens, type Token } from './date-tokens.ts';
import {
  daysAgo,
  numberWords,
  pairSeconds,
  unitSeconds,
  wordsAfter,
  wordsBefore,
} from './relative-words.ts';
import { timeAt } from './time-text.ts';
import type { ToldDate } from './told-date.ts';
import { dateAt } from './told-moment.ts';

const day = 86_400;
const longest = 120;
/** A line that is hardly more than the word for a day tells that day. */
const shortLine = 24;

/**
 * The date that `3 hours ago`, `vor einer Stunde`, `3小时前` or `昨天 10:20` tells, counted from `now` in
 * milliseconds since 1970; undefined where a text tells none. Hours and less are told with their clock in
 * UTC, days and weeks as days, months and years not at all, as their day cannot be known.
 */
export function relativeDate(text: string, now: number): ToldDate | undefined {
  if (text.length > longest) return undefined;
  const tokens = dateTokens(text);
  for (let at = 0; at < tokens.length; at += 1) {
    const date = agoAt(tokens, at, now) ?? dayWord(tokens, at, now, text.length <= shortLine);
    if (date !== undefined) return date;
  }
  return undefined;
}

function agoAt(tokens: readonly Token[], at: number, now: number): ToldDate | undefined {
  const amount = amountAt(tokens, at);
  if (amount === undefined || !isPast(tokens, at, amount.to)) return undefined;
  const date = dateAt(now - amount.seconds * 1000, 0);
  return amount.unit < day ? date : dayOnly(date);
}

interface Amount {
  readonly seconds: number;
  readonly unit: number;
  readonly to: number;
}

/** `3 hours`, `an hour`, `час`, `ساعتين`. */
function amountAt(tokens: readonly Token[], at: number): Amount | undefined {
  const token = tokens[at];
  if (token === undefined || token.kind === 'sign') return undefined;
  const pair = pairSeconds.get(token.text);
  if (pair !== undefined) return { seconds: pair, unit: pair / 2, to: at + 1 };
  const count = token.kind === 'number' ? countOf(token) : numberWords.get(token.text);
  const unit = unitAt(tokens, count === undefined ? at : at + 1);
  if (unit === undefined) return undefined;
  // A bare unit is one of it; a letter alone is none.
  if (count === undefined && (token.text.length < 2 || token.kind === 'number')) return undefined;
  return { seconds: (count ?? 1) * unit.seconds, unit: unit.seconds, to: unit.to };
}

const countOf = (token: Token): number | undefined =>
  token.text.length > 3 ? undefined : Number(token.text);

function unitAt(
  tokens: readonly Token[],
  at: number,
): { readonly seconds: number; readonly to: number } | undefined {
  const one = tokens[at]?.text ?? '';
  const two = unitSeconds.get(`${one}${tokens[at + 1]?.text ?? ''}`);
  if (two !== undefined) return { seconds: two, to: at + 2 };
  const seconds = unitSeconds.get(one);
  if (seconds === undefined) return undefined;
  return { seconds, to: tokens[at + 1]?.text === '.' ? at + 2 : at + 1 };
}

function isPast(tokens: readonly Token[], from: number, to: number): boolean {
  if (wordsAfter.has(tokens[to]?.text ?? '')) return true;
  for (let at = Math.max(0, from - 3); at < from; at += 1) {
    const word = tokens[at]?.text ?? '';
    // French says it by `il y a`; Italian begins much else with `il`.
    const isPart = word !== 'il' || (tokens[at + 1]?.text === 'y' && tokens[at + 2]?.text === 'a');
    if (wordsBefore.has(word) && isPart) return true;
  }
  return false;
}

/** `yesterday, 10:20`, `昨天10:20`; without a time only where a line says little else. */
function dayWord(
  tokens: readonly Token[],
  at: number,
  now: number,
  isShort: boolean,
): ToldDate | undefined {
  const pair = `${tokens[at]?.text ?? ''}${tokens[at + 1]?.text ?? ''}`;
  const ago = daysAgo.get(pair) ?? daysAgo.get(tokens[at]?.text ?? '');
  if (ago === undefined) return undefined;
  const date = dayOnly(dateAt(now - ago * day * 1000, 0));
  for (let next = at + 1; next < Math.min(tokens.length, at + 6); next += 1) {
    const time = timeAt(tokens, next);
    if (time !== undefined) return { ...date, seconds: time.seconds, zone: 0 };
  }
  return isShort && ago > 0 ? date : undefined;
}

const dayOnly = ({ year, month, day }: ToldDate): ToldDate => ({ year, month, day });
