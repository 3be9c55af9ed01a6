import { articleImages, plainText } from '../html/index.ts';
import type { ExtractInput, Extraction } from './extraction.ts';
import { firstMeta } from './meta-names.ts';
import { pageBody } from './page-body.ts';
import type { PageFacts } from './page-facts.ts';
import { pageKind } from './page-kind.ts';
import { pageMetadata } from './page-metadata.ts';
import { isPaywalled } from './paywall-marks.ts';
import { textLanguage } from './text-language.ts';
import { pageTree } from './tree.ts';

/**
 * The article of a page: clean text, who wrote it and when, what kind of page it is, and what was
 * cut with the reason. Nothing from the page is executed or fetched. Never throws on hostile input;
 * where nothing is found the article's text is empty. Dates without a zone are read as UTC.
 */
export function extractArticle(input: ExtractInput): Extraction {
  const { html, url } = input;
  const tree = pageTree(html);
  const told = pageMetadata(tree, url, input.capturedAt);
  const { facts, linked, title, section, tags, canonical, image } = told;
  const { published, modified, dates, ...moments } = told.dates;
  const body = pageBody(tree, url, title, summaryOf(facts));
  return {
    article: {
      url: canonical ?? url,
      title,
      authors: told.authors,
      site: told.site,
      ...(section === '' ? {} : { section }),
      ...(tags.length === 0 ? {} : { tags }),
      language: textLanguage(body.text === '' ? title : body.text, told.language),
      ...moments,
      html: body.html,
      text: body.text,
      images: articleImages(body.html),
    },
    ...(canonical === undefined ? {} : { canonicalUrl: canonical }),
    ...(image === undefined ? {} : { leadImage: image }),
    ...(published === undefined ? {} : { published }),
    ...(modified === undefined ? {} : { modified }),
    dates,
    kind: pageKind(facts, linked, title, body.text, url),
    cut: body.cut,
    paywalled: isPaywalled(facts, linked, body.text),
  };
}

const summaryOf = (facts: PageFacts): string =>
  plainText(firstMeta(facts, ['og:description', 'description', 'twitter:description'])).slice(
    0,
    500,
  );
