import type { FeedEntry, Instant, Url } from '../model/index.ts';
import { dayInUrl, isListingUrl } from './article-shape.ts';
import { recallShape, type ShapeMemory } from './shape-memory.ts';

/** A sitemap as an index names it. */
export interface ListedSitemap {
  readonly url: Url;
  readonly lastModified?: Instant;
}

const newsName = /(?:^|[-_./])(?:google)?news(?:[-_.]|$)|sitemap-?news/i;
const otherName =
  /(?:^|[-_./])(?:tags?|topics?|categor(?:y|ies)|taxonom(?:y|ies)|authors?|users?|images?|photos?|videos?|media|pages?|static|sections?|archives?|products?|events?)(?:[-_.\d]|$)/i;

/**
 * The sitemaps of an index in the order worth reading: news sitemaps, then the newest by their date
 * and the period their name tells (a month long gone is not new for having been written anew), then
 * those without either, highest and lowest number first. Sitemaps of tags, images, authors and the
 * like are left out unless there are no others.
 */
export function newestSitemaps(sitemaps: readonly ListedSitemap[]): readonly ListedSitemap[] {
  const articles = sitemaps.filter(({ url }) => isNews(url) || !otherName.test(nameOf(url)));
  const chosen = articles.length > 0 ? articles : sitemaps;
  const ranked = chosen.map((sitemap, index) => ({ sitemap, age: ageOf(sitemap), index }));
  const dated = ranked
    .filter(({ age }) => age !== undefined)
    .sort(
      (one, other) =>
        Number(isNews(other.sitemap.url)) - Number(isNews(one.sitemap.url)) ||
        (other.age ?? '').localeCompare(one.age ?? '') ||
        numberOf(other.sitemap.url) - numberOf(one.sitemap.url) ||
        one.index - other.index,
    );
  const undated = fromBothEnds(
    ranked
      .filter(({ age }) => age === undefined)
      .sort(
        (one, other) =>
          numberOf(other.sitemap.url) - numberOf(one.sitemap.url) || one.index - other.index,
      ),
  );
  const news = undated.filter(({ sitemap }) => isNews(sitemap.url));
  const rest = undated.filter(({ sitemap }) => !isNews(sitemap.url));
  return [...news, ...dated, ...rest].map(({ sitemap }) => sitemap);
}

/** Whether an address names a news sitemap: one that holds the last days alone. */
export const isNews = (url: Url): boolean =>
  newsName.test(nameOf(url)) && periodOf(url) === undefined;

const nameOf = (url: Url): string => {
  const { pathname, search } = new URL(url);
  return pathname.split('/').slice(-2).join('/') + search;
};

/** The last moment a sitemap speaks of: its date, or the end of the period it is named after. */
function ageOf({ url, lastModified }: ListedSitemap): string | undefined {
  const period = periodOf(url);
  if (period === undefined) return lastModified;
  return lastModified === undefined || period < lastModified ? period : lastModified;
}

/** The end of the day, month or year a sitemap's name tells: `sitemap-2026-11.xml`. */
function periodOf(url: Url): string | undefined {
  const day = dayInUrl(url);
  if (day !== undefined) return `${day}T23:59:59.999Z`;
  const { pathname, search } = new URL(url);
  const name = pathname + search;
  const month =
    /(?<!\d)((?:19|20)\d\d)[-_/]?(0[1-9]|1[0-2])(?!\d)/.exec(name) ??
    /[?&](?:yyyy|year)=((?:19|20)\d\d)&(?:mm|month)=(\d\d?)/.exec(name);
  if (month !== null) return `${month[1]}-${month[2]?.padStart(2, '0')}-31T23:59:59.999Z`;
  const year = /(?<!\d)((?:19|20)\d\d)(?!\d)/.exec(name)?.[1];
  return year === undefined ? undefined : `${year}-12-31T23:59:59.999Z`;
}

/** The number in a sitemap's name, where several are parts of one. */
function numberOf(url: Url): number {
  const { pathname, search } = new URL(url);
  return Number(/(\d{1,9})(?!.*\d)/.exec(pathname + search)?.[1] ?? 0);
}

/** First, last, second, last but one …: which end is the newer one nobody knows. */
function fromBothEnds<Thing>(things: readonly Thing[]): Thing[] {
  return things.map(
    (_thing, index) => things.at(index % 2 === 0 ? index / 2 : -(index + 1) / 2) as Thing,
  );
}

export interface SitemapWindow {
  readonly now: number;
  /** Days back that are looked at; default 30. */
  readonly days?: number;
  /** So many at least, where there are as many; default 200. */
  readonly newest?: number;
  /** What is known of the site's addresses. */
  readonly memory?: ShapeMemory;
}

const day = 86_400_000;
/** As many as a news sitemap may hold. */
const mostEntries = 1000;

/**
 * The entries of sitemaps that are to be looked at: articles by their address, of the last days and
 * at least the newest few, so that an outlet's whole past is not fetched. Where no date tells the
 * newest (or all tell the same day), half are taken from either end. What is left out is told.
 */
export function recentEntries(
  entries: readonly FeedEntry[],
  window: SitemapWindow,
): { readonly entries: readonly FeedEntry[]; readonly warnings: readonly string[] } {
  const { days = 30, newest = 200 } = window;
  const articles = entries.filter(
    ({ url }) => !isListingUrl(url) && recallShape(window.memory, url) !== 'other',
  );
  const warnings: string[] = [];
  const others = entries.length - articles.length;
  if (others > 0) {
    warnings.push(`${others} addresses are no articles by their shape; they were left out.`);
  }
  if (articles.length <= newest) return { entries: articles, warnings };
  const since = window.now - days * day;
  const kept = isDated(articles) ? newestOf(articles, since, newest) : bothEnds(articles, newest);
  if (kept.length < articles.length) {
    const what = isDated(articles) ? `the last ${days} days and the newest` : 'either end';
    warnings.push(
      `The sitemap lists ${articles.length} articles; ${kept.length} were taken, from ${what}.`,
    );
  }
  return { entries: kept, warnings };
}

const dateOf = (entry: FeedEntry): string => entry.publishedAt ?? entry.updatedAt ?? '';

/** Whether dates tell one article from another: most have one, and not all the same day. */
function isDated(entries: readonly FeedEntry[]): boolean {
  const dates = entries.map(dateOf).filter((date) => date !== '');
  const distinct = new Set(dates.map((date) => date.slice(0, 10)));
  return dates.length * 2 > entries.length && distinct.size > 1;
}

function newestOf(entries: readonly FeedEntry[], since: number, newest: number): FeedEntry[] {
  const ranked = entries
    .map((entry, index) => ({ entry, index }))
    .sort(
      (one, other) =>
        dateOf(other.entry).localeCompare(dateOf(one.entry)) || one.index - other.index,
    );
  const recent = ranked.filter(({ entry }) => Date.parse(dateOf(entry)) >= since).length;
  return ranked
    .slice(0, Math.min(mostEntries, Math.max(recent, newest)))
    .sort((one, other) => one.index - other.index)
    .map(({ entry }) => entry);
}

function bothEnds(entries: readonly FeedEntry[], count: number): FeedEntry[] {
  const half = Math.floor(count / 2);
  return [...entries.slice(0, count - half), ...entries.slice(-half)];
}
