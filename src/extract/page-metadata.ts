import type { Instant, Url } from '../model/index.ts';
import { canonicalUrl } from './canonical-url.ts';
import { pageFacts } from './fact-reader.ts';
import { type LinkedFacts, linkedFacts } from './json-ld.ts';
import { leadImage } from './lead-image.ts';
import { firstMeta } from './meta-names.ts';
import { pageAuthors } from './page-authors.ts';
import { type PageDates, pageDates } from './page-dates.ts';
import type { PageFacts } from './page-facts.ts';
import { pageTitle } from './page-title.ts';
import { pageSection, pageTags } from './page-topics.ts';
import { siteNames } from './site-names.ts';
import type { PageTree } from './tree.ts';

/** What is told about an article besides its body. */
export interface PageMetadata {
  readonly facts: PageFacts;
  readonly linked: LinkedFacts | undefined;
  readonly title: string;
  readonly authors: readonly string[];
  readonly site: string;
  readonly section: string;
  readonly tags: readonly string[];
  readonly dates: PageDates;
  readonly canonical: Url | undefined;
  readonly image: Url | undefined;
  /** The language the page says it is in, as it says it. */
  readonly language: string;
}

/** Reads a page's metadata from its tree, in one pass over it; `ruledDates` are the texts that a site's
 * rule names for the date. */
export function pageMetadata(
  tree: PageTree,
  url: Url,
  capturedAt?: Instant,
  ruledDates?: readonly string[],
): PageMetadata {
  const facts = pageFacts(tree);
  const linked = linkedFacts(facts.linkedScripts, url);
  const site = siteNames(facts, linked, url);
  const { title, place } = pageTitle(facts, linked, site);
  return {
    facts,
    linked,
    title,
    authors: pageAuthors(facts, linked, site, place),
    site: site.name,
    section: pageSection(facts, linked, site, title),
    tags: pageTags(facts, linked),
    dates: pageDates(facts, linked, url, place, capturedAt, ruledDates),
    canonical: canonicalUrl(facts.canonical || firstMeta(facts, ['og:url']), url),
    image: leadImage(facts, linked, url, place),
    language:
      facts.lang ||
      linked?.language ||
      firstMeta(facts, ['og:locale', 'content-language', 'language', 'dc.language']),
  };
}
