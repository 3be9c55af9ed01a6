import type { Header, Now } from '../model/index.ts';
import { header } from './header.ts';
import { parseHttpDate } from './http-date.ts';

/**
 * How many milliseconds from now a server asks to be left alone: Retry-After in seconds or as an
 * HTTP date (RFC 9110, 10.2.3). 0 for a date gone by, undefined without a header that can be read.
 */
export function retryAfterMs(headers: readonly Header[], now: Now): number | undefined {
  const value = header(headers, 'retry-after')?.trim() ?? '';
  if (/^\d{1,10}$/.test(value)) return Number(value) * 1000;
  const date = parseHttpDate(value);
  return date === undefined ? undefined : Math.max(0, date - now());
}
