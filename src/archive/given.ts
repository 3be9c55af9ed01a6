import { checkRequestHeaders, parseProxy } from '../http/index.ts';
import { ArchiveError, type Header, type Source } from '../model/index.ts';
import { addressesMeant } from './asked-address.ts';
import { type AskingAt, askingBefore, type Given } from './asking.ts';
import type { Services } from './services.ts';

/** What a source is asked with. Unset: as before; empty: nothing from now on. */
export interface GivenOptions {
  /** In place of those that it had. */
  readonly headers?: readonly Header[];
  /** As a Cookie header has them: `name=value; other=value`. */
  readonly cookies?: string;
  /** A proxy's URL, `direct` for none; empty: the archive's. */
  readonly proxy?: string;
}

/** Throws ArchiveError `invalid`, without the secret, for what could not be sent. */
export function checkGiven({ headers = [], cookies = '', proxy = '' }: GivenOptions): void {
  checkRequestHeaders(headers);
  if (headers.some(([name]) => name.toLowerCase() === 'cookie')) {
    const says = 'Cookie: a header would never learn new values; give it as cookies instead.';
    throw new ArchiveError('invalid', says);
  }
  checkRequestHeaders([['Cookie', cookies]]);
  const pairs = cookies.split(';').filter((pair) => pair.trim() !== '');
  if (pairs.some((pair) => !/^\s*[^\s=]+=/.test(pair))) {
    const says = 'The cookies cannot be read; write them as name=value, parted by semicolons.';
    throw new ArchiveError('invalid', says);
  }
  if (proxy !== '' && proxy !== 'direct') parseProxy(proxy);
}

/** A source, or what becomes one, with what it was given. */
export function withGiven<Kept extends Partial<Given>>(kept: Kept, options: GivenOptions): Kept {
  const { headers: had, cookies: hadCookies, proxy: hadProxy, ...rest } = kept;
  const { headers = had ?? [], cookies = hadCookies ?? '', proxy = hadProxy ?? '' } = options;
  return {
    ...rest,
    ...(headers.length === 0 ? {} : { headers }),
    ...(cookies.trim() === '' ? {} : { cookies }),
    ...(proxy === '' ? {} : { proxy }),
  } as Kept;
}

/** Whether two states of a source are asked with the same. */
export function sameGiven(one: Source, other: Source): boolean {
  const given = ({ headers, cookies, proxy }: Source) =>
    JSON.stringify([headers ?? [], cookies ?? '', proxy ?? '']);
  return given(one) === given(other);
}

/** What the search for a feed asks with: what was given now, else what the source had. */
export function askingToPeek(
  services: Pick<Services, 'now'>,
  text: string,
  options: GivenOptions,
  before?: Source,
): AskingAt {
  const [url] = addressesMeant(text);
  return askingBefore(services, withGiven({ ...before, url }, options));
}
