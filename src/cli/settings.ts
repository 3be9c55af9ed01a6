import { readFileSync } from 'node:fs';
import { errorFrom } from '../model/index.ts';
import { usageError } from './usage-error.ts';

/** One setting: a flag, an environment variable, a default, which may be none. */
interface Setting<Value, Standard = Value | undefined> {
  readonly flag: string;
  readonly variable: string;
  readonly takes: string;
  readonly says: string;
  readonly standard: Standard;
  readonly read: (text: string) => Value | undefined;
  /** How `config` shows a value that may hold a secret. */
  readonly shown?: (value: Value) => string;
}

const text = (value: string): string => value;
const whole = (value: string): number | undefined =>
  /^\d{1,9}$/.test(value) ? Number(value) : undefined;
const portNumber = (value: string): number | undefined => {
  const number = whole(value);
  return number !== undefined && number <= 65_535 ? number : undefined;
};
const yesNo = (value: string): boolean | undefined =>
  ({ yes: true, true: true, on: true, no: false, false: false, off: false })[value.toLowerCase()];
const seconds = (value: string): number | 'auto' | undefined =>
  value === 'auto' ? value : whole(value);
const some = (value: string): number | undefined => whole(value) || undefined;
const zone = (value: string): string | undefined =>
  value === 'UTC' || Intl.supportedValuesOf('timeZone').includes(value) ? value : undefined;

const setting = <Value, Standard extends Value | undefined>(
  flag: string,
  takes: string,
  says: string,
  standard: Standard,
  read: (text: string) => Value | undefined,
): Setting<Value, Standard> => ({
  flag,
  variable: `BACKISSUE_${flag.toUpperCase().replaceAll('-', '_')}`,
  takes,
  says,
  standard,
  read,
});

/** A setting of which `config` does not show everything. */
const guarded = <Value, Standard>(
  one: Setting<Value, Standard>,
  shown: (value: Value) => string,
): Setting<Value, Standard> => ({
  ...one,
  shown,
});

const isSet = (): string => 'set';
/** Addresses without user names and passwords. */
const withoutLogin = (value: string): string => value.replace(/(:\/\/)[^\s/,]*@/g, '$1…@');
/** Of a mail server the host; nothing where a `/` in its password may have cut it. */
const mailServer = (value: string): string => {
  const url = URL.parse(value);
  return url === null || !['', '/'].includes(url.pathname)
    ? isSet()
    : `${url.protocol}//${url.host}`;
};
/** The path of a webhook is often its password. */
const hostAlone = (value: string): string => {
  const url = URL.parse(value);
  return url === null ? isSet() : `${url.origin}/…`;
};

