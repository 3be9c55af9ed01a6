import { articleImages, plainText } from '../html/index.ts';
import type { Url } from '../model/index.ts';
import type { ExtractInput, Extraction } from './extraction.ts';
import { isThin } from './fuller-version.ts';
import { firstMeta } from './meta-names.ts';
import { otherVersions } from './other-versions.ts';
import { type Body, type BodyHints, pageBody, ruledBody } from './page-body.ts';
import type { PageFacts } from './page-facts.ts';
import { isToldArticle, pageKind } from './page-kind.ts';
import { type PageMetadata, pageMetadata } from './page-metadata.ts';
import { type PartLinks, partLinks } from './part-links.ts';
import { isPaywalled } from './paywall-marks.ts';
import { RuledPage } from './ruled-page.ts';
import { sampleWeight } from './sample-weight.ts';
import type { SiteRules } from './site-rules.ts';
import { textLanguage } from './text-language.ts';
import { type PageTree, pageTree } from './tree.ts';

/**
 * The article of a page: clean text, who wrote it and when, what kind of page it is, and what was
 * cut with the reason. Rules of the user's for the site go before what is found without them. Nothing
 * from the page is executed or fetched. Never throws on hostile input; where nothing is found the
 * article's text is empty. Dates without a zone are read as UTC.
 */
export function extractArticle(input: ExtractInput): Extraction {
  const { html, url, rules } = input;
  if (rules === undefined) {
    const tree = pageTree(html);
    const told = pageMetadata(tree, url, input.capturedAt);
    const extraction = assembled(url, told, pageBody(tree, url, bodyHints(told, input)));
    return withLinks(extraction, tree, told, partsGuessed(input, tree, told, extraction), url);
  }
  const page = new RuledPage(html, rules);
  const told = toldByRules(page, pageMetadata(page.whole, url, input.capturedAt, page.dates()));
  const { body, isOfRules } = bodyByRules(page, rules, input, told);
  const extraction = assembled(url, told, body);
  const isRuled = isOfRules || page.changesWords || page.text('title') !== '';
  const ruled = {
    ...extraction,
    ...(isRuled ? { byRules: rules.mark } : {}),
    ...(page.finds('native_ad_clue') ? { sponsored: true as const } : {}),
  };
  const parts = partsByRules(page, input) ?? partsGuessed(input, page.whole, told, extraction);
  return withLinks(ruled, page.whole, told, parts, url);
}

/** An extraction with where more of its article is: on further pages, in other versions of its page. */
function withLinks(
  extraction: Extraction,
  tree: PageTree,
  told: PageMetadata,
  parts: PartLinks,
  url: Url,
): Extraction {
  const { kind } = extraction;
  const isArticle =
    kind === 'article' || (kind === 'unknown' && isToldArticle(told.facts, told.linked));
  const isWanted = isArticle && isThin(extraction.article.text);
  const versions = isWanted ? otherVersions(tree, url) : {};
  const hasParts = parts.next !== undefined || parts.whole !== undefined;
  const hasVersions = versions.amp !== undefined || versions.print !== undefined;
  return {
    ...extraction,
    ...(hasParts ? { parts } : {}),
    ...(hasVersions ? { versions } : {}),
  };
}

/** An article shorter than this is a caption or a list, and what follows it another one. */
const shortestPart = 300;

/** Where the rest of an article is, by the links of its page; a further page may be short. */
function partsGuessed(
  { url, partOf }: ExtractInput,
  tree: PageTree,
  told: PageMetadata,
  { kind, article }: Extraction,
): PartLinks {
  if (partOf === undefined && (kind !== 'article' || sampleWeight(article.text) < shortestPart)) {
    return {};
  }
  const isTold = isToldArticle(told.facts, told.linked);
  return partLinks({ tree, url, first: partOf ?? url, isTold });
}

/** The links that the site's rules name; undefined where they find none. */
function partsByRules(page: RuledPage, { url }: ExtractInput): PartLinks | undefined {
  const [whole, next] = [page.link('single_page_link', url), page.link('next_page_link', url)];
  if (whole === undefined && next === undefined) return undefined;
  return {
    ...(whole === undefined ? {} : { whole }),
    ...(next === undefined ? {} : { next }),
    byRules: true,
  };
}

function assembled(url: Url, told: PageMetadata, body: Body): Extraction {
  const { facts, linked, title, section, tags, canonical, image } = told;
  const { published, modified, dates, ...moments } = told.dates;
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
    ...(body.isWitnessed === true ? { isWitnessed: true } : {}),
  };
}

/** What is known of the article before its body is looked for. */
const bodyHints = (told: PageMetadata, { witness }: ExtractInput): BodyHints => ({
  title: told.title,
  authors: told.authors,
  summary: summaryOf(told.facts),
  ...(witness === undefined ? {} : { witness }),
});

const summaryOf = (facts: PageFacts): string =>
  plainText(firstMeta(facts, ['og:description', 'description', 'twitter:description'])).slice(
    0,
    500,
  );

/** What the rules say of title and authors, and what is told without them. */
function toldByRules(page: RuledPage, told: PageMetadata): PageMetadata {
  const title = page.text('title');
  const authors = page.authors();
  return {
    ...told,
    ...(title === '' ? {} : { title: title.slice(0, 500).toWellFormed() }),
    ...(authors.length === 0 ? {} : { authors }),
  };
}

/** The body that the rules name; where they find none, what is found without them, unless they forbid
 * to guess. */
function bodyByRules(
  page: RuledPage,
  rules: SiteRules,
  input: ExtractInput,
  told: PageMetadata,
): { readonly body: Body; readonly isOfRules: boolean } {
  const { url } = input;
  const found = firstBody(page, rules, url, told.title);
  if (found !== undefined) {
    return { body: { ...found, cut: [...page.cut, ...found.cut] }, isOfRules: true };
  }
  const mayGuess = rules.choice('autodetect_on_failure') ?? true;
  if (!mayGuess && page.has('body')) {
    return { body: { html: '', text: '', cut: page.cut }, isOfRules: true };
  }
  const body = pageBody(page.left, url, bodyHints(told, input));
  return { body: { ...body, cut: [...page.cut, ...body.cut] }, isOfRules: false };
}

function firstBody(page: RuledPage, rules: SiteRules, url: Url, title: string): Body | undefined {
  const prune = rules.choice('prune') ?? true;
  for (const tree of page.bodies()) {
    const body = ruledBody(tree, url, title, prune);
    if (body.text !== '') return body;
  }
  return undefined;
}
