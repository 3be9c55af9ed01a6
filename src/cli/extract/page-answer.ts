import type { Extraction } from '../../extract/index.ts';
import type { TakenPage } from './asked-page.ts';

export interface AnswerOptions {
  /** Adds what was weighed and cut. */
  readonly explain: boolean;
  /** Adds the article's clean HTML and its pictures. */
  readonly html: boolean;
}

/** What is printed for a page. */
export function pageAnswer(taken: TakenPage, options: AnswerOptions): object {
  if ('error' in taken) return { id: taken.id, error: taken.error };
  const { article, published } = taken.extraction;
  return {
    id: taken.id,
    title: article.title,
    author: article.authors,
    published: published ?? null,
    text: article.text,
    ...(options.html ? { html: article.html, images: article.images } : {}),
    ...(options.explain ? explained(taken.extraction) : {}),
  };
}

/** All that is known of a page besides its words; null where the page tells nothing. */
function explained(extraction: Extraction): object {
  const { article, kind, paywalled, canonicalUrl, leadImage, modified, dates, cut } = extraction;
  return {
    url: article.url,
    canonicalUrl: canonicalUrl ?? null,
    kind,
    paywalled,
    sponsored: extraction.sponsored === true,
    language: article.language,
    site: article.site,
    section: article.section ?? null,
    tags: article.tags ?? [],
    modified: modified ?? null,
    leadImage: leadImage ?? null,
    dates: dates ?? [],
    cut,
  };
}
