import { type Instant, instant } from '../model/index.ts';
import type { ToldDate } from './told-date.ts';

const two = (number: number): string => String(number).padStart(2, '0');

/** The day alone, `2023-09-05`; sorts as text. */
export function dayOf(date: ToldDate): string {
  return `${String(date.year).padStart(4, '0')}-${two(date.month)}-${two(date.day)}`;
}

/**
 * A date as it was told, by RFC 3339 as far as it goes: `2023-09-05`, `2023-09-05T10:20:00` where no
 * zone is told, `2023-09-05T10:20:00+08:00`.
 */
export function toldText(date: ToldDate): string {
  const { seconds, zone } = date;
  if (seconds === undefined) return dayOf(date);
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `${dayOf(date)}T${clock}${zone === undefined ? '' : zoneText(zone)}`;
}

function zoneText(zone: number): string {
  if (zone === 0) return 'Z';
  const minutes = Math.abs(zone);
  return `${zone < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Milliseconds since 1970; a date without a zone is read as UTC, one without a time as 00:00. */
export function millisecondsOf(date: ToldDate): number {
  const start = Date.UTC(date.year, date.month - 1, date.day);
  return start + (date.seconds ?? 0) * 1000 - (date.zone ?? 0) * 60_000;
}

export function instantOf(date: ToldDate): Instant {
  return instant(millisecondsOf(date));
}

/** A moment as the date it is in a zone, minutes east of UTC. */
export function dateAt(milliseconds: number, zone: number): ToldDate {
  const date = new Date(milliseconds + zone * 60_000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    seconds: date.getUTCHours() * 3600 + date.getUTCMinutes() * 60 + date.getUTCSeconds(),
    zone,
  };
}

/** Whole days from one date's day to another's. */
export function daysBetween(from: ToldDate, to: ToldDate): number {
  return Math.round(
    (Date.UTC(to.year, to.month - 1, to.day) - Date.UTC(from.year, from.month - 1, from.day)) /
      86_400_000,
  );
}
