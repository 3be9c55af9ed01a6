import type { Header } from '../model/index.ts';
import { header, headerList } from './header.ts';
import { parseHttpDate } from './http-date.ts';

/** What is believed at most: a year (RFC 9111 says that caches may bound what they hold). */
const longestSeconds = 31_536_000;

/**
 * For how many seconds from `receivedAt` (milliseconds) an answer says that it stays as it is, by
 * RFC 9111, 4.2: max-age, else Expires less Date, less the age it already had. 0 when it says
 * nothing, or forbids keeping it, or what it says cannot be read; no heuristics. s-maxage is for
 * shared caches, and we are none. A 304 speaks for the answer it confirms: give its own headers.
 */
export function freshForSeconds(headers: readonly Header[], receivedAt: number): number {
  const directives = cacheControl(headers);
  if (directives.has('no-store') || directives.has('no-cache')) return 0;
  const lifetime = lifetimeSeconds(headers, directives.get('max-age'), receivedAt);
  const left = Math.min(lifetime, longestSeconds) - ageSeconds(headers, receivedAt);
  return Math.max(0, Math.floor(left));
}

/** The first of each name counts, as RFC 9111, 4.2.1 allows; names in lower case. */
function cacheControl(headers: readonly Header[]): ReadonlyMap<string, string> {
  const directives = new Map<string, string>();
  for (const member of headerList(headers, 'cache-control')) {
    const [name = '', value = ''] = member.split('=', 2);
    const key = name.trim().toLowerCase();
    if (!directives.has(key)) directives.set(key, value.trim().replace(/^"(.*)"$/, '$1'));
  }
  return directives;
}

function lifetimeSeconds(
  headers: readonly Header[],
  maxAge: string | undefined,
  receivedAt: number,
): number {
  if (maxAge !== undefined) return deltaSeconds(maxAge) ?? 0;
  const expires = parseHttpDate(header(headers, 'expires') ?? '');
  return expires === undefined ? 0 : (expires - dateOf(headers, receivedAt)) / 1000;
}

/** RFC 9111, 4.2.3, with no delay on the way. A Date of the future makes nothing younger. */
function ageSeconds(headers: readonly Header[], receivedAt: number): number {
  const apparent = (receivedAt - dateOf(headers, receivedAt)) / 1000;
  return Math.max(0, apparent, deltaSeconds(header(headers, 'age') ?? '') ?? 0);
}

function dateOf(headers: readonly Header[], receivedAt: number): number {
  return parseHttpDate(header(headers, 'date') ?? '') ?? receivedAt;
}

/** RFC 9111, 1.2.2. */
function deltaSeconds(text: string): number | undefined {
  const digits = /^\d+$/.exec(text.trim())?.[0];
  return digits === undefined ? undefined : Number(digits);
}