/** Every setting there is. */
export const settings = {
  archive: setting('archive', 'DIR', 'the archive', './archive', text),
  host: setting('host', 'HOST', 'address the reader listens on', '127.0.0.1', text),
  port: setting('port', 'PORT', 'port the reader listens on', 8080, portNumber),
  title: setting(
    'title',
    'TEXT',
    'name of the archive, at the head of every page',
    'Backissue',
    text,
  ),
  timeZone: setting('time-zone', 'ZONE', 'IANA time zone that dates are shown in', 'UTC', zone),
  contact: setting(
    'contact',
    'URL',
    'address or mail in the User-Agent, so that a site can reach you',
    undefined,
    text,
  ),
  hostGap: setting(
    'host-gap',
    'MS',
    'least milliseconds between two requests to one host (1000; 0 on private addresses)',
    undefined,
    whole,
  ),
  timeout: setting('timeout', 'MS', 'milliseconds a server has to answer', 30_000, whole),
  proxy: guarded(
    setting(
      'proxy',
      'URL',
      'proxy for all requests: http, https, socks5 or socks5h; direct for none',
      undefined,
      text,
    ),
    withoutLogin,
  ),
  http2: setting('http2', 'YES|NO', 'offer HTTP/2 to servers', true, yesNo),
  maxConnections: setting(
    'max-connections',
    'N',
    'requests at one time, over all hosts (16; 48 for serve and work)',
    undefined,
    some,
  ),
  chromium: setting(
    'chromium',
    'PATH',
    'the Chromium that shows pages of sources followed with --browser; looked for unless given',
    undefined,
    text,
  ),
  robots: setting('robots', 'YES|NO', 'obey robots.txt', true, yesNo),
  images: setting('images', 'YES|NO', 'capture the images of articles', true, yesNo),
  siteRules: setting(
    'site-rules',
    'DIR',
    'folder of rules that say where the article stands on pages of a site',
    undefined,
    text,
  ),
  every: setting(
    'every',
    'SECONDS|auto',
    'seconds between two polls of a source, or auto (its own rhythm)',
    undefined,
    seconds,
  ),
  captureBytes: setting(
    'capture-bytes',
    'BYTES',
    'length after which a capture file is left for a new one',
    1_000_000_000,
    (value) => (/^\d{4,13}$/.test(value) ? Number(value) : undefined),
  ),
  revisitDays: setting('revisit-days', 'DAYS', 'how long an article is looked at again', 30, whole),
  webhook: guarded(
    setting(
      'webhook',
      'URL',
      'address that is told when something is wrong with a source, or over',
      undefined,
      text,
    ),
    hostAlone,
  ),
  webhookSecret: guarded(
    setting('webhook-secret', 'TEXT', 'signs what the webhook is sent', undefined, text),
    isSet,
  ),
  smtpUrl: guarded(
    setting(
      'smtp-url',
      'URL',
      'server that digests are mailed through, as smtp://user:password@host:587',
      undefined,
      text,
    ),
    mailServer,
  ),
  mailFrom: setting('mail-from', 'ADDRESS', 'address that digests come from', undefined, text),
  publicUrl: setting(
    'public-url',
    'URL',
    "the reader's address on the internet: hubs of feeds (WebSub) tell it of news",
    undefined,
    text,
  ),
  publicReading: setting(
    'public-reading',
    'YES|NO',
    'reading needs no login; writing does',
    false,
    yesNo,
  ),
  metrics: setting(
    'metrics',
    'owner|local|off',
    'who is shown /metrics: owners by their token, or whoever asks from this machine too',
    'owner',
    (value) => (value === 'owner' || value === 'local' || value === 'off' ? value : undefined),
  ),
  password: guarded(
    setting(
      'password',
      'TEXT',
      'password of the first user, owner; made unless given',
      undefined,
      text,
    ),
    isSet,
  ),
  authHeader: setting(
    'auth-header',
    'NAME',
    'header in which a trusted proxy names who has logged in there',
    undefined,
    (value) => (/^[\w-]{1,64}$/.test(value) ? value : undefined),
  ),
  trustedProxy: setting(
    'trusted-proxy',
    'ADDRESS,…',
    'addresses and ranges of proxies whose word is taken, as 127.0.0.1 or 10.0.0.0/8',
    undefined,
    text,
  ),
  wait: setting(
    'wait',
    'MS',
    'milliseconds to wait for another process that holds the archive',
    10_000,
    whole,
  ),
  publishDir: setting(
    'publish-dir',
    'DIR',
    'news repository that every round is published to',
    undefined,
    text,
  ),
  publishRemotes: guarded(
    setting('publish-remotes', 'NAME=URL,…', 'git remotes that it is pushed to', undefined, text),
    withoutLogin,
  ),
  publishBranch: setting('publish-branch', 'NAME', 'branch that is pushed', 'main', text),
  publishBody: setting(
    'publish-body',
    'clean|original',
    'which body is published',
    'clean',
    (value) => (value === 'clean' || value === 'original' ? value : undefined),
  ),
  publishAuthor: setting(
    'publish-author',
    'NAME <MAIL>',
    'author of its commits',
    'Backissue <backissue@localhost>',
    text,
  ),
} as const;

type Settings = typeof settings;
/** The values in force: a setting that has a default has a value. */
export type Configuration = {
  readonly [Name in keyof Settings]: Settings[Name] extends Setting<infer Value, infer Standard>
    ? Value | (Standard & undefined)
    : never;
};

/** A value in force and where it comes from. */
export interface InForce {
  readonly value: string | number | boolean | null;
  readonly from: string;
}

/** All settings as flags and environment give them; flags win, then the variable, then `…_FILE`. */
export function configuration(
  flags: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string | undefined>>,
): { readonly values: Configuration; readonly inForce: Readonly<Record<string, InForce>> } {
  const values: Record<string, unknown> = {};
  const inForce: Record<string, InForce> = {};
  for (const [name, one] of Object.entries(settings) as [string, Setting<unknown>][]) {
    const given = givenTo(one, name, flags, env);
    const value = given === undefined ? one.standard : one.read(given.text);
    if (given !== undefined && value === undefined) {
      throw usageError(`${given.from} is ${given.text}, which is not ${one.takes}; ${one.says}.`);
    }
    values[name] = value;
    inForce[one.variable] = {
      value: shownValue(one, value),
      from: given?.from ?? 'default',
    };
  }
  return { values: values as unknown as Configuration, inForce };
}

function shownValue(one: Setting<unknown>, value: unknown): InForce['value'] {
  if (value === undefined) return null;
  return one.shown === undefined ? (value as InForce['value']) : one.shown(value);
}

function givenTo(
  one: Setting<unknown>,
  name: string,
  flags: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string | undefined>>,
): { text: string; from: string } | undefined {
  const flag = flags[name];
  if (typeof flag === 'string') return { text: flag, from: `--${one.flag}` };
  const variable = env[one.variable];
  if (variable !== undefined && variable !== '') return { text: variable, from: one.variable };
  const file = env[`${one.variable}_FILE`];
  if (file === undefined || file === '') return undefined;
  try {
    return { text: readFileSync(file, 'utf8').trim(), from: `${one.variable}_FILE` };
  } catch (error) {
    throw errorFrom(error, file);
  }
}
