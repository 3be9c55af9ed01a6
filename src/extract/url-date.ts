import { monthNumber } from './month-names.ts';
import { calendarDay, type ToldDate } from './told-date.ts';

/**
 * The day in the path of a URL: `/2023/09/05/`, `/20230905-`, `2023-09/05`, `/2023/sep/05/`. Of an address within an
 * address, as of a copy in an archive, the inner one counts.
 */
export function dateInUrl(url: string): ToldDate | undefined {
  const own = url.slice(0, 2000).replace(/^https?:\/\/.*(?=https?:\/\/)/, '');
  const path = /^https?:\/\/[^/]+(\/[^?#]*)/.exec(own)?.[1] ?? '';
  const match = forms.map((form) => form.exec(path)).find((found) => found !== null);
  const [, year, month, day] = match ?? [];
  if (year === undefined || month === undefined) return undefined;
  return calendarDay(Number(year), monthNumber(month.toLowerCase()) ?? Number(month), Number(day));
}

/**
 * The day on which the copy that an archive serves was made, `/web/20131110121040/http://…`; the
 * archive writes it on the page.
 */
export function dayOfCopy(url: string): ToldDate | undefined {
  const match = /\/((?:19|20)\d\d)([01]\d)([0-3]\d)\d{6}(?:[a-z]{2}_)?\/https?:/.exec(
    url.slice(0, 200),
  );
  const [, year, month, day] = match ?? [];
  return year === undefined ? undefined : calendarDay(Number(year), Number(month), Number(day));
}

const forms = [
  /[/_-]((?:19|20)\d{2})[/_-](\d{1,2})[/_-](\d{1,2})(?=[/_.-]|$)/,
  /[/_-]((?:19|20)\d{2})[-/]?(\d{2})[-/]?(\d{2})(?=[/_.tT-]|$)/,
  /\/((?:19|20)\d{2})([01]\d)([0-3]\d)\d{2,8}(?=[/_.-]|$)/,
  /[/_-][a-z]{1,3}((?:19|20)\d{2})([01]\d)([0-3]\d)(?=[/_.-]|$|\d{4,})/,
  /\/((?:19|20)\d{2})[/-]([a-z]{3,9})[/-](\d{1,2})(?=[/.-]|$)/i,
];
