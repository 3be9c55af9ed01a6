import { ArchiveError } from '../model/index.ts';

/** A proxy, taken apart. */
export interface ProxyAddress {
  readonly kind: 'http' | 'https' | 'socks5';
  readonly hostname: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  /** Its URL without user name and password, for sentences. */
  readonly shown: string;
}

const ports = { http: 80, https: 443, socks5: 1080 } as const;
const mend =
  'write it as http://host:port, https://host:port, socks5://host:port or socks5h://host:port';
/** RFC 1929 has one byte for the length of each. */
const longestCredential = 255;

/**
 * Reads the URL of a proxy: `http`, `https`, `socks5` or `socks5h`, with `user:password@` before
 * the host where the proxy asks for them. Throws ArchiveError `invalid`, without the password.
 */
export function parseProxy(text: string): ProxyAddress {
  const scheme = /^(?:https?|socks5h?)(?=:\/\/)/i.exec(text)?.[0].toLowerCase();
  // The parser reads user names and hosts properly only for schemes that it knows.
  const url = URL.parse(text.replace(/^socks5h?:/i, 'http:'));
  if (scheme === undefined || url === null || !isBare(url)) {
    throw new ArchiveError('invalid', `${shownProxy(text)} is no proxy; ${mend}.`);
  }
  const [username, password] = [url.username, url.password].map(decode);
  if (username === undefined || password === undefined) {
    const what = 'its user name and password are not written for a URL';
    throw new ArchiveError('invalid', `${shownProxy(text)}: ${what}; escape them with %.`);
  }
  const kind = scheme === 'http' || scheme === 'https' ? scheme : 'socks5';
  // The parser drops port 80 of the `http:` that stands in for SOCKS, where it is no default.
  const port = url.port === '' ? (writtenPort(text) ?? ports[kind]) : Number(url.port);
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const shown = `${scheme}://${url.hostname}:${port}`;
  return { kind, hostname, port, username, password, shown };
}

function isBare(url: URL): boolean {
  return (
    url.hostname !== '' && ['', '/'].includes(url.pathname) && url.search === '' && url.hash === ''
  );
}

function writtenPort(text: string): number | undefined {
  const digits = /:(\d+)\/?$/.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function decode(text: string): string | undefined {
  try {
    const plain = decodeURIComponent(text);
    return Buffer.byteLength(plain) > longestCredential ? undefined : plain;
  } catch {
    return undefined; // `%` without two digits: the caller says so.
  }
}

/** Text as it may be shown: whatever stands before an `@` could be a password. */
function shownProxy(text: string): string {
  const at = text.lastIndexOf('@');
  const scheme = /^[a-z0-9]+:\/\//i.exec(text)?.[0] ?? '';
  return JSON.stringify(at < 0 ? text.slice(0, 200) : `${scheme}…@${text.slice(at + 1, at + 200)}`);
}
