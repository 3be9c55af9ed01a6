import { type CookieJar, createCookieJar, type HttpRequest } from '../http/index.ts';
import type { PollState, Source, Url } from '../model/index.ts';
import type { Services } from './services.ts';

/** What every request made for a source carries. */
export type Asking = Pick<HttpRequest, 'headers' | 'cookies' | 'proxy'>;

/** The headers, cookies and proxy of a source. Its jar is one for all its requests. */
export function askingFor(
  services: Pick<Services, 'jars' | 'now'>,
  source: Source | undefined,
  poll?: PollState,
): Asking {
  if (source === undefined) return {};
  const { headers, proxy } = source;
  const cookies = jarOf(services, source, poll);
  return {
    ...(cookies === undefined ? {} : { cookies }),
    ...(headers === undefined ? {} : { headers }),
    ...(proxy === undefined ? {} : { proxy }),
  };
}

/**
 * The jar as it was kept with the last poll; at first the cookies that the source was given. None for
 * a source that needs none: with a jar, the values of cookies are withheld from captures.
 */
function jarOf(
  services: Pick<Services, 'jars' | 'now'>,
  source: Source,
  poll: PollState | undefined,
): CookieJar | undefined {
  const known = services.jars.get(source.id);
  if (known !== undefined) return known;
  if (poll?.jar === undefined && source.cookies === undefined) return undefined;
  const jar = createCookieJar(poll?.jar);
  if (poll?.jar === undefined && source.cookies !== undefined) {
    giveCookies(jar, source.url, source.cookies, services.now());
  }
  services.jars.set(source.id, jar);
  return jar;
}

/** Puts the pairs of a Cookie header into a jar, for the whole host of a URL. */
function giveCookies(jar: CookieJar, url: Url, cookies: string, now: number): void {
  for (const pair of cookies.split(';')) {
    if (pair.trim() !== '') jar.take(url, [['Set-Cookie', `${pair.trim()}; Path=/`]], now);
  }
}

const emptyJar = createCookieJar().serialize();

/** The jar of a source as text to be kept; undefined while it is empty. */
export function keptJar(services: Pick<Services, 'jars'>, sourceId: string): string | undefined {
  const text = services.jars.get(sourceId)?.serialize();
  if (text !== emptyJar) return text;
  services.jars.delete(sourceId);
  return undefined;
}
