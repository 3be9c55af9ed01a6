import type { Instant, Url } from '../model/index.ts';
import { dateInText, dateInUrl } from './date-text.ts';
import type { PageFacts } from './page-facts.ts';

const publishedMetas = [
  'article:published_time',
  'og:article:published_time',
  'og:published_time',
  'datepublished',
  'parsely-pub-date',
  'sailthru.date',
  'publishdate',
  'publish_date',
  'publish-date',
  'pubdate',
  'publicationdate',
  'apub:time',
  'weibo:article:create_at',
  'dc.date.issued',
  'dcterms.created',
  'dc.date',
  'dcterms.date',
  'date',
  'article.published',
  'pub_date',
  'originalpublicationdate',
];
const modifiedMetas = [
  'article:modified_time',
  'og:updated_time',
  'datemodified',
  'dcterms.modified',
  'lastmod',
  'last-modified',
];

export interface PageDates {
  readonly publishedAt?: Instant;
  readonly modifiedAt?: Instant;
}

/**
 * When a page was published and last modified: JSON-LD, then metas, then `time` elements, then dates
 * that stand below the title or are marked as such, then the URL. Dates without a zone are read as
 * UTC. A modification that is not later than publication is not told.
 */
export function pageDates(facts: PageFacts, url: Url): PageDates {
  const publishedAt = first([
    facts.linked?.published,
    ...publishedMetas.map((name) => facts.metas.get(name)),
    ...facts.times.filter((time) => time.publication).map((time) => time.datetime),
    ...facts.times.slice(0, 1).map((time) => time.datetime),
    ...facts.linesAfterTitle.slice(0, 8).filter((line) => line.length <= 120),
    ...facts.dateTexts.filter((text) => text.length <= 120),
    ...facts.linesAfterTitle.slice(8).filter((line) => line.length <= 60),
  ]);
  const published = publishedAt ?? dateInUrl(url);
  const modified = first([
    facts.linked?.modified,
    ...modifiedMetas.map((name) => facts.metas.get(name)),
  ]);
  const later = modified !== undefined && (published === undefined || modified > published);
  return {
    ...(published === undefined ? {} : { publishedAt: published }),
    ...(later ? { modifiedAt: modified } : {}),
  };
}

function first(texts: readonly (string | undefined)[]): Instant | undefined {
  for (const text of texts) {
    const moment = text === undefined || text === '' ? undefined : dateInText(text);
    if (moment !== undefined) return moment;
  }
  return undefined;
}
