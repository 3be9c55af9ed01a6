import { articleImages, plainText } from '../html/index.ts';
import { canonicalUrl } from './canonical-url.ts';
import type { ExtractInput, Extraction } from './extraction.ts';
import { pageAuthors } from './page-authors.ts';
import { pageBody } from './page-body.ts';
import { pageDates } from './page-dates.ts';
import { pageFacts } from './page-facts.ts';
import { isPaywalled, pageKind } from './page-kind.ts';
import { pageSite, pageTitle } from './page-title.ts';
import { textLanguage } from './text-language.ts';
import { pageTree } from './tree.ts';

/**
 * The article of a page: clean text, who wrote it and when, what kind of page it is, and what was
 * cut with the reason. Nothing from the page is executed or fetched. Never throws on hostile input;
 * where nothing is found the article's text is empty. Dates without a zone are read as UTC.
 */
export function extractArticle(input: ExtractInput): Extraction {
  const { html, url } = input;
  const facts = pageFacts(html);
  const site = pageSite(facts);
  const title = pageTitle(facts, site);
  const body = pageBody(pageTree(html), url, title);
  const canonical = canonicalUrl(facts.canonical || facts.metas.get('og:url'), url);
  const section = plainText(facts.linked?.section || facts.metas.get('article:section') || '');
  return {
    article: {
      url: canonical ?? url,
      title,
      authors: pageAuthors(facts, site),
      site,
      ...(section === '' ? {} : { section }),
      language: textLanguage(body.text === '' ? title : body.text, facts.lang),
      ...pageDates(facts, url),
      html: body.html,
      text: body.text,
      images: articleImages(body.html),
    },
    ...(canonical === undefined ? {} : { canonicalUrl: canonical }),
    kind: pageKind(facts, title, body.text, url),
    cut: body.cut,
    paywalled: isPaywalled(facts, body.text),
  };
}
