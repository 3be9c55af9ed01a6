import { instant } from '../model/index.ts';
import type { Hook, HookProgress } from '../store/index.ts';
import { type HookMessage, messageOf, messageOfHit } from './hook-message.ts';
import { type Sent, sendTo } from './hook-send.ts';
import type { Services } from './services.ts';

type Means = Pick<Services, 'store' | 'http' | 'now' | 'tell' | 'readerUrl'> & {
  /** Milliseconds that a receiver may take; default ten seconds. */
  readonly answerMs?: number;
};

const minute = 60_000;
const hour = 60 * minute;
/** What is waited after each failure; after the last, that again and again. */
const waitsMs = [10_000, minute, 5 * minute, 30 * minute, 2 * hour, 6 * hour];
/** A receiver that takes nothing for so long is given up. */
const giveUpMs = 72 * hour;
/** So often is sent what a receiver refuses for what it is. */
const refusals = 3;
/** A receiver that refuses so many messages one after another will refuse the next too; what comes would
 * wait for it without end. */
const mostRefusedInRow = 50;
/** Messages read at once. */
const together = 50;

/** Hooks that have something to be told and whose time has come, without those given by id. */
export async function dueHooks(
  { store, now }: Pick<Means, 'store' | 'now'>,
  without: ReadonlySet<string> = new Set(),
): Promise<Hook[]> {
  const at = instant(now());
  const due: Hook[] = [];
  for (const hook of await store.hooks()) {
    const { stoppedAt, nextTryAt = at } = hook.progress;
    if (stoppedAt !== undefined || nextTryAt > at || without.has(hook.id)) continue;
    if (await hasMore(store, hook)) due.push(hook);
  }
  return due;
}

async function hasMore(store: Means['store'], hook: Hook): Promise<boolean> {
  const after = hook.progress.cursor;
  if (hook.searchId === undefined) return (await store.happenings({ after, limit: 1 })).length > 0;
  return (await store.savedHits({ searchId: hook.searchId, after, limit: 1 })).length > 0;
}

/**
 * Sends a hook what it is still to be told, one message after another, until there is no more, one is
 * not taken, or the signal. A message counts as sent once its receiver has answered and that is on
 * record: after a crash between the two it is sent again, under the same name.
 */
export async function deliver(services: Means, hook: Hook, signal: AbortSignal): Promise<void> {
  let { progress } = hook;
  for (;;) {
    const messages = await messagesBehind(services, hook, progress.cursor);
    if (messages.length === 0) return;
    for (const message of messages) {
      if (signal.aborted) return;
      const after = await afterMessage(services, { ...hook, progress }, message, signal);
      if (after === undefined) return;
      progress = after;
      if (progress.failures > 0 || progress.stoppedAt !== undefined) return;
    }
    await note(services, hook, progress);
  }
}

async function messagesBehind(
  services: Means,
  hook: Hook,
  after: number,
): Promise<readonly HookMessage[]> {
  const { store } = services;
  const { searchId } = hook;
  if (searchId === undefined) {
    const happenings = await store.happenings({ after, limit: together });
    return happenings.map((one) => messageOf(services, hook, one));
  }
  const hits = await store.savedHits({ searchId, after, limit: together });
  return hits.map((one) => messageOfHit(services, hook, one));
}

/** Where a hook is after a message; undefined when it was stopped on the way. What it does not want is
 * noted with the next message that it does. */
async function afterMessage(
  services: Means,
  hook: Hook,
  message: HookMessage,
  signal: AbortSignal,
): Promise<HookProgress | undefined> {
  const { cursor } = message;
  const told = await message.told();
  if (told === undefined) return { ...hook.progress, cursor };
  const sent = await sendTo(services, hook, told, signal);
  if (!sent.taken && signal.aborted) return undefined;
  const progress = sent.taken
    ? afterTaken(services, hook.progress, cursor)
    : afterFailure(services, hook, cursor, sent);
  await note(services, hook, progress);
  return progress;
}

function afterTaken({ now }: Means, before: HookProgress, cursor: number): HookProgress {
  return { cursor, failures: 0, passedOver: before.passedOver, lastSentAt: instant(now()) };
}

function afterFailure(
  services: Means,
  { url, progress }: Hook,
  cursor: number,
  sent: Sent & { readonly taken: false },
): HookProgress {
  const now = services.now();
  const failures = progress.failures + 1;
  const failingSince = progress.failingSince ?? instant(now);
  const failed = { ...progress, failures, failingSince, lastError: sent.why };
  const warn = (then: string) => {
    const { origin } = new URL(url);
    const message = `${origin}/…: the webhook did not take a message (${sent.why}); ${then}.`;
    services.tell({ type: 'warning', url: `${origin}/`, message });
  };
  if (sent.isRefused && failures >= refusals) {
    const refusedInRow = (progress.refusedInRow ?? 0) + 1;
    const { nextTryAt: _try, failingSince, ...rest } = failed;
    const over = {
      ...rest,
      cursor,
      failures: 0,
      passedOver: progress.passedOver + 1,
      refusedInRow,
    };
    if (refusedInRow < mostRefusedInRow) {
      warn('it is passed over');
      return over;
    }
    warn(`it is given up after ${refusedInRow} that it refused; see backissue hooks`);
    return { ...over, failingSince, stoppedAt: instant(now) };
  }
  if (now - Date.parse(failingSince) >= giveUpMs) {
    warn('it is given up after three days, and sent nothing more; see backissue hooks');
    return { ...failed, stoppedAt: instant(now) };
  }
  const waitMs = waitsMs[Math.min(failures, waitsMs.length) - 1] ?? hour;
  const askedMs = Math.min(sent.retryAfterMs ?? 0, 24 * hour);
  if (failures === 1) warn('it is sent again');
  return { ...failed, nextTryAt: instant(now + Math.max(waitMs, askedMs)) };
}

async function note({ store }: Means, { id }: Hook, progress: HookProgress): Promise<void> {
  await store.commit({ hookProgress: [{ id, progress }] });
}
