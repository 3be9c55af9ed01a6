import { readContent } from '../capture/index.ts';
import {
  type ExtractInput,
  type Extraction,
  extractArticle,
  isOfVersion,
} from '../extract/index.ts';
import { decodeText } from '../html/index.ts';
import { header } from '../http/index.ts';
import { ArchiveError, type Article, type Capture, type Header } from '../model/index.ts';
import type { RevisionRecord } from '../store/index.ts';
import { readListing } from './document.ts';
import { feedWitness } from './feed-witness.ts';
import { guidOf } from './identity.ts';
import { articleInFeed } from './listing-meaning.ts';
import type { Services } from './services.ts';

/** Media types of which a page is read; others are no pages. */
export const pageType = (headers: readonly Header[]): string =>
  header(headers, 'content-type') ?? 'text/html';

/** What a page that was served says, by the site's rules where there are some. */
export function extractPage(
  page: Pick<Capture, 'finalUrl' | 'headers' | 'capturedAt'>,
  content: Uint8Array,
  siteRules: Services['siteRules'],
  hints: Pick<ExtractInput, 'partOf' | 'witness'> = {},
): Extraction {
  const contentType = pageType(page.headers);
  const { text } = decodeText(content, { contentType, kind: 'html' });
  const { finalUrl: url, capturedAt } = page;
  const rules = siteRules?.rulesFor(url);
  return extractArticle({
    html: text,
    url,
    capturedAt,
    ...(rules === undefined ? {} : { rules }),
    ...hints,
  });
}

/**
 * Reads a revision's evidence again: the page or the feed's item that its capture holds, as today's
 * extractor cuts it. Undefined for an imported file, whose format is read elsewhere, for an article of
 * several pages or in another version of its page, which one capture does not hold, and where the
 * capture is not to be had; that it is missing is told by `doctor`.
 */
export async function readAgain(
  means: Pick<Services, 'store' | 'captures'> & Partial<Pick<Services, 'siteRules'>>,
  revision: RevisionRecord,
): Promise<Article | undefined> {
  const { store, captures, siteRules } = means;
  const { basis, extractor } = revision;
  const isOfOnePage = !extractor.includes('+parts') && !isOfVersion(extractor);
  if (basis === 'import' || !isOfOnePage) return undefined;
  const capture = await store.capture(revision.captureId);
  if (capture === undefined) return undefined;
  try {
    const content = await readContent(captures, capture, store.captureWithPayload);
    if (basis === 'page') {
      const witness = await feedWitness(means, revision);
      const hints = witness === undefined ? {} : { witness };
      return extractPage(capture, content, siteRules, hints).article;
    }
    return await itemAgain(store, revision, capture, content);
  } catch (error) {
    if (error instanceof ArchiveError && error.code !== 'internal') return undefined;
    throw error;
  }
}

async function itemAgain(
  store: Services['store'],
  revision: RevisionRecord,
  capture: Capture,
  content: Uint8Array,
): Promise<Article | undefined> {
  const { finalUrl: url, headers } = capture;
  const { entries } = readListing({ url, content, headers });
  const guids = (await store.keysOf(revision.article)).flatMap(
    ({ key }) => guidOf(key)?.guid ?? [],
  );
  const entry = entries.find(({ guid }) => guids.includes(guid));
  return entry && articleInFeed(entry)?.article;
}
