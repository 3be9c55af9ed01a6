import { articleImages, oneLine } from '../html/index.ts';
import { cleanBody } from './clean-body.ts';
import type { Extraction, FragmentInput } from './extraction.ts';
import { textLanguage } from './text-language.ts';

/**
 * An article from a body that is already cut out: sanitised, freed of share bars, newsletter boxes,
 * resellers' footers and the like, but not scored. Never throws on hostile input.
 */
export function extractFragment(input: FragmentInput): Extraction {
  const title = oneLine(input.title);
  const { html, text, cut } = cleanBody(input.html, input.url, title);
  return {
    article: {
      url: input.url,
      title,
      authors: input.authors ?? [],
      site: input.site ?? '',
      language: textLanguage(text === '' ? title : text),
      ...(input.publishedAt === undefined ? {} : { publishedAt: input.publishedAt }),
      ...(input.modifiedAt === undefined ? {} : { modifiedAt: input.modifiedAt }),
      html,
      text,
      images: articleImages(html),
    },
    kind: text === '' ? 'unknown' : 'article',
    cut,
    paywalled: false,
  };
}
