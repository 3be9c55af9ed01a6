import { articleImages, oneLine } from '../html/index.ts';
import type { Extraction, FragmentInput } from './extraction.ts';
import { fragmentBody } from './page-body.ts';
import { textLanguage } from './text-language.ts';
import { pageTree } from './tree.ts';

/**
 * An article from a body that is already cut out: sanitised, freed of share bars, newsletter boxes,
 * resellers' footers and the like, but not scored. Never throws on hostile input.
 */
export function extractFragment(input: FragmentInput): Extraction {
  const title = oneLine(input.title);
  const { html, text, cut } = fragmentBody(pageTree(input.html), input.url, title);
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
