import { type AnchorLink, pageLinks } from '../html/index.ts';
import type { Instant, Url } from '../model/index.ts';
import { canonicalUrl } from '../url/index.ts';
import {
  dayInUrl,
  isArticleUrl,
  isListingUrl,
  mayBeArticleUrl,
  siteOf,
  urlShape,
} from './article-shape.ts';
import { EntryList } from './draft.ts';
import { parseFeedDate } from './feed-date.ts';
import { checkDocument, type FeedInput, type ParsedFeed } from './feed-document.ts';
import { headlineOf, isHeadline, isLongHeadline } from './headline.ts';
import { isSameSite } from './same-site.ts';
import { recallShape, type ShapeMemory } from './shape-memory.ts';

/** What a section page tells of the articles it links to. */
export type SectionPage = Pick<ParsedFeed, 'title' | 'entries' | 'warnings' | 'language'>;

/** All the links of a page to one address. */
interface Candidate {
  readonly url: Url;
  readonly links: readonly AnchorLink[];
  readonly title: string;
  /** Addresses of its shape with a headline of their own. */
  readonly alike: number;
}

const linkLimit = 1000;
/** With fewer articles than this outside menus, links in what calls itself a menu count too. */
const fewLinks = 3;

/**
 * The article links of a section or front page, each once, in page order; guid and URL are the same.
 * An article is told by structure: on the same site, outside navigation, with words enough for a
 * headline, and an address that carries a date, a number or a slug, or that the page itself speaks
 * for: by a heading, or by other headlines whose address has the same shape. `memory`, from
 * learnShape, overrules it: what never was an article is left out, what always was is taken even
 * without a headline. Dates come from the page where one stands with the link, else from the
 * address; a day without time is its midnight in UTC.
 */
export function sectionEntries(input: FeedInput, memory?: ShapeMemory): SectionPage {
  checkDocument(input);
  const page = pageLinks(input.text, input.url);
  const candidates = candidatesOf(page.anchors, input.url);
  const found = candidates.filter((one) => isArticle(one, memory));
  const clear = found.filter(({ links }) => links.some(({ aside }) => aside !== true));
  const list = new EntryList();
  for (const { url, title, links } of clear.length >= fewLinks ? clear : found) {
    list.add({
      guid: url,
      url,
      title,
      authors: [],
      publishedAt: dateOf(url, links),
      updatedAt: undefined,
      contentHtml: undefined,
      summaryHtml: undefined,
      faults: [],
    });
    if (list.entries.length >= linkLimit) break;
  }
  if (list.entries.length === 0) list.warn('The page links to nothing that looks like an article.');
  return {
    title: page.title,
    ...(page.lang === '' ? {} : { language: page.lang }),
    entries: list.entries,
    warnings: list.warnings,
  };
}

/** What may be an article, one for each address, with its headline. */
function candidatesOf(anchors: readonly AnchorLink[], page: Url): Candidate[] {
  const own = canonicalUrl(page);
  const byAddress = new Map<Url, AnchorLink[]>();
  for (const anchor of anchors) {
    const url = canonicalUrl(anchor.href);
    if (anchor.inNav || url === own || !isSameSite(url, page) || isListingUrl(url)) continue;
    if (/\b(?:tag|author|nofollow sponsored|sponsored|category)\b/.test(anchor.rel)) continue;
    const links = byAddress.get(url);
    if (links === undefined) byAddress.set(url, [anchor]);
    else links.push(anchor);
  }
  const titled = [...byAddress].map(([url, links]) => ({ url, links, title: headlineOf(links) }));
  const shapes = new Map<string, number>();
  for (const { url, title } of titled) {
    if (!isHeadline(title)) continue;
    const shape = siteOf(url) + urlShape(url);
    shapes.set(shape, (shapes.get(shape) ?? 0) + 1);
  }
  return titled.map((one) => ({
    ...one,
    alike: shapes.get(siteOf(one.url) + urlShape(one.url)) ?? 0,
  }));
}

function isArticle(
  { url, links, title, alike }: Candidate,
  memory: ShapeMemory | undefined,
): boolean {
  const known = recallShape(memory, url);
  if (known !== undefined) return known === 'article';
  // A heading or a date that stands with the link speaks for it.
  const hasHeading = links.some(({ heading }) => heading !== undefined);
  const hasDate = links.some(({ date }) => date !== undefined);
  if (isArticleUrl(url)) return isHeadline(title) || (title !== '' && (hasHeading || hasDate));
  if (title !== '' && hasHeading && hasDate) return true;
  if (!mayBeArticleUrl(url) || !isLongHeadline(title)) return false;
  return alike >= 3 || hasHeading || hasDate;
}

function dateOf(url: Url, links: readonly AnchorLink[]): Instant | undefined {
  for (const { date } of links) {
    const told = date === undefined ? undefined : parseFeedDate(dayOrMoment(date));
    if (told !== undefined) return told;
  }
  const day = dayInUrl(url);
  return day === undefined ? undefined : parseFeedDate(day);
}

/** A time of day without its zone is not sure: the day alone is taken. */
function dayOrMoment(date: string): string {
  if (/(?:Z|[+-]\d\d:?\d\d)$/.test(date)) return date;
  return date.replace(/[T\s]+\d{1,2}:\d\d.*$/, '').replace(/日$/, '');
}
