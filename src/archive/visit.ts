import { draftExchanges, type Exchanged } from '../capture/index.ts';
import { type ExtractInput, type Extraction, extractArticle } from '../extract/index.ts';
import { decodeText } from '../html/index.ts';
import { type FailureKind, failureKind, type HttpAnswer, header } from '../http/index.ts';
import {
  type AbsenceKind,
  ArchiveError,
  type Capture,
  type Instant,
  type Source,
  type Url,
} from '../model/index.ts';
import { articleKey, canonicalUrl, hostKey } from '../url/index.ts';
import { exchangeKeepings } from './about.ts';
import { isPlausibleCanonical } from './article-address.ts';
import { askingFor } from './asking.ts';
import type { Keeping } from './deed.ts';
import { isFolderOf, isFrontPath } from './front-page.ts';
import { type AskedPart, type AskPart, type PartPage, type Parts, readParts } from './parts.ts';
import { extractPage, pageType } from './read-again.ts';
import type { Services } from './services.ts';
import { keepCaptures } from './write.ts';

/** A page that was served and read. */
export interface Page extends ReadPage {
  readonly exchanged: Exchanged;
  /** Further pages of the article that were asked for. */
  readonly parts?: readonly PartPage[];
}

/** What a page that was served says, and where it was found. */
export interface ReadPage {
  readonly served: true;
  readonly extraction: Extraction;
  readonly urls: readonly [Url, ...Url[]];
  /** The address asked for, and whether a redirect led on from it. */
  readonly asked: { readonly url: Url; readonly moved: boolean };
  /** The further page of the article that could not be had. */
  readonly missing?: Parts['missing'];
}

/** A page that was not served, and how: with captures when an answer came. */
export interface NoPage {
  readonly served: false;
  readonly exchanged?: Exchanged;
  readonly kind: AbsenceKind;
  readonly status: number;
  readonly error: ArchiveError;
  /** The answer's capture where it is kept already. */
  readonly captureId?: string;
  /** What came in the article's place, when it keeps readers out. */
  readonly shows?: 'captcha' | 'login';
  /** The fault is on our side (proxy, network), and no evidence of anything. */
  readonly isOurs?: true;
}

/** Asks for an article's page and reads it, with all its pages where it has several. `witness` is what
 * its feed tells of it, as HTML. Never throws for what the other side does. */
export async function visitPage(
  services: Services,
  url: Url,
  source: Source | undefined,
  witness?: string,
): Promise<Page | NoPage> {
  const asked = await askPage(services, url, source);
  if ('served' in asked) return asked;
  const page = readAnswer(services, url, asked, witness === undefined ? {} : { witness });
  return page.served ? await withParts(services, page, source) : page;
}

async function askPage(
  services: Services,
  url: Url,
  source: Source | undefined,
): Promise<Exchanged | NoPage> {
  let exchanged: Exchanged;
  try {
    exchanged = await draftExchanges(
      services.http,
      {
        url,
        allowPrivate: mayBePrivate(source, url),
        ...(await askingFor(services, source, url)),
      },
      {
        ...(source === undefined ? {} : { sourceId: source.id }),
        known: services.store.captureWithPayload,
        payloadOf: services.payloadOf,
      },
    );
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    const none = { served: false, kind: absenceOfFailure(error), status: 0, error } as const;
    return isFaultOfOurs(services, url, error) ? { ...none, isOurs: true } : none;
  }
  services.weather.good(services.now());
  return exchanged;
}

async function withParts(
  services: Services,
  page: Page,
  source: Source | undefined,
): Promise<Page> {
  if (page.extraction.parts === undefined) return page;
  const { finalUrl: url, content } = page.exchanged.answer;
  const first = { extraction: page.extraction, url, bytes: content.length };
  const ask: AskPart = async (at, partOf) => await askPart(services, at, partOf, source);
  const { extraction, pages, missing } = await readParts(first, ask, services.now);
  return {
    ...page,
    extraction,
    parts: pages,
    ...(missing === undefined ? {} : { missing }),
  };
}

