import type { Header, Url } from '../model/index.ts';

/** What a page's scripts and styles ask for. Nothing else is handed on: no pictures, fonts, media, frames. */
export interface BrowserRequest {
  readonly url: Url;
  /** `data`: what scripts ask for (XHR, fetch). */
  readonly kind: 'script' | 'style' | 'data';
  /** As the page would send them; cookies are those that its scripts have set. */
  readonly headers: readonly Header[];
}

/** An answer, with its body after content decoding. */
export interface BrowserAnswer {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly content: Uint8Array;
}

/** A page to be shown. */
export interface PageToRender {
  readonly url: Url;
  /** The page itself, as its server gave it. */
  readonly document: BrowserAnswer;
  /**
   * Answers a request of the page; undefined where there is no answer. The signal ends with the page.
   * The browser has no other way to anything.
   */
  readonly answer: (
    request: BrowserRequest,
    signal: AbortSignal,
  ) => Promise<BrowserAnswer | undefined>;
}

/** A page as it is shown once its scripts have run. */
export interface Rendered {
  /** The whole document as HTML. */
  readonly html: string;
  /** What rendered it: `Chromium/156.0.8078.108`. */
  readonly software: string;
}

/** What one page may cost, and how long the browser stays. */
export interface BrowserLimits {
  /** Milliseconds for a page, from its start to its text; default 60000. */
  readonly pageMs?: number;
  /** Nothing has been asked for so long when a page counts as complete; default 500 ms. */
  readonly quietMs?: number;
  /** Requests that a page may make; default 80. */
  readonly requests?: number;
  /** Bytes of all answers to them together, decoded; default 32 MiB. */
  readonly bytes?: number;
  /** Pages at one time; default 2. */
  readonly pages?: number;
  /** The browser ends after being idle for so long; default 60000 ms. */
  readonly idleMs?: number;
}

export interface BrowserOptions extends BrowserLimits {
  /** The program; without it Chromium or Chrome is looked for in `path` and at the usual places. */
  readonly executable?: string;
  /** Folders in which programs lie, as PATH has them. */
  readonly path?: string;
}

export interface Browser {
  /**
   * Shows a page and gives its text. Starts the program when there is none yet. Throws ArchiveError,
   * told apart by `browserFailure`: `not-found` where no browser is installed, `unreachable` where it
   * does not start, ended, or could not read the page in time.
   */
  render(page: PageToRender): Promise<Rendered>;
  /** The program that would be started. Throws ArchiveError `not-found`, with the mend. */
  executable(): string;
  /** Ends the program, and every page with it. */
  close(): Promise<void>;
}
