import { isRendered } from '../capture/index.ts';
import { extractorOf } from '../extract/index.ts';
import type { Article, Capture, Entry, Instant, Source } from '../model/index.ts';
import type { ArticleRecord } from '../store/index.ts';
import { isOfOtherVersion } from '../url/index.ts';
import type { Find } from './find.ts';
import { findInFeed } from './listing-meaning.ts';
import type { Services } from './services.ts';
import type { ReadPage } from './visited-page.ts';

/** Where a page was asked from, as far as it decides what the page is. */
interface PageFrom {
  readonly source?: Pick<Source, 'id' | 'body'>;
  readonly entry?: Entry;
  readonly article?: Pick<ArticleRecord, 'sourceId'>;
}

/** The find that a page is; with `fuller` bodies that of the feed's text where it is longer. */
export async function pageFind(
  services: Pick<Services, 'store'>,
  page: ReadPage,
  capture: Capture,
  from: PageFrom,
): Promise<Find> {
  const { source, entry, article } = from;
  const listing =
    source?.body === 'fuller' && entry !== undefined
      ? await services.store.capture(entry.captureId)
      : undefined;
  const fuller = listing && entry && findInFeed(entry, listing);
  const { text } = page.extraction.article;
  if (fuller !== undefined && isFuller(fuller.article.text, text)) {
    const { urls, asked } = page;
    return { ...fuller, urls, asked, pageAt: capture.capturedAt, revisit: true };
  }
  return {
    capture,
    article: completed(page.extraction.article, entry),
    kind: page.extraction.kind,
    basis: 'page',
    // A page less is no edit; nor is what a browser shows beside what was served, or an AMP page beside the page.
    extractor: [
      extractorOf(page.extraction),
      isOfOtherVersion(capture.finalUrl) ? '+version' : '',
      isRendered(capture) ? '+browser' : '',
      page.missing === undefined ? '' : '+missing',
    ].join(''),
    sourceId: article?.sourceId ?? source?.id ?? '',
    urls: entry === undefined ? page.urls : [...page.urls, entry.entry.url],
    asked: page.asked,
    ...(entry === undefined ? {} : { entry }),
    revisit: true,
  };
}

/** Whether a feed's text is so much longer than a page's that it is taken where `fuller` is wanted. */
export const isFuller = (ofFeed: string, ofPage: string): boolean =>
  ofFeed.length > ofPage.length * 1.2;

/** What the page does not tell is taken from the feed. */
function completed(article: Article, entry: Entry | undefined): Article {
  if (entry === undefined) return article;
  const { title, authors, publishedAt } = entry.entry;
  const date = surerDate(publishedAt, article.publishedAt);
  return {
    ...article,
    title: article.title === '' ? title : article.title,
    authors: article.authors.length === 0 ? authors : article.authors,
    ...(date === undefined ? {} : { publishedAt: date }),
  };
}

/** The feed's date has its zone, a page's often has none; but a day alone, which section pages and
 * sitemaps tell as its midnight, gives way to a moment of about that day. */
function surerDate(told: Instant | undefined, own: Instant | undefined): Instant | undefined {
  if (told === undefined || own === undefined) return told ?? own;
  const isDayAlone = told.endsWith('T00:00:00.000Z');
  const isNear = Math.abs(Date.parse(told) - Date.parse(own)) <= 36 * 3_600_000;
  return isDayAlone && isNear ? own : told;
}
