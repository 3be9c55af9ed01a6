import type { ArticleImage, Url } from '../model/index.ts';
import { readTags, type TagHandler } from './tag-events.ts';

/** The pictures of sanitised HTML in reading order, each URL once with its first text. */
export function articleImages(html: string): ArticleImage[] {
  const images = new Map<string, ArticleImage>();
  const taker: TagHandler = {
    open(_, attributes) {
      const src = attributes.get('src');
      if (src === undefined || images.has(src)) return;
      images.set(src, { url: src as Url, alt: attributes.get('alt') ?? '' });
    },
    close() {},
    text() {},
  };
  // Sanitised HTML writes `<` and `>` for nothing but tags, so that the tags are found as they are.
  for (let at = html.indexOf('<img '); at >= 0; at = html.indexOf('<img ', at + 1)) {
    readTags(html.slice(at, html.indexOf('>', at) + 1), taker);
  }
  return [...images.values()];
}
