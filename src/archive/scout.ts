import { type Draft, draftExchanges, type Exchanged } from '../capture/index.ts';
import type { HttpAnswer } from '../http/index.ts';
import { ArchiveError, type Source, type Url } from '../model/index.ts';
import { type Asking, type AskingAt, askingFor } from './asking.ts';
import { mayGoOn } from './away.ts';
import { type Listing, readListing } from './document.ts';
import { draftOptions } from './draft-options.ts';
import type { Services } from './services.ts';

/** What a search for something to follow may cost. */
export interface ScoutOptions {
  /** The host that may be at a private address. */
  readonly privateHost?: string;
  /** Default 20. */
  readonly requests?: number;
  /** Default 45,000. */
  readonly ms?: number;
  readonly signal?: AbortSignal;
  /** The followed source that is searched for: captures of what is asked are drafted, and its headers,
   * cookies and proxy are used. */
  readonly searchedFor?: Source;
  /** What a request carries for what is not followed yet. */
  readonly asking?: AskingAt;
}

/** A document that a scout brought. */
export interface Seen {
  readonly asked: Url;
  readonly answer: HttpAnswer;
  /** Undefined when it lists nothing, or was not served. */
  readonly listing: Listing | undefined;
  readonly drafts: readonly Draft[];
}

/**
 * Asks for documents one by one within bounds: so many requests, so much time, each address once.
 * What fails is remembered, not thrown; past the bounds nothing is asked any more.
 */
export class Scout {
  readonly failures = new Map<Url, ArchiveError>();
  private readonly services: Services;
  private readonly options: ScoutOptions;
  readonly signal: AbortSignal;
  private readonly until: number;
  private readonly seen = new Map<Url, Promise<Seen | undefined>>();
  private left: number;

  constructor(services: Services, options: ScoutOptions = {}) {
    const ms = options.ms ?? 45_000;
    this.services = services;
    this.options = options;
    this.left = options.requests ?? 20;
    this.until = services.now() + ms;
    const signals = [AbortSignal.timeout(ms), ...(options.signal ? [options.signal] : [])];
    this.signal = AbortSignal.any(signals);
  }

  /** Whether another request may be made. */
  get isOver(): boolean {
    return this.left <= 0 || this.signal.aborted || this.services.now() >= this.until;
  }

  /** Takes up to so many requests out of the bounds, for another to make. */
  take(count: number): number {
    const taken = this.isOver ? 0 : Math.min(count, this.left);
    this.left -= taken;
    return taken;
  }

  get searchedFor(): Source | undefined {
    return this.options.searchedFor;
  }

  mayBePrivate(url: Url): boolean {
    return this.options.privateHost === new URL(url).hostname;
  }

  /** What a request carries for what is not followed yet. */
  asking(url: Url): Asking {
    return this.options.asking?.(url) ?? {};
  }

  /** A document, asked for once; undefined when it cannot be had, or nothing may be asked any more.
   * `guessed`: nobody named this address, so robots.txt is asked first. */
  async ask(url: Url, { guessed = false } = {}): Promise<Seen | undefined> {
    const before = this.seen.get(url);
    if (before !== undefined) return await before;
    if (this.isOver) return undefined;
    this.left -= 1;
    const asking = this.fetch(url, guessed);
    this.seen.set(url, asking);
    return await asking;
  }

  /** Asks for documents of different hosts at a time, of one host in order. */
  async askAll(urls: readonly Url[]): Promise<(Seen | undefined)[]> {
    return await Promise.all(urls.map((url) => this.ask(url)));
  }

  private async fetch(url: Url, guessed: boolean): Promise<Seen | undefined> {
    try {
      const { answer, drafts } = await this.exchange(url, guessed);
      return { asked: url, answer, drafts, listing: this.listingOf(url, answer) };
    } catch (error) {
      if (!mayGoOn(error)) throw error;
      this.failures.set(url, error);
      return undefined;
    }
  }

  private async exchange(
    url: Url,
    guessed: boolean,
  ): Promise<Pick<Exchanged, 'answer'> & { drafts: readonly Draft[] }> {
    const { services, options } = this;
    const request = {
      url,
      allowPrivate: this.mayBePrivate(url),
      ignoreRobots: !guessed,
      signal: this.signal,
      ...(await askingFor(services, options.searchedFor, url)),
      ...this.asking(url),
    };
    if (options.searchedFor === undefined) {
      return { answer: await services.http.fetch(request), drafts: [] };
    }
    const drafting = draftOptions(services, options.searchedFor);
    return await draftExchanges(services.http, request, drafting);
  }

  /** An answer that is nothing to follow is a failure to be told, not one to stop at. */
  private listingOf(url: Url, answer: HttpAnswer): Listing | undefined {
    const { finalUrl, headers, content, status } = answer;
    if (status !== 200) {
      const says = `${url}: the server answered ${status}; check the address, or try again later.`;
      this.failures.set(url, new ArchiveError('unreachable', says));
      return undefined;
    }
    try {
      return readListing({ url: finalUrl, headers, content });
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      this.failures.set(url, error);
      return undefined;
    }
  }
}
