import type { ArticleImage, Url } from '../model/index.ts';
import { readTags } from './tag-events.ts';

/** The pictures of sanitised HTML in reading order, each URL once with its first text. */
export function articleImages(html: string): ArticleImage[] {
  if (!html.includes('<img')) return [];
  const images = new Map<string, ArticleImage>();
  readTags(html, {
    open(name, attributes) {
      const src = attributes.get('src');
      if (name !== 'img' || src === undefined || images.has(src)) return;
      images.set(src, { url: src as Url, alt: attributes.get('alt') ?? '' });
    },
    close() {},
    text() {},
  });
  return [...images.values()];
}
