import {
  type Browser,
  type BrowserAnswer,
  type BrowserRequest,
  browserFailure,
} from '../browser/index.ts';
import { checkRequestHeaders, type HttpClient, type HttpRequest, header } from '../http/index.ts';
import {
  ArchiveError,
  type Capture,
  type Header,
  instant,
  type Now,
  type Url,
} from '../model/index.ts';
import { conversionRecord, httpResponse } from '../warc/index.ts';
import { type Draft, type DraftOptions, draftExchanges, type Exchanged } from './draft.ts';

/** An answer that the archive holds already, and its capture. */
export interface HeldAnswer {
  readonly id: string;
  readonly answer: BrowserAnswer;
}

/** What a page is shown with. */
export interface RenderMeans extends DraftOptions {
  readonly http: HttpClient;
  readonly browser: Browser;
  readonly now: Now;
  /** How an address is asked for on behalf of the page: what it may reach, and with what. */
  readonly request: (url: Url) => Promise<HttpRequest>;
  /** A script or style that is on record and still fresh. */
  readonly held: (url: Url) => Promise<HeldAnswer | undefined>;
}

/** Most bytes of one answer to a page, as sent. */
const maxBytes = 8 * 1_048_576;
const maker = 'Backissue-Browser';
/** Names the captures that a rendered page was made of. */
export const usesField = 'Backissue-Uses';

/**
 * An answer as a browser shows it. What the page asks for is asked for by `http`, and drafted as
 * `beside`; its HTML once its scripts have run is drafted as a `conversion` record of the answer, and is
 * the last draft and the content. An answer that is no HTML page comes back as it is. Throws as
 * `Browser.render`, and what the disk throws.
 */
export async function draftRendered(plain: Exchanged, means: RenderMeans): Promise<Exchanged> {
  const { status, headers, content, finalUrl: url } = plain.answer;
  if (status !== 200 || !isHtml(headers)) return plain;
  const requests = new PageRequests(means);
  const { html, software } = await means.browser.render({
    url,
    document: { status, headers, content },
    answer: (request, signal) => requests.answer(request, signal),
  });
  requests.throwFault();
  const last = conversionDraft(plain, Buffer.from(html), {
    date: instant(means.now()),
    headers: [
      [maker, software],
      ...[plain.last.capture.id, ...requests.used].map(
        (id): Header => [usesField, `<urn:uuid:${id}>`],
      ),
    ],
  });
  return {
    answer: { ...plain.answer, headers: last.capture.headers, content: Buffer.from(html) },
    drafts: [...plain.drafts, last],
    last,
    beside: requests.exchanges,
  };
}

const isHtml = (headers: readonly Header[]): boolean =>
  /html/i.test(header(headers, 'content-type') ?? 'text/html');

function conversionDraft(
  { answer, last: { capture: of } }: Exchanged,
  body: Uint8Array,
  { date, headers }: { readonly date: Capture['capturedAt']; readonly headers: readonly Header[] },
): Draft {
  const url = answer.finalUrl;
  const contentType = 'text/html; charset=utf-8';
  const { captureId, payload, record } = conversionRecord({
    ...{ url, date, contentType, body, headers },
    of: of.id,
  });
  return {
    capture: {
      id: captureId,
      askedUrl: url,
      finalUrl: url,
      capturedAt: date,
      status: 0,
      headers: httpResponse(record).headers,
      payload,
      ...(of.sourceId === undefined ? {} : { sourceId: of.sourceId }),
    },
    records: [record],
  };
}

/** A field of ours; one that another archive wrote is kept under this name. */
const isField = (name: string, wanted: string): boolean =>
  name === wanted || name === `X-Archive-Orig-${wanted}`;

/** Whether a capture is a page as a browser showed it. */
export const isRendered = ({ status, headers }: Pick<Capture, 'status' | 'headers'>): boolean =>
  status === 0 && headers.some(([name]) => isField(name, maker));

/** Ids of the captures that a rendered page was made of, as it says: its answer, and what its scripts
 * asked for. */
export const usedFor = ({ headers }: Pick<Capture, 'headers'>): readonly string[] =>
  headers.flatMap(([name, value]) =>
    isField(name, usesField) ? value.replaceAll(/^<urn:uuid:|>$/g, '') : [],
  );

/** What one page asks for. */
class PageRequests {
  readonly #means: RenderMeans;
  /** Scripts and styles by address: a page often names them twice. */
  readonly #known = new Map<Url, Promise<BrowserAnswer | undefined>>();
  readonly used: string[] = [];
  readonly exchanges: Exchanged[] = [];
  #fault: unknown;

  constructor(means: RenderMeans) {
    this.#means = means;
  }

  async answer(request: BrowserRequest, signal: AbortSignal): Promise<BrowserAnswer | undefined> {
    try {
      if (request.kind === 'data') return await this.#fetch(request, signal);
      const answer = this.#known.get(request.url) ?? this.#fixed(request, signal);
      this.#known.set(request.url, answer);
      return await answer;
    } catch (thrown) {
      const isTheirs = thrown instanceof ArchiveError && thrown.code !== 'internal';
      if (!isTheirs) this.#fault ??= thrown;
      return undefined;
    }
  }

  /** Throws what is wrong on our side. */
  throwFault(): void {
    if (this.#fault !== undefined) throw this.#fault;
  }

  async #fixed(request: BrowserRequest, signal: AbortSignal): Promise<BrowserAnswer | undefined> {
    const held = await this.#means.held(request.url);
    if (held === undefined) return await this.#fetch(request, signal);
    this.used.push(held.id);
    return held.answer;
  }

  async #fetch({ url, headers }: BrowserRequest, signal: AbortSignal): Promise<BrowserAnswer> {
    const asked = await this.#means.request(url);
    const exchanged = await draftExchanges(
      this.#means.http,
      { ...asked, headers: ofPage(headers, asked.headers), maxBytes, signal },
      this.#means,
    );
    // What comes when the page is read already is no part of it.
    signal.throwIfAborted();
    this.exchanges.push(exchanged);
    this.used.push(...exchanged.drafts.map(({ capture }) => capture.id));
    return exchanged.answer;
  }
}

/** Headers of the browser's own, or that would ask for something else than a whole answer. */
const ofBrowser =
  /^(?:user-agent|accept-language|upgrade-insecure-requests|dnt|range|pragma|cache-control|purpose|priority|(?:sec|if|proxy)-.*)$/i;

/** What a page sends, and what its source is asked with, which counts where both have a name. */
function ofPage(headers: readonly Header[], given: readonly Header[] = []): readonly Header[] {
  const names = new Set(given.map(([name]) => name.toLowerCase()));
  const own = headers.filter(([name]) => !names.has(name.toLowerCase()) && !ofBrowser.test(name));
  return [...own.filter(canBeSent), ...given];
}

function canBeSent(one: Header): boolean {
  try {
    checkRequestHeaders([one]);
    return true;
  } catch {
    return false;
  }
}

/** Whether a page could not be shown because there is no browser, or it does not run. */
export const isBrowserMissing = (error: unknown): boolean => browserFailure(error) === 'browser';
