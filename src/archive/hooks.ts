import { randomBytes } from 'node:crypto';
import { ArchiveError, type Instant, instant, type Url } from '../model/index.ts';
import type { Hook, HookKind } from '../store/index.ts';
import { parseUrl } from '../url/index.ts';
import { sendTo } from './hook-send.ts';
import { savedNamed } from './saved-searches.ts';
import type { Services, WebhookOptions } from './services.ts';
import { sourceById } from './source-by-id.ts';

/** What a hook is to be told, and where. */
export interface HookWish {
  readonly url: string;
  /** Default: new articles, edits, absences and health; hits alone where a saved search is named. */
  readonly kinds?: readonly HookKind[];
  /** Edits of this weight at least, 0 to 100; default 1. */
  readonly least?: number;
  readonly sourceId?: string;
  readonly folder?: string;
  /** Name or id of a saved search. */
  readonly saved?: string;
  readonly secret?: string;
  readonly allowPrivate?: boolean;
}

/** A hook as it is told of, without its secret. */
export interface HookState extends Omit<Hook, 'secret' | 'progress'> {
  readonly isSigned: boolean;
  /** Name of the saved search. */
  readonly saved?: string;
  /** `waiting`: what was sent last was not taken, and is sent again. `stopped`: given up. */
  readonly state: 'well' | 'waiting' | 'stopped';
  readonly failures: number;
  readonly failingSince?: Instant;
  readonly nextTryAt?: Instant;
  readonly lastError?: string;
  readonly lastSentAt?: Instant;
  readonly passedOver: number;
  readonly refusedInRow?: number;
}

/** The hooks of an archive. */
export interface Hooks {
  /** All, by the time they were added. */
  list(): Promise<readonly HookState[]>;
  /** Adds one: it is told of what is put on record from now on. Throws ArchiveError `invalid` for an
   * address that is none, `not-found` for a source or saved search that is not there. */
  add(wish: HookWish): Promise<HookState>;
  /** Removes one; what it was still to be told is not sent. Throws `not-found`. */
  remove(id: string): Promise<HookState>;
  /** Has one that waits try at once, one that was given up go on with what is put on record from now
   * on. Throws `not-found`. */
  resume(id: string): Promise<HookState>;
  /** Sends one a message `test` now. Throws `not-found`, or `unreachable` when it is not taken. */
  test(id: string): Promise<HookState>;
}

export const createHooks = (services: Services): Hooks => ({
  list: () => listHooks(services),
  add: (wish) => addHook(services, wish),
  remove: (id) => removeHook(services, id),
  resume: (id) => resumeHook(services, id),
  test: (id) => testHook(services, id),
});

/** The hook that the setting `--webhook` stands for. */
const settingId = 'setting';

async function addHook(services: Services, wish: HookWish): Promise<HookState> {
  const { store, now } = services;
  const search = wish.saved === undefined ? undefined : await savedNamed(store, wish.saved);
  if (wish.sourceId !== undefined) await sourceById(store, wish.sourceId);
  const kinds: readonly HookKind[] =
    search === undefined ? (wish.kinds ?? ['article', 'edit', 'absence', 'health']) : ['hit'];
  const hook: Hook = {
    ...{ id: randomBytes(4).toString('hex'), url: hookUrl(wish.url), kinds },
    least: wish.least ?? 1,
    ...(wish.sourceId === undefined ? {} : { sourceId: wish.sourceId }),
    ...(wish.folder === undefined ? {} : { folder: wish.folder }),
    ...(search === undefined ? {} : { searchId: search.id }),
    ...(wish.secret === undefined ? {} : { secret: wish.secret }),
    ...{ allowPrivate: wish.allowPrivate ?? false, addedAt: instant(now()) },
    progress: { cursor: search?.told ?? 0, failures: 0, passedOver: 0 },
  };
  await store.commit({ hooks: [hook] });
  return await stateOf(services, hook);
}

