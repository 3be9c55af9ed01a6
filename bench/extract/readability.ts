import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { articleText, sanitizeArticleHtml } from '../../src/html/index.ts';
import type { Url } from '../../src/model/index.ts';

/** Readability's article, written by our sanitiser, so that both are read by one measure. */
export function readable(html: string, url: string): string {
  try {
    const { document } = parseHTML(html);
    const content = new Readability(document).parse()?.content ?? '';
    return articleText(sanitizeArticleHtml(content, url as Url));
  } catch {
    return '';
  }
}
