import type { Browser, BrowserLimits, BrowserOptions, PageToRender, Rendered } from './contract.ts';
import { failed } from './failure.ts';
import { findChromium } from './find-chromium.ts';
import { type Launched, launchChromium } from './launch-chromium.ts';
import { renderPage, type SetLimits } from './render-page.ts';

const defaults: SetLimits = {
  pageMs: 60_000,
  quietMs: 500,
  requests: 80,
  bytes: 32 * 1_048_576,
  pages: 2,
  idleMs: 60_000,
};
const usualPath = '/usr/local/bin:/usr/bin:/bin';

/** An installed Chromium, started when a page needs it; to be closed. */
export function createBrowser(options: BrowserOptions = {}): Browser {
  return new OneBrowser(options);
}

class OneBrowser implements Browser {
  readonly #options: BrowserOptions;
  readonly #limits: SetLimits;
  readonly #waiting: (() => void)[] = [];
  #free: number;
  #running: Promise<Launched> | undefined;
  #idle: NodeJS.Timeout | undefined;
  readonly #closing = new AbortController();

  constructor(options: BrowserOptions) {
    this.#options = options;
    this.#limits = { ...defaults, ...definedIn(options) };
    this.#free = this.#limits.pages;
  }

  executable(): string {
    return findChromium(this.#options);
  }

  async render(page: PageToRender): Promise<Rendered> {
    await this.#turn();
    try {
      const { chromium } = await this.#launched();
      const html = await renderPage(chromium, page, this.#limits);
      return { html, software: `Chromium/${chromium.version()}` };
    } finally {
      this.#done();
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#end();
  }

  async #turn(): Promise<void> {
    clearTimeout(this.#idle);
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #done(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
    if (this.#free < this.#limits.pages || this.#running === undefined) return;
    this.#idle = setTimeout(() => void this.#end(), this.#limits.idleMs);
    // It keeps no process from ending.
    this.#idle.unref();
  }

  /** The program that runs; started where none does, or where it ended by itself. */
  async #launched(): Promise<Launched> {
    if (this.#closing.signal.aborted) {
      throw failed('browser', 'unreachable', 'The browser is closed; open the archive again.');
    }
    if (this.#running !== undefined) {
      const launched = await this.#running;
      if (launched.chromium.isConnected()) return launched;
      await this.#end();
    }
    this.#running ??= this.#launch();
    return await this.#running;
  }

  async #launch(): Promise<Launched> {
    try {
      return await launchChromium(this.executable(), this.#options.path ?? usualPath);
    } catch (thrown) {
      this.#running = undefined;
      throw thrown;
    }
  }

  async #end(): Promise<void> {
    clearTimeout(this.#idle);
    const running = this.#running;
    this.#running = undefined;
    const launched = await running?.catch(() => undefined);
    await launched?.end();
  }
}

/** The limits that are set. */
function definedIn({ pageMs, quietMs, requests, bytes, pages, idleMs }: BrowserLimits) {
  const given = { pageMs, quietMs, requests, bytes, pages, idleMs };
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as BrowserLimits;
}
