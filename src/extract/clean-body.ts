import { sanitizeArticleHtml } from '../html/index.ts';
import type { Url } from '../model/index.ts';
import { type CutBody, cutBlocks } from './body-blocks.ts';
import { cutFurniture } from './furniture-scan.ts';

/** A body sanitised and freed of furniture, first by its markup, then by its words. */
export function cleanBody(html: string, base: Url, title: string): CutBody {
  const marked = cutFurniture(html);
  const worded = cutBlocks(sanitizeArticleHtml(marked.html, base), title);
  return { ...worded, cut: [...marked.cut, ...worded.cut] };
}