/** Asks for a further page, as politely as for the first. */
async function askPart(
  services: Services,
  url: Url,
  partOf: Url,
  source: Source | undefined,
): Promise<AskedPart> {
  const asked = await askPage(services, url, source);
  if ('served' in asked) {
    const mayPass = asked.isOurs === true || asked.kind === 'timeout';
    return { says: asked.error.message, mayPass };
  }
  const page = readAnswer(services, url, asked, { partOf });
  if (page.served) return { exchanged: asked, extraction: page.extraction };
  const mayPass = page.kind === 'server-error';
  return { exchanged: asked, says: page.error.message, mayPass };
}

function readAnswer(
  { siteRules }: Services,
  url: Url,
  exchanged: Exchanged,
  hints: Pick<ExtractInput, 'partOf' | 'witness'>,
): Page | (NoPage & { readonly exchanged: Exchanged }) {
  const { hops, ...answer } = exchanged.answer;
  const { capturedAt } = exchanged.last.capture;
  const answered = { ...answer, hops: hops.map((hop) => hop.url), capturedAt };
  return { ...readPage(url, answered, { siteRules, ...hints }), exchanged };
}

/** An answer to the question for a page. */
export interface Answered extends Pick<HttpAnswer, 'status' | 'finalUrl' | 'headers' | 'content'> {
  /** Every address asked on the way, in order. */
  readonly hops: readonly Url[];
  readonly capturedAt: Instant;
}

/** Whether no answer came because of our own proxy or, as far as we know, network. */
export function isFaultOfOurs(services: Services, url: Url, error: ArchiveError): boolean {
  const kind = failureKind(error);
  if (kind === 'proxy') return true;
  if (kind !== 'dns' && kind !== 'connect' && kind !== 'timeout') return false;
  services.weather.bad(hostKey(url), services.now());
  return services.weather.mayBeOurs(hostKey(url), services.now());
}

/** A source that may be on a private address vouches for its own host only: what its feed names
 * elsewhere must be public. */
export function mayBePrivate(
  source: Pick<Source, 'url' | 'allowPrivate'> | undefined,
  url: Url,
): boolean {
  return source?.allowPrivate === true && new URL(source.url).hostname === new URL(url).hostname;
}

/** What else is known of a page that is read. */
export interface PageKnown extends Pick<ExtractInput, 'partOf' | 'witness'> {
  readonly siteRules?: Services['siteRules'];
}

/** Reads what answered to the question for a page, as far as it depends on nothing else. */
export function readPage(url: Url, answer: Answered, known: PageKnown): ReadPage | NoPage {
  const { status, finalUrl, headers, content } = answer;
  const missing = (kind: AbsenceKind, says: string): NoPage => ({
    served: false,
    kind,
    status,
    error: new ArchiveError('unreachable', `${url}: ${says}`),
  });
  if (status !== 200) {
    const says = `${saysStatus(status)}; the archive keeps what it has.`;
    const guard = guardOf(answer);
    return { ...missing(guard.shows ?? absenceOfStatus(status), says), ...guard };
  }
  const contentType = pageType(headers);
  if (!/html|xml|text\/plain/i.test(contentType)) {
    return missing(
      'not-an-article',
      `the answer is ${contentType}, not a page; the capture is kept.`,
    );
  }
  const { siteRules, ...hints } = known;
  const extraction = extractPage(answer, content, siteRules, hints);
  const instead = insteadOf(url, finalUrl, extraction);
  if (instead !== undefined) {
    const { kind, says } = instead;
    const guard = kind === 'captcha' || kind === 'login' ? { shows: kind } : {};
    return { ...missing(kind, `the answer (${finalUrl}) ${says}; the capture is kept.`), ...guard };
  }
  const asked = { url, moved: articleKey(finalUrl) !== articleKey(url) };
  return { served: true, extraction, urls: urlsOf(url, answer, extraction), asked };
}

/** What keeps readers out, where an answer that refuses shows it: most captchas come with a 403. */
function guardOf({ content, headers, finalUrl, status }: Answered): Pick<NoPage, 'shows'> {
  const contentType = header(headers, 'content-type') ?? '';
  if (![401, 403, 429, 503].includes(status) || !contentType.includes('html')) return {};
  const { text } = decodeText(content, { contentType, kind: 'html' });
  const { kind } = extractArticle({ html: text, url: finalUrl, contentType });
  return kind === 'captcha' || kind === 'login' ? { shows: kind } : {};
}

