import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { extractArticle } from '../../src/extract/index.ts';
import { articleText, sanitizeArticleHtml } from '../../src/html/index.ts';
import type { Url } from '../../src/model/index.ts';

export interface Extractor {
  readonly name: string;
  /** The text of a page's article, empty where none is found or the extractor fails. */
  text(html: string, url: string): string;
}

export const extractors: readonly Extractor[] = [
  {
    name: 'backissue',
    text: (html, url) => extractArticle({ html, url: url as Url }).article.text,
  },
  { name: 'Readability + linkedom', text: readable },
];

/** Readability's article, written by our sanitiser, so that both are read by one measure. */
function readable(html: string, url: string): string {
  try {
    const { document } = parseHTML(html);
    const content = new Readability(document).parse()?.content ?? '';
    return articleText(sanitizeArticleHtml(content, url as Url));
  } catch {
    return '';
  }
}
