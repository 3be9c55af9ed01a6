import { ArchiveError } from '../model/index.ts';

/** Who a commit says it is from. */
export interface Author {
  readonly name: string;
  readonly email: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const usualPath = '/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin:/run/current-system/sw/bin';
const nothing = '/dev/null';

/**
 * Settings that hold whatever the repository's own configuration says: a repository may come from
 * a stranger, and its configuration names programs (hooks, monitors, signers, pagers) to run.
 */
export const fixedSettings: readonly string[] = [
  'safe.directory=*',
  `core.hooksPath=${nothing}`,
  'core.fsmonitor=false',
  'core.pager=cat',
  'core.autocrlf=false',
  'core.safecrlf=false',
  'core.longPaths=true',
  `core.excludesFile=${nothing}`,
  `core.attributesFile=${nothing}`,
  'commit.gpgSign=false',
  'push.gpgSign=false',
  'log.showSignature=false',
  'log.showRoot=true',
  'log.follow=false',
  'i18n.commitEncoding=UTF-8',
  'protocol.ext.allow=never',
  'push.followTags=false',
  'push.recurseSubmodules=no',
  'credential.interactive=false',
  // Housekeeping after a commit ends before the commit is reported, so nothing works on unseen.
  'gc.autoDetach=false',
  'maintenance.autoDetach=false',
].flatMap((setting) => ['-c', setting]);

const always: Environment = {
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_LITERAL_PATHSPECS: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_NO_LAZY_FETCH: '1',
  SSH_ASKPASS_REQUIRE: 'never',
};

/** For commands that stay in the folder: no user or system configuration, and no network at all. */
export function localEnvironment(given: Environment): Environment {
  return {
    ...pick(given, ['SystemRoot', 'TEMP', 'TMP', 'TMPDIR']),
    PATH: pathOf(given),
    ...always,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: nothing,
    GIT_ALLOW_PROTOCOL: '',
  };
}

const keptForNetwork = /^GIT_(SSH|ASKPASS|SSL|HTTP|PROXY|CONFIG_(GLOBAL|SYSTEM|NOSYSTEM)$)/;

/** For commands that talk to a remote: the user's keys, proxies and credential helpers count. */
export function networkEnvironment(given: Environment): Environment {
  const kept = Object.entries(given).filter(
    ([name]) => (!name.startsWith('GIT_') || keptForNetwork.test(name)) && !asksAtScreen(name),
  );
  return {
    ...Object.fromEntries(kept),
    PATH: pathOf(given),
    ...always,
    GIT_ALLOW_PROTOCOL: 'file:git:http:https:ssh',
  };
}

/** Author and committer, with the same moment in UTC: the same tree gives the same commit id. */
export function identityEnvironment(author: Author, seconds: number): Environment {
  const name = identityPart(author.name, 'name');
  const email = identityPart(author.email, 'email');
  const date = `@${seconds} +0000`;
  return {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
    GIT_COMMITTER_DATE: date,
  };
}

function identityPart(text: string, what: string): string {
  const clean = text.replace(/[<>\p{Cc}]/gu, '').trim();
  if (/[\p{L}\p{N}]/u.test(clean)) return clean;
  throw new ArchiveError('invalid', `The author's ${what} “${text}” is empty; give one.`);
}

function asksAtScreen(name: string): boolean {
  return name === 'SSH_ASKPASS' || name === 'DISPLAY' || name === 'WAYLAND_DISPLAY';
}

function pathOf(given: Environment): string {
  const path = Object.entries(given).find(([name]) => name.toUpperCase() === 'PATH');
  return path?.[1] ?? usualPath;
}

function pick(given: Environment, names: readonly string[]): Environment {
  return Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name)));
}
