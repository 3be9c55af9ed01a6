import { draftExchanges, type Exchanged } from '../capture/index.ts';
import {
  type ExtractInput,
  type Extraction,
  extractArticle,
  toldByVersion,
} from '../extract/index.ts';
import { decodeText } from '../html/index.ts';
import { failureKind, type HttpAnswer, header } from '../http/index.ts';
import {
  type AbsenceKind,
  ArchiveError,
  type Instant,
  type Source,
  type Url,
} from '../model/index.ts';
import { articleKey, canonicalUrl, hostKey } from '../url/index.ts';
import { absenceOfFailure, absenceOfStatus, saysStatus } from './absence-says.ts';
import { isPlausibleCanonical } from './article-address.ts';
import { askingFor } from './asking.ts';
import { insteadOf } from './instead-of.ts';
import { findVersion, type PageVersion } from './other-version.ts';
import { type AskedPart, type AskPart, type PartPage, type Parts, readParts } from './parts.ts';
import { extractPage, pageType } from './read-again.ts';
import { refusalOf } from './refused.ts';
import type { Services } from './services.ts';

/** A page that was served and read. */
export interface Page extends ReadPage {
  readonly exchanged: Exchanged;
  /** Further pages of the article that were asked for. */
  readonly parts?: readonly PartPage[];
  /** The capture of the version whose words are taken, where the archive held it before. */
  readonly heldVersion?: string;
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
  /** What was read of a page that has no word of its article. */
  readonly wordless?: Extraction;
  /** Another version of the page that was asked for, and did not help. */
  readonly parts?: readonly PartPage[];
  /** What came in the article's place, when it keeps readers out. */
  readonly shows?: 'captcha' | 'login';
  /** No evidence of anything: the fault is on our side (proxy, network), or nobody can say yet what
   * the answer means. */
  readonly isOurs?: true;
  /** The article was taken down here: nothing of it is wanted. */
  readonly isTakenDown?: true;
}

/** Asks for an article's page and reads it, with all its pages where it has several, and in another
 * version where it has hardly a word. `witness` is what its feed tells of it, as HTML. Never throws for
 * what the other side does. */
export async function visitPage(
  services: Services,
  url: Url,
  source: Source | undefined,
  witness?: string,
): Promise<Page | NoPage> {
  const asked = await askPage(services, url, source);
  if ('served' in asked) return asked;
  const hints = witness === undefined ? {} : { witness };
  const own = readAnswer(services, url, asked, hints);
  const refused = await refusal(services, ledTo(own));
  if (refused !== undefined) return refused;
  const { page, led } = await inVersion(services, url, own, { source, hints });
  const refusedThen = await refusal(services, led);
  if (refusedThen !== undefined) return refusedThen;
  return page.served ? await withParts(services, page, source) : page;
}

/** The addresses that an answer led to, or says that it is of. */
function ledTo(answer: Answer): readonly [Url, ...Url[]] {
  if (answer.served) return answer.urls;
  const { finalUrl } = answer.exchanged.answer;
  return answer.wordless ? pageUrls(finalUrl, [], answer.wordless) : [finalUrl];
}

/** Asks for one page alone, and for nothing that it names. */
export async function visitOnly(
  services: Services,
  url: Url,
  source: Source | undefined,
): Promise<Page | NoPage> {
  const asked = await askPage(services, url, source);
  return 'served' in asked ? asked : readAnswer(services, url, asked, {});
}

/** A page with the words of another version of it, where it has hardly any of its own; and where both
 * say that they belong. */
async function inVersion(
  services: Services,
  url: Url,
  own: Answer,
  { source, hints }: { readonly source: Source | undefined; readonly hints: PageHints },
): Promise<{ readonly page: Answer; readonly led: readonly Url[] }> {
  const { exchanged } = own;
  const extraction = own.served ? own.extraction : own.wordless;
  if (extraction === undefined) return { page: own, led: ledTo(own) };
  const ask: AskPart = async (at, partOf) => await askPart(services, at, partOf, source);
  const thin = { extraction, url: exchanged.answer.finalUrl };
  const { version, captureId, pages } = await findVersion(services, thin, ask);
  const page = version ? readAnswer(services, url, exchanged, { ...hints, version }) : own;
  const held = captureId === undefined ? {} : { heldVersion: captureId };
  const parts = pages.length === 0 ? {} : { parts: pages };
  return {
    page: { ...page, ...parts, ...(page.served ? held : {}) },
    led: [...ledTo(page), ...(version ? pageUrls(thin.url, [], version.extraction) : [])],
  };
}

async function askPage(
  services: Services,
  url: Url,
  source: Source | undefined,
): Promise<Exchanged | NoPage> {
  const refused = await refusal(services, [url]);
  if (refused !== undefined) return refused;
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
  const { parts, readFrom } = page.extraction;
  if (parts === undefined || readFrom !== undefined) return page;
  const { finalUrl: url, content } = page.exchanged.answer;
  const first = { extraction: page.extraction, url, bytes: content.length };
  const ask: AskPart = async (at, partOf) => await askPart(services, at, partOf, source);
  const { extraction, pages, missing } = await readParts(first, ask, services.now);
  return {
    ...page,
    extraction,
    parts: [...(page.parts ?? []), ...pages],
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

type Answer = Page | (NoPage & { readonly exchanged: Exchanged });

function readAnswer(
  { siteRules }: Services,
  url: Url,
  exchanged: Exchanged,
  hints: PageHints,
): Answer {
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

/** Told of an address whose article was taken down, and of one that leads to such: nothing is kept. */
async function refusal(services: Services, urls: readonly Url[]): Promise<NoPage | undefined> {
  const error = await refusalOf(services.store, urls);
  if (error === undefined) return undefined;
  return { served: false, kind: 'refused', status: 0, error, isTakenDown: true };
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

/** What helps to read a page. */
interface PageHints extends Pick<ExtractInput, 'partOf' | 'witness'> {
  /** The version of it whose words are taken. */
  readonly version?: PageVersion;
}

/** What else is known of a page that is read. */
export interface PageKnown extends PageHints {
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
  const { siteRules, version, ...hints } = known;
  const own = extractPage(answer, content, siteRules, hints);
  const extraction = version ? toldByVersion(own, version.extraction, version.from) : own;
  const instead = insteadOf(url, finalUrl, extraction);
  if (instead !== undefined) {
    const { kind, says } = instead;
    const guard = kind === 'captcha' || kind === 'login' ? { shows: kind } : {};
    const wordless = extraction.article.text === '' ? { wordless: extraction } : {};
    return {
      ...missing(kind, `the answer (${finalUrl}) ${says}; the capture is kept.`),
      ...guard,
      ...wordless,
    };
  }
  const asked = { url, moved: articleKey(finalUrl) !== articleKey(url) };
  return { served: true, extraction, urls: urlsOf(url, answer, extraction), asked };
}

/** What keeps readers out, where an answer that refuses shows it: most captchas come with a 403. */
function guardOf({ content, headers, finalUrl, status }: Answered): Pick<NoPage, 'shows'> {
  const contentType = header(headers, 'content-type') ?? '';
  if (![401, 403, 429, 503].includes(status) || !contentType.includes('html')) return {};
  const { text } = decodeText(content, { contentType, kind: 'html' });
  const { kind } = extractArticle({ html: text, url: finalUrl });
  return kind === 'captcha' || kind === 'login' ? { shows: kind } : {};
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
