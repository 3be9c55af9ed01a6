import type { Token } from './date-tokens.ts';
import { afternoon, forenoon, isZoneName, zoneMinutes } from './date-words.ts';

/** A time of day in seconds, told up to (not with) a token. */
export interface ToldTime {
  readonly seconds: number;
  readonly to: number;
}

/** A zone in minutes east of UTC, told up to (not with) a token. */
export interface ToldZone {
  readonly minutes: number;
  readonly to: number;
}

/** `10:20`, `10:20:30`, `10.20 Uhr`, `10h20`, `10时20分`, `下午3:05`, `1:05 p.m.` at a place. */
export function timeAt(tokens: readonly Token[], at: number): ToldTime | undefined {
  const [hour, sign, minute] = tokens.slice(at, at + 3);
  if (hour?.kind !== 'number' || hour.text.length > 2 || sign === undefined) return undefined;
  const isClock =
    /^(?:[:h时時点點시]|ч)$/.test(sign.text) ||
    (sign.text === '.' && minute?.kind === 'number' && isHourSaid(tokens, at));
  if (!isClock) return wholeHour(tokens, at);
  if (minute?.kind !== 'number' || minute.text.length !== 2) return undefined;
  const { second, to } = secondAt(tokens, at + 3);
  return halved(tokens, at, to, secondsOf(hour.text, minute.text, second));
}

/** `:30`, `分30秒`, `:30.123`, or only the sign that ends the minutes. */
function secondAt(tokens: readonly Token[], at: number): { second?: string; to: number } {
  if (!/^[:分분]$/.test(tokens[at]?.text ?? '')) return { to: at };
  const token = tokens[at + 1];
  if (token?.kind !== 'number' || token.text.length !== 2) return { to: at + 1 };
  const second = token.text;
  const end = tokens[at + 2];
  if (end === undefined || end.spaced || !/^[.,秒초]$/.test(end.text))
    return { second, to: at + 2 };
  const isFraction = /^[.,]$/.test(end.text) && tokens[at + 3]?.kind === 'number';
  return { second, to: isFraction ? at + 4 : at + 3 };
}

const isOclock = (tokens: readonly Token[], at: number): boolean =>
  /^(?:uhr|am|pm|a\.m|p\.m|h)$/.test(tokens[at]?.text ?? '');

/** `10.20 Uhr`, `kl. 10.20`, `10.20 BST`. */
function isHourSaid(tokens: readonly Token[], at: number): boolean {
  if (isOclock(tokens, at + 3)) return true;
  const before = tokens[at - 1]?.text === '.' ? at - 2 : at - 1;
  return (
    /^(?:kl|klo|kello|um|ore|alle|godz|às|at)$/.test(tokens[before]?.text ?? '') ||
    (tokens[at + 3]?.kind === 'word' && isZoneName(tokens[at + 3]?.text ?? ''))
  );
}

/** `3 pm`. */
function wholeHour(tokens: readonly Token[], at: number): ToldTime | undefined {
  const half = tokens[at + 1]?.text ?? '';
  if (!/^(?:am|pm|a\.m|p\.m)$/.test(half)) return undefined;
  return halved(tokens, at, at + 1, secondsOf(tokens[at]?.text ?? '', '00', undefined));
}

/** The half of the day that stands behind the time or before it. */
function halved(
  tokens: readonly Token[],
  from: number,
  to: number,
  seconds: number | undefined,
): ToldTime | undefined {
  if (seconds === undefined) return undefined;
  const after = tokens[to]?.text ?? '';
  const isAfter = forenoon.has(after) || afternoon.has(after);
  const end = isAfter ? to + (tokens[to + 1]?.text === '.' ? 2 : 1) : to;
  const says = isAfter ? after : halfBefore(tokens, from);
  if (seconds >= 13 * 3600 || says === '') return { seconds, to: end };
  return { seconds: (seconds % 43_200) + (afternoon.has(says) ? 43_200 : 0), to: end };
}

function halfBefore(tokens: readonly Token[], from: number): string {
  const near = tokens[from - 1]?.text ?? '';
  const pair = `${tokens[from - 2]?.text ?? ''}${near}`;
  return [pair, near].find((word) => forenoon.has(word) || afternoon.has(word)) ?? '';
}

export function secondsOf(
  hour: string,
  minute: string | undefined,
  second: string | undefined,
): number | undefined {
  const [h, m, s] = [Number(hour), Number(minute ?? 0), Number(second ?? 0)];
  return h > 24 || m > 59 || s > 60 ? undefined : (h % 24) * 3600 + m * 60 + Math.min(s, 59);
}

/** The zone that stands at a place: `Z`, `+08:00`, `GMT+8`, `(CEST)`, `北京时间`. */
export function zoneAt(
  tokens: readonly Token[],
  at: number,
  day: { readonly year: number; readonly month: number; readonly day: number },
): ToldZone | undefined {
  let next = at;
  while (/^[(,]$|^uhr$|^hrs?$|^h$/.test(tokens[next]?.text ?? '') && next < at + 2) next += 1;
  const offset = offsetAt(tokens, next);
  if (offset !== undefined) return offset;
  const token = tokens[next];
  if (token?.kind !== 'word') return undefined;
  const han = tokens
    .slice(next, next + 4)
    .map((each) => each.text)
    .join('');
  const minutes = zoneMinutes(token.text, day) ?? zoneMinutes(han, day);
  if (minutes === undefined) return undefined;
  const more = minutes === 0 ? offsetAt(tokens, next + 1) : undefined;
  return more ?? { minutes, to: next + 1 };
}

/** `+08:00`, `-0500`, `+8`; `-5` only behind GMT or UTC. */
function offsetAt(tokens: readonly Token[], at: number): ToldZone | undefined {
  const [sign, number, colon, rest] = tokens.slice(at, at + 4);
  if (sign === undefined || !/^[+\-−]$/.test(sign.text)) return undefined;
  if (number?.kind !== 'number' || number.spaced) return undefined;
  const digits = number.text;
  if (digits.length === 4) return offset(sign, digits.slice(0, 2), digits.slice(2), at + 2);
  if (digits.length > 2) return undefined;
  if (colon?.text === ':' && rest?.kind === 'number')
    return offset(sign, digits, rest.text, at + 4);
  const isOffset = sign.text === '+' || /^(?:gmt|utc)$/.test(tokens[at - 1]?.text ?? '');
  return isOffset ? offset(sign, digits, '00', at + 2) : undefined;
}

function offset(sign: Token, hours: string, minutes: string, to: number): ToldZone | undefined {
  if (Number(hours) > 14 || Number(minutes) > 59) return undefined;
  const east = Number(hours) * 60 + Number(minutes);
  return { minutes: sign.text === '+' || east === 0 ? east : -east, to };
}