interface Instead {
  readonly kind: AbsenceKind;
  readonly says: string;
}

/** What a page is that was answered with 200 but is not the article: what keeps readers out, a page
 * that says there is none, a redirect to a list, no words. */
function insteadOf(asked: Url, final: Url, { article, kind }: Extraction): Instead | undefined {
  if (kind === 'captcha') return { kind, says: 'is a captcha' };
  if (kind === 'login') return { kind, says: 'asks for a login' };
  if (kind === 'missing') return { kind: 'soft-404', says: 'says that there is no such page' };
  if (articleKey(asked) !== articleKey(final) && isFolderOf(asked, final)) {
    if (isFrontPath(final)) return { kind: 'soft-404', says: 'is the front page' };
    if (kind === 'index' || article.text === '')
      return { kind: 'soft-404', says: 'is the list above it' };
  }
  return article.text === '' ? { kind: 'not-an-article', says: 'is no article' } : undefined;
}

function urlsOf(
  asked: Url,
  { finalUrl, hops }: Answered,
  extraction: Extraction,
): readonly [Url, ...Url[]] {
  return pageUrls(finalUrl, [...hops, asked], extraction);
}

/** The addresses of a page, the one it is known by first: its own canonical one where that can be
 * believed, else where the redirects ended. What the words say against it is heard later, in
 * identify.ts. */
export function pageUrls(
  end: Url,
  others: readonly Url[],
  extraction: Extraction,
): readonly [Url, ...Url[]] {
  const final = canonicalUrl(end);
  const said = extraction.canonicalUrl;
  const believed = said !== undefined && isPlausibleCanonical(said, final);
  const known = believed ? canonicalUrl(said) : final;
  const rest = [final, ...others].filter((url) => articleKey(url) !== articleKey(known));
  const distinct = new Map(rest.map((url) => [articleKey(url), url]));
  return [known, ...distinct.values()];
}

/** The captures of an article's further pages, each with the page it goes on from. */
export const pagePartKeepings = ({ exchanged, parts = [] }: Page): Keeping[] =>
  parts.flatMap((part) =>
    exchangeKeepings(part.exchanged, {
      v: 1,
      kind: 'page-part',
      of: exchanged.last.capture.id,
      number: part.number,
      joined: part.isJoined,
    }),
  );

/** Keeps a page's captures, and others before them; the answer's capture last. */
export async function keepPage(
  services: Services,
  exchanged: Exchanged,
  about: Parameters<typeof exchangeKeepings>[1],
  before: readonly Keeping[] = [],
): Promise<{
  capture: Capture;
  count: number;
  change: Awaited<ReturnType<typeof keepCaptures>>['change'];
}> {
  const kept = await keepCaptures(services, [...before, ...exchangeKeepings(exchanged, about)]);
  const capture = kept.captures.at(-1);
  if (capture === undefined) throw new TypeError('an exchange without a capture');
  return { capture, count: kept.captures.length, change: kept.change };
}

function absenceOfStatus(status: number): AbsenceKind {
  if (status === 404) return 'not-found';
  if (status === 410) return 'gone';
  if (status === 401) return 'login';
  if (status === 403 || status === 429 || status === 451) return 'blocked';
  if (status >= 300 && status < 400) return 'moved';
  return status >= 500 ? 'server-error' : 'not-found';
}

const absenceOfKind: Readonly<Partial<Record<FailureKind, AbsenceKind>>> = {
  timeout: 'timeout',
  dns: 'dns',
  tls: 'tls',
  robots: 'robots',
  private: 'refused',
  redirect: 'moved',
};

function absenceOfFailure(error: ArchiveError): AbsenceKind {
  return absenceOfKind[failureKind(error) ?? 'connect'] ?? 'unreachable';
}

function saysStatus(status: number): string {
  if (status === 404) return 'the server answers 404, no such page';
  if (status === 410) return 'the server answers 410, gone for good';
  if (status === 429) return 'the server answers 429, too many requests';
  if (status === 451) return 'the server answers 451, withheld for legal reasons';
  if (status >= 500) return `the server answers ${status}, a fault of its own`;
  return `the server answers ${status}`;
}
