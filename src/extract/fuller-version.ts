import type { Extraction } from './extraction.ts';
import { isOfSameArticle } from './join-parts.ts';
import type { OtherVersions } from './other-versions.ts';
import { sampleWeight } from './sample-weight.ts';

/** Less text than this is a teaser, or what is left where scripts would have brought the rest. */
const thin = 600;
const leastVersion = 400;

/** Whether a page's text is so short that another version may have the article. */
export const isThin = (text: string): boolean => sampleWeight(text) < thin;

/** Whether another version of a page has the article that the page has not, or hardly: of the same
 * title and day, open to all, at least twice as long, and no mere teaser. */
export function isFullerVersion(own: Extraction, version: Extraction): boolean {
  const [has, told] = [sampleWeight(own.article.text), sampleWeight(version.article.text)];
  if (version.paywalled || told < leastVersion || told < 2 * has) return false;
  return isOfSameArticle(own, version);
}

/** The words of another version of a page, and all else as the page itself tells it. */
export function toldByVersion(
  own: Extraction,
  version: Extraction,
  from: keyof OtherVersions,
): Extraction {
  const { parts: _parts, isWitnessed: _witnessed, byRules: _rules, ...rest } = own;
  const { html, text, images, language } = version.article;
  return {
    ...rest,
    article: { ...own.article, html, text, images, language },
    kind: version.kind,
    cut: version.cut,
    paywalled: version.paywalled,
    readFrom: from,
    ...(version.byRules === undefined ? {} : { byRules: version.byRules }),
  };
}
