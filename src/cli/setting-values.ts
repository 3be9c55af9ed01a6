import { databaseName } from '../model/index.ts';

// How what a setting is given is read (undefined: it is none), then how `config` shows what may hold a
// secret.

export const text = (value: string): string => value;
export const whole = (value: string): number | undefined =>
  /^\d{1,9}$/.test(value) ? Number(value) : undefined;
export const portNumber = (value: string): number | undefined => {
  const number = whole(value);
  return number !== undefined && number <= 65_535 ? number : undefined;
};
export const yesNo = (value: string): boolean | undefined =>
  ({ yes: true, true: true, on: true, no: false, false: false, off: false })[value.toLowerCase()];
export const seconds = (value: string): number | 'auto' | undefined =>
  value === 'auto' ? value : whole(value);
/** A number above 0. */
export const some = (value: string): number | undefined => whole(value) || undefined;
/** Megabytes of a file; `yes` is what hosts of git take without a word, `no` 0. */
export const megabytes = (value: string): number | undefined => {
  const wanted = yesNo(value);
  return wanted === undefined ? some(value) : wanted ? 50 : 0;
};
/** An IANA time zone. */
export const zone = (value: string): string | undefined =>
  value === 'UTC' || Intl.supportedValuesOf('timeZone').includes(value) ? value : undefined;

export const isSet = (): string => 'set';
/** Addresses without user names and passwords. */
export const withoutLogin = (value: string): string => value.replace(/(:\/\/)[^\s/,]*@/g, '$1…@');
/** Of a mail server the host; nothing where a `/` in its password may have cut it. */
export const mailServer = (value: string): string => {
  const url = URL.parse(value);
  return url === null || !['', '/'].includes(url.pathname)
    ? isSet()
    : `${url.protocol}//${url.host}`;
};
/** Of a database host and name; nothing where a sign in its password may have cut it. */
export const databaseAlone = (value: string): string => {
  try {
    return databaseName(value);
  } catch {
    return isSet();
  }
};
/** The path of a webhook is often its password. */
export const hostAlone = (value: string): string => {
  const url = URL.parse(value);
  return url === null ? isSet() : `${url.origin}/…`;
};

/** A name that a ledger's checkpoints can bear. */
export const ledgerName = (value: string): string | undefined =>
  /^[^\s+]+$/u.test(value) && !value.includes('://') ? value : undefined;