/** All hooks, by the time they were added. */
export async function listHooks(services: Pick<Services, 'store'>): Promise<HookState[]> {
  const hooks = await services.store.hooks();
  return await Promise.all(hooks.map((hook) => stateOf(services, hook)));
}

async function removeHook(services: Services, id: string): Promise<HookState> {
  const hook = await hookNamed(services, id);
  await services.store.commit({ unhooked: [hook.id] });
  return await stateOf(services, hook);
}

async function resumeHook(services: Services, id: string): Promise<HookState> {
  const { progress, ...hook } = await hookNamed(services, id);
  const { store } = services;
  const search = (await store.savedSearches()).find((one) => one.id === hook.searchId);
  const begun = { failures: 0, passedOver: progress.passedOver, cursor: search?.told ?? 0 };
  if (progress.stoppedAt === undefined) {
    await store.commit({ hookProgress: [{ id, progress: { ...begun, cursor: progress.cursor } }] });
  } else {
    await store.commit({ unhooked: [id], hooks: [{ ...hook, progress: begun }] });
  }
  return await stateOf(services, await hookNamed(services, id));
}

async function testHook(services: Services, id: string): Promise<HookState> {
  const hook = await hookNamed(services, id);
  const at = instant(services.now());
  const told = { event: 'test', delivery: `${hook.id}-test`, hook: hook.id, at };
  const sent = await sendTo(services, hook, told, new AbortController().signal);
  if (!sent.taken) {
    const message = `${new URL(hook.url).origin}/…: the webhook did not take a test (${sent.why}); see that its receiver answers 2xx.`;
    throw new ArchiveError('unreachable', message);
  }
  return await stateOf(services, hook);
}

async function hookNamed({ store }: Pick<Services, 'store'>, id: string): Promise<Hook> {
  const hook = (await store.hooks()).find((one) => one.id === id);
  if (hook !== undefined) return hook;
  throw new ArchiveError('not-found', `${id}: there is no such hook; backissue hooks lists them.`);
}

async function stateOf(
  { store }: Pick<Services, 'store'>,
  { secret, progress, ...hook }: Hook,
): Promise<HookState> {
  const search = (await store.savedSearches()).find(({ id }) => id === hook.searchId);
  const { cursor: _cursor, stoppedAt, ...rest } = progress;
  const ill = progress.failures > 0 ? 'waiting' : 'well';
  return {
    ...hook,
    isSigned: secret !== undefined,
    ...(search === undefined ? {} : { saved: search.name }),
    state: stoppedAt === undefined ? ill : 'stopped',
    ...rest,
  };
}

/** Throws ArchiveError `invalid` for what is no whole http or https address. */
export function hookUrl(typed: string): Url {
  const url = parseUrl(typed);
  if (url !== undefined) return url;
  throw new ArchiveError(
    'invalid',
    `${typed}: this is no http or https address; give the webhook's whole URL.`,
  );
}

/**
 * Keeps the hook of the setting `--webhook` as the setting is, before anything is polled: told of
 * health, at a private address too, for the keeper of the archive names it. Without the setting it is
 * no more.
 */
export async function keepSettingHook(
  { store, now }: Pick<Services, 'store' | 'now'>,
  options: WebhookOptions | undefined,
): Promise<void> {
  const before = (await store.hooks()).find(({ id }) => id === settingId);
  if (options === undefined) {
    if (before !== undefined) await store.commit({ unhooked: [settingId] });
    return;
  }
  const hook: Hook = {
    ...{ id: settingId, url: hookUrl(options.url), kinds: ['health'], least: 1 },
    ...(options.secret === undefined ? {} : { secret: options.secret }),
    ...{ allowPrivate: true, addedAt: instant(now()) },
    progress: { cursor: 0, failures: 0, passedOver: 0 },
  };
  const isStopped = before?.progress.stoppedAt !== undefined;
  await store.commit({ hooks: [hook], ...(isStopped ? { unhooked: [settingId] } : {}) });
}
