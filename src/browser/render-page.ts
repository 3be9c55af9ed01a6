import type { BrowserContext, Browser as Chromium, Page } from 'playwright-core';
import { type ArchiveError, errorFrom } from '../model/index.ts';
import { answerRequests } from './answer-requests.ts';
import type { BrowserLimits, PageToRender } from './contract.ts';
import { failed } from './failure.ts';
import { Traffic } from './traffic.ts';

/** All limits, set. */
export type SetLimits = Required<BrowserLimits>;

/** So long a page has to close. */
const closeMs = 5000;

/**
 * Shows a page in a fresh context, scrolls a little, and gives its HTML when it is quiet or its time
 * is over. Throws ArchiveError `unreachable` when it cannot be read at all.
 */
export async function renderPage(
  chromium: Chromium,
  page: PageToRender,
  limits: SetLimits,
): Promise<string> {
  const ending = new AbortController();
  const until = new Deadline(limits.pageMs);
  let context: BrowserContext | undefined;
  try {
    context = await until.heed(newContext(chromium));
    const traffic = new Traffic(page.answer, limits, ending.signal);
    await until.heed(answerRequests(context, page, traffic));
    return await until.heed(htmlOf(context, page, { traffic, until, limits }));
  } catch (thrown) {
    throw unread(page, thrown, await isRunning(chromium));
  } finally {
    ending.abort();
    until.clear();
    if (context !== undefined) await leave(chromium, context);
  }
}

/** Nothing of another page is in it, and nothing of it stays. */
async function newContext(chromium: Chromium): Promise<BrowserContext> {
  return await chromium.newContext({
    acceptDownloads: false,
    serviceWorkers: 'block',
    viewport: { width: 1280, height: 1600 },
    timezoneId: 'UTC',
    locale: 'en',
  });
}

interface Watched {
  readonly traffic: Traffic;
  readonly until: Deadline;
  readonly limits: SetLimits;
}

async function htmlOf(
  context: BrowserContext,
  { url }: PageToRender,
  { traffic, until, limits }: Watched,
): Promise<string> {
  const tab = await context.newPage();
  const crash = new Promise<never>((_resolve, reject) => {
    tab.once('crash', () => reject(new Error('the page crashed')));
  });
  const read = async () => {
    await tab.goto(url, { waitUntil: 'commit', timeout: 0 });
    await until.share(shown(tab, traffic, limits.quietMs));
    return await tab.content();
  };
  return await Promise.race([read(), crash]);
}

/** Ends when a page has loaded, is quiet, and is so again after some scrolling. */
async function shown(tab: Page, traffic: Traffic, quietMs: number): Promise<void> {
  await tab.waitForLoadState('domcontentloaded', { timeout: 0 });
  await traffic.quiet(quietMs);
  await tab.evaluate(scrolling);
  await traffic.quiet(quietMs);
}

/**
 * A few screens down, for text that is loaded only when it is nearly seen. Never to the end of the
 * page, where many bring the next article.
 */
const scrolling = `(async () => {
  const screen = innerHeight;
  for (let step = 0; step < 6; step += 1) {
    if (scrollY + 2 * screen > document.documentElement.scrollHeight) break;
    scrollBy(0, screen / 2);
    await new Promise((done) => setTimeout(done, 60));
  }
})()`;

/** Ends a page; one that does not let go is ended with the whole browser. */
async function leave(chromium: Chromium, context: BrowserContext): Promise<void> {
  const closing = new Deadline(closeMs);
  try {
    await closing.heed(context.close());
  } catch {
    await chromium.close().catch(() => undefined);
  } finally {
    closing.clear();
  }
}

/** Whether the program still answers. A page may fail for its end before that itself is noticed. */
async function isRunning(chromium: Chromium): Promise<boolean> {
  const answering = new Deadline(closeMs);
  try {
    const session = await answering.heed(chromium.newBrowserCDPSession());
    await answering.heed(session.detach());
    return true;
  } catch {
    return false;
  } finally {
    answering.clear();
  }
}

function unread({ url }: PageToRender, thrown: unknown, runs: boolean): ArchiveError {
  if (!runs) {
    const says = `${url}: Chromium ended before the page was read; it is tried again later.`;
    return failed('browser', 'unreachable', says, thrown);
  }
  const why =
    thrown instanceof Late
      ? 'in the time there is'
      : `(${errorFrom(thrown, 'it').message.split('\n', 1)[0]})`;
  const says = `${url}: the browser could not read the page ${why}; follow its source with --no-browser if that goes on.`;
  return failed('page', 'unreachable', says, thrown);
}

class Late extends Error {}

/** A point in time up to which is waited. */
class Deadline {
  readonly #late: Promise<'late'>;
  readonly #soon: Promise<'late'>;
  readonly #timers: readonly NodeJS.Timeout[];

  constructor(ms: number) {
    const late = Promise.withResolvers<'late'>();
    const soon = Promise.withResolvers<'late'>();
    this.#late = late.promise;
    this.#soon = soon.promise;
    this.#timers = [
      setTimeout(() => late.resolve('late'), ms),
      // What is left is for reading what there is.
      setTimeout(() => soon.resolve('late'), ms * 0.8),
    ];
  }

  /** What a task gives; throws when it is late. */
  async heed<T>(task: Promise<T>): Promise<T> {
    const told = await Promise.race([task.then((value) => ({ value })), this.#late]);
    if (told !== 'late') return told.value;
    throw new Late('it took too long');
  }

  /** Waits for a task as long as there is time, and then goes on without. */
  async share(task: Promise<void>): Promise<void> {
    await Promise.race([task, this.#soon]);
  }

  clear(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }
}
