import {
  type ExtractInput,
  type Extraction,
  extractArticle,
  toldByVersion,
} from '../extract/index.ts';
import { decodeText } from '../html/index.ts';
import { type HttpAnswer, header } from '../http/index.ts';
import { type AbsenceKind, ArchiveError, type Instant, type Url } from '../model/index.ts';
import { articleKey, canonicalUrl } from '../url/index.ts';
import { absenceOfStatus, saysStatus } from './absence-says.ts';
import { isPlausibleCanonical } from './article-address.ts';
import { insteadOf } from './instead-of.ts';
import type { PageVersion } from './other-version.ts';
import { extractPage, pageType } from './read-again.ts';
import type { Services } from './services.ts';
import type { NoPage, ReadPage } from './visited-page.ts';

/** An answer to the question for a page. */
export interface Answered extends Pick<HttpAnswer, 'status' | 'finalUrl' | 'headers' | 'content'> {
  /** Every address asked on the way, in order. */
  readonly hops: readonly Url[];
  readonly capturedAt: Instant;
}

/** What helps to read a page. */
export interface PageHints extends Pick<ExtractInput, 'partOf' | 'witness'> {
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
