import {
  type CookieJar,
  createCookieJar,
  type HttpRequest,
  isSecretHeader,
} from '../http/index.ts';
import type { PollState, Source, Url } from '../model/index.ts';
import type { Services } from './services.ts';

/** What every request made for a source carries. */
export type Asking = Pick<HttpRequest, 'headers' | 'cookies' | 'proxy'>;

/** What a request to an address carries. */
export type AskingAt = (url: Url) => Asking;
/** What a source was given to be asked with. */
export type Given = Pick<Source, 'url' | 'headers' | 'cookies' | 'proxy'>;

type Means = Pick<Services, 'jars' | 'now' | 'store'>;

/**
 * The headers, cookies and proxy of a source, for a request to `url`. All its requests go through its
 * proxy. Its jar is one for all of them, and knows which cookies are for which host. A secret among
 * its headers was given for its own host: any feed can name a page or an image elsewhere.
 */
export async function askingFor(
  services: Means,
  source: Source | undefined,
  url: Url,
  poll?: PollState,
): Promise<Asking> {
  if (source === undefined) return {};
  return askingWith(source, await jarOf(services, source, poll), url);
}

/** The same for what is not followed yet. */
export function askingBefore(services: Pick<Services, 'now'>, given: Given): AskingAt {
  const jar = given.cookies === undefined ? undefined : createCookieJar();
  if (jar !== undefined) giveCookies(jar, given.url, given.cookies ?? '', services.now());
  return (url) => askingWith(given, jar, url);
}

function askingWith(given: Given, cookies: CookieJar | undefined, url: Url): Asking {
  const { proxy } = given;
  const headers = mayHaveSecrets(given.url, url)
    ? given.headers
    : given.headers?.filter(([name]) => !isSecretHeader(name));
  return {
    ...(cookies === undefined ? {} : { cookies }),
    ...(headers === undefined ? {} : { headers }),
    ...(proxy === undefined ? {} : { proxy }),
  };
}

/** Whether what was given for one address may be sent to another: to the same host, with or without
 * `www.`, and never in the clear what was given for https. */
export function mayHaveSecrets(given: Url, url: Url): boolean {
  const [own, other] = [new URL(given), new URL(url)];
  const isAsSafe = other.protocol === own.protocol || other.protocol === 'https:';
  const isSamePort = other.port === own.port;
  return bare(own) === bare(other) && isAsSafe && isSamePort;
}

const bare = (url: URL): string => url.hostname.replace(/^www\./, '');

/**
 * The jar as it was kept with the last poll; at first the cookies that the source was given. None for
 * a source that needs none: with a jar, the values of cookies are withheld from captures.
 */
async function jarOf(
  services: Means,
  source: Source,
  given: PollState | undefined,
): Promise<CookieJar | undefined> {
  const key = jarKey(source);
  if (services.jars.has(key)) return services.jars.get(key);
  const poll = given ?? (await services.store.pollState(source.id));
  if (poll?.jar === undefined && source.cookies === undefined) return undefined;
  const known = services.jars.get(key);
  if (known !== undefined) return known;
  const jar = createCookieJar(poll?.jar);
  if (poll?.jar === undefined && source.cookies !== undefined) {
    giveCookies(jar, source.url, source.cookies, services.now());
  }
  services.jars.set(key, jar);
  return jar;
}

/** Another process may give a source other cookies: then its jar is begun anew. */
const jarKey = ({ id, cookies = '' }: Source): string => `${id} ${cookies}`;

/** Gives a source a jar where it has none; whether it had none. */
export function beginJar(services: Pick<Services, 'jars'>, source: Source): boolean {
  if (services.jars.has(jarKey(source))) return false;
  services.jars.set(jarKey(source), createCookieJar());
  return true;
}

/** Puts the pairs of a Cookie header into a jar, for the whole host of a URL. */
function giveCookies(jar: CookieJar, url: Url, cookies: string, now: number): void {
  for (const pair of cookies.split(';')) {
    if (pair.trim() !== '') jar.take(url, [['Set-Cookie', `${pair.trim()}; Path=/`]], now);
  }
}

const emptyJar = createCookieJar().serialize();

/** The jar of a source as text to be kept. Undefined without one, and for an empty one of a source that
 * was given no cookies; `known` is what was kept before, which counts while no jar was used. */
export function keptJar(
  services: Pick<Services, 'jars'>,
  source: Source,
  known: string | undefined,
): string | undefined {
  const jar = services.jars.get(jarKey(source));
  if (jar === undefined) return known;
  const text = jar.serialize();
  // Cookies that a server took back are not given to it again.
  if (text !== emptyJar || source.cookies !== undefined) return text;
  services.jars.delete(jarKey(source));
  return undefined;
}
