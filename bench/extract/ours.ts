import { extractArticle } from '../../src/extract/index.ts';
import type { Url } from '../../src/model/index.ts';

export const ours = (html: string, url: string): string =>
  extractArticle({ html, url: url as Url }).article.text;
