import { Cookie, domainMatch, pathMatch, CookieJar as RuleBook } from 'tough-cookie';
import { ArchiveError, type Header, type Url } from '../model/index.ts';
import { isFieldValue } from './header.ts';

/** The cookies of one source, which its owner keeps. Handed to the client with each request. */
export interface CookieJar {
  /** What is to be sent to a URL as Cookie; undefined without any. `now` in milliseconds. */
  header(url: Url, now: number): string | undefined;
  /** Takes what the answer of a URL sets; whether any cookie came, went or got another value. */
  take(url: Url, headers: readonly Header[], now: number): boolean;
  /** The jar as text for `createCookieJar`, about 64 KiB at most. It is a secret. */
  serialize(): string;
}

/** A cookie as it is held and written down. Times in milliseconds. */
interface Held {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  readonly path: string;
  /** For the very host `domain`, not for those below it. */
  readonly hostOnly: boolean;
  readonly secure: boolean;
  readonly setAt: number;
  /** Without it the cookie stays: a source has no session that ends. */
  readonly expiresAt?: number;
}

/** Oldest change first, so that the first go when there are too many. */
type Shelf = Map<string, Held>;

/** RFC 6265, 6.1, asks for 4096 bytes a cookie and 50 a domain at least; a source needs few. */
const mostCharactersEach = 4096;
const mostOfDomain = 50;
const mostCookies = 200;
const mostCharacters = 60_000;
/** Nothing is remembered for longer (RFC 6265bis, 5.5). */
const longestMs = 400 * 86_400_000;

/**
 * A cookie jar by RFC 6265: domains (never a public suffix), paths, Secure, expiry. `serialized` is
 * what `serialize` gave. What would be too many or too long pushes out the oldest. Throws
 * ArchiveError `invalid` for text that is no jar.
 */
export function createCookieJar(serialized?: string): CookieJar {
  const shelf: Shelf = new Map();
  const stored = serialized === undefined ? [] : parseShelf(serialized);
  for (const cookie of stored) shelf.set(keyOf(cookie), cookie);
  bound(shelf);
  return {
    header: (url, now) => cookieHeader(shelf, url, now),
    take: (url, headers, now) => {
      const before = new Map(shelf);
      for (const [name, text] of headers) {
        if (name.toLowerCase() === 'set-cookie') put(shelf, readCookie(url, text, now), now);
      }
      bound(shelf);
      return !sameCookies(before, shelf);
    },
    serialize: () => JSON.stringify({ version: 1, cookies: [...shelf.values()] }),
  };
}

function keyOf({ domain, path, name }: Held): string {
  return JSON.stringify([domain, path, name]);
}

/** Whether two shelves hold the same cookies, whatever their times. */
function sameCookies(shelf: Shelf, other: Shelf): boolean {
  if (shelf.size !== other.size) return false;
  return [...shelf].every(([key, { value }]) => other.get(key)?.value === value);
}

/**
 * A Set-Cookie as the library understands it, or undefined where its rules refuse it. The library's
 * own store is not used, because it looks at the machine's clock.
 */
function readCookie(url: Url, text: string, now: number): Held | undefined {
  const cookie = text.length > mostCharactersEach ? undefined : Cookie.parse(text);
  if (cookie === undefined || !isFieldValue(cookie.cookieString())) return undefined;
  const expiresAt = expiryOf(cookie, now);
  const rules = new RuleBook(undefined, { allowSecureOnLocal: false });
  const taken = rules.setCookieSync(cookie, url, { now: new Date(now), ignoreError: true });
  if (taken === undefined) return undefined;
  const { key: name, value, domain, path, hostOnly, secure } = taken;
  if (domain === null || path === null) return undefined;
  return {
    ...{ name, value, domain, path, secure, hostOnly: hostOnly === true, setAt: now },
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

/** Max-Age goes before Expires; one of 0 or less ends the cookie. */
function expiryOf(cookie: Cookie, now: number): number | undefined {
  const time = cookie.expiryTime(new Date(now)) ?? Number.POSITIVE_INFINITY;
  if (!cookie.isPersistent()) return undefined;
  return Math.max(0, Math.min(time, now + longestMs));
}

/** A cookie takes its elder's place in time (RFC 6265, 5.3), so the order of sending stays. */
function put(shelf: Shelf, cookie: Held | undefined, now: number): void {
  if (cookie === undefined) return;
  const key = keyOf(cookie);
  const elder = shelf.get(key);
  shelf.delete(key);
  if (isExpired(cookie, now)) return;
  shelf.set(key, elder === undefined ? cookie : { ...cookie, setAt: elder.setAt });
}

function isExpired({ expiresAt }: Held, now: number): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}

function bound(shelf: Shelf): void {
  const perDomain = new Map<string, number>();
  let [count, characters] = [0, 0];
  for (const [key, cookie] of [...shelf].reverse()) {
    const ofDomain = (perDomain.get(cookie.domain) ?? 0) + 1;
    const size = JSON.stringify(cookie).length;
    if (count < mostCookies && ofDomain <= mostOfDomain && characters + size <= mostCharacters) {
      perDomain.set(cookie.domain, ofDomain);
      count += 1;
      characters += size;
    } else shelf.delete(key);
  }
}

/** RFC 6265, 5.4: longer paths first, then older cookies. What has expired is let go. */
function cookieHeader(shelf: Shelf, url: Url, now: number): string | undefined {
  for (const [key, cookie] of shelf) if (isExpired(cookie, now)) shelf.delete(key);
  const sent = [...shelf.values()]
    .filter((cookie) => isFor(cookie, new URL(url)))
    .sort((one, other) => other.path.length - one.path.length || one.setAt - other.setAt)
    .map(({ name, value }) => (name === '' ? value : `${name}=${value}`));
  return sent.length === 0 ? undefined : sent.join('; ');
}

function isFor(cookie: Held, { protocol, hostname, pathname }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  const ofHost = cookie.hostOnly ? host === cookie.domain : domainMatch(host, cookie.domain);
  return (
    ofHost === true && pathMatch(pathname, cookie.path) && (!cookie.secure || protocol === 'https:')
  );
}

function parseShelf(text: string): readonly Held[] {
  try {
    const stored: unknown = JSON.parse(text);
    if (isShelf(stored)) return stored.cookies;
  } catch (error) {
    throw noJar(error);
  }
  throw noJar();
}

function noJar(cause?: unknown): ArchiveError {
  // The text itself holds secrets, so the sentence does not repeat it.
  const sentence = 'The stored cookies are no cookie jar of ours; remove them and log in again.';
  return new ArchiveError('invalid', sentence, { cause });
}

function isShelf(stored: unknown): stored is { readonly cookies: readonly Held[] } {
  if (typeof stored !== 'object' || stored === null) return false;
  if (!('version' in stored && stored.version === 1 && 'cookies' in stored)) return false;
  return Array.isArray(stored.cookies) && stored.cookies.every(isHeld);
}

function isHeld(cookie: unknown): cookie is Held {
  if (typeof cookie !== 'object' || cookie === null) return false;
  const { name, value, domain, path, hostOnly, secure, setAt, expiresAt } = cookie as Partial<Held>;
  return (
    [name, value, domain, path].every((text) => typeof text === 'string' && isFieldValue(text)) &&
    [hostOnly, secure].every((flag) => typeof flag === 'boolean') &&
    typeof setAt === 'number' &&
    (expiresAt === undefined || typeof expiresAt === 'number')
  );
}
