import { type Instant, instant } from '../model/index.ts';

const months: ReadonlyMap<string, number> = new Map(
  [
    'jan januar january janvier enero janeiro gennaio januari ene gen janv jän',
    'feb februar february février fevrier febrero fevereiro febbraio februari févr fev',
    'mar märz maerz march mars marzo março marco maart mrt mär',
    'apr april avril abril aprile avr abr',
    'may mai mayo maio maggio mei mag',
    'jun juni june juin junio junho giugno giu',
    'jul juli july juillet julio julho luglio juil lug',
    'aug august août aout agosto augustus ago',
    'sep sept september septembre septiembre setembro settembre set',
    'oct okt october oktober octobre octubre outubro ottobre out ott',
    'nov november novembre noviembre novembro',
    'dec dez december dezember décembre decembre diciembre dezembro dicembre dic déc',
  ].flatMap((names, month) => names.split(' ').map((name) => [name, month + 1] as const)),
);
const longest = 200;
const clock = String.raw`(?:\D{0,12}?(\d{1,2})[:：時时点](\d{2})(?:[:：分](\d{2}))?\s*([ap]\.?m\b)?)?`;
const yearFirst = new RegExp(
  String.raw`(?<!\d)((?:19|20)\d{2})\s?(?:年|[-/.])\s?(\d{1,2})\s?(?:月|[-/.])\s?(\d{1,2})日?(?!\d)${clock}`,
  'i',
);
const dayFirst = new RegExp(
  String.raw`(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20)\d{2})(?!\d)${clock}`,
  'i',
);
const monthFirst = new RegExp(
  String.raw`\b(\p{L}{3,10})\.?\s{1,3}(\d{1,2})(?:st|nd|rd|th)?,?\s{1,3}((?:19|20)\d{2})\b${clock}`,
  'iu',
);
const dayMonth = new RegExp(
  String.raw`(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|\.|º)?\s{0,3}(?:de\s{1,2})?(\p{L}{3,10})\.?,?\s{0,3}(?:de\s{1,2})?((?:19|20)\d{2})\b${clock}`,
  'iu',
);
const iso =
  /^((?:19|20)\d{2})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;
const zoneAfter = /^\s*(?:(Z|UTC|GMT)\b|([+-]\d{2}):?(\d{2})\b)/i;

/**
 * The moment a text tells: ISO 8601, RFC 822, `2023年9月5日 10:20`, `05/09/2023 - 10:20` (the day
 * first, unless only the month can be), month names in en fr de es pt it nl. Without a zone it is
 * read as UTC; without a time of day it is 00:00. Undefined where no date from 1900 to 2099 is told.
 */
export function dateInText(text: string): Instant | undefined {
  const line = text.slice(0, longest).trim();
  const exact = iso.exec(line);
  if (exact !== null) {
    const [, year, month, day, hour, minute, second, zone] = exact;
    return moment(year, month, day, [hour, minute, second], zoneMinutes(zone));
  }
  return (
    inOrder(line, yearFirst, ([year, month, day]) => [year, month, day]) ??
    inOrder(line, dayFirst, ([a, b, year]) => (Number(b) > 12 ? [year, a, b] : [year, b, a])) ??
    inOrder(line, monthFirst, ([name, day, year]) => [year, monthNumber(name), day]) ??
    inOrder(line, dayMonth, ([day, name, year]) => [year, monthNumber(name), day])
  );
}

type Part = string | undefined;

function inOrder(
  line: string,
  pattern: RegExp,
  order: (parts: readonly Part[]) => readonly Part[],
): Instant | undefined {
  const match = pattern.exec(line);
  if (match === null) return undefined;
  const [, a, b, c, hour, minute, second, half] = match;
  const [year, month, day] = order([a, b, c]);
  const zone = zoneAfter.exec(line.slice(match.index + match[0].length));
  const offset = zone?.[2] === undefined ? 0 : zoneMinutes(zone[2] + (zone[3] ?? '00'));
  return moment(year, month, day, [halfDay(hour, half), minute, second], offset);
}

function halfDay(hour: Part, half: Part): Part {
  if (hour === undefined || half === undefined) return hour;
  const twelve = Number(hour) % 12;
  return String(half.toLowerCase().startsWith('p') ? twelve + 12 : twelve);
}

function monthNumber(name: Part): Part {
  const number = months.get(name?.toLowerCase() ?? '');
  return number === undefined ? undefined : String(number);
}

function zoneMinutes(zone: Part): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '');
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -minutes : minutes;
}

function moment(
  year: Part,
  month: Part,
  day: Part,
  time: readonly Part[],
  offset: number,
): Instant | undefined {
  const [hour = 0, minute = 0, second = 0] = time.map((part) => Number(part ?? 0));
  if (month === undefined || hour > 23 || minute > 59 || second > 60) return undefined;
  const start = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const date = new Date(start);
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) {
    return undefined;
  }
  return instant(start + ((hour * 60 + minute - offset) * 60 + second) * 1000);
}

/** The day in the path of a URL (`/2023/09/05/`, `/20230905-`), at 00:00 UTC. */
export function dateInUrl(url: string): Instant | undefined {
  const path = /^https?:\/\/[^/]+(\/[^?#]*)/.exec(url.slice(0, 2000))?.[1] ?? '';
  const match =
    /[/_-]((?:19|20)\d{2})[/_-](\d{1,2})[/_-](\d{1,2})(?=[/_.-]|$)/.exec(path) ??
    /[/_-]((?:19|20)\d{2})-?(\d{2})\/?(\d{2})(?=[/_.t-]|$)/.exec(path);
  return match === null ? undefined : moment(match[1], match[2], match[3], [], 0);
}
