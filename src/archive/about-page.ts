import type { Entry } from '../model/index.ts';
import type { Page } from './visit.ts';

/** What a page's capture was for: kept beside it, so that the catalogue can be made again. */
export const aboutPage = (entry?: Entry, page?: Page) => ({
  v: 1,
  kind: 'page',
  ...(entry === undefined ? {} : aboutEntry(entry)),
  ...(page === undefined ? {} : aboutParts(page)),
});

const aboutEntry = ({ sourceId, guid, captureId, entry }: Entry) => ({
  source: sourceId,
  guid,
  listing: captureId,
  title: entry.title,
  authors: [...entry.authors],
  ...(entry.publishedAt === undefined ? {} : { publishedAt: entry.publishedAt }),
});

/** Which captures hold the article's further pages, in order, and which page there should be. */
function aboutParts({ parts = [], missing }: Page) {
  const joined = parts.filter((part) => part.isJoined);
  return {
    ...(joined.length === 0 ? {} : { parts: joined.map((part) => part.exchanged.last.capture.id) }),
    ...(missing === undefined ? {} : { missing: missing.url }),
  };
}
