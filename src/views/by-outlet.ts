import type { ArticleState } from '../archive/index.ts';
import type { ArticleLine, OutletOfDay } from '../pages/index.ts';
import { lineOf, type Signs } from './lines.ts';
import type { Outlets } from './outlets.ts';

/** Articles of a day under their outlets, in the order they come; of each outlet `most` (default: all). */
export function byOutlet(
  articles: readonly ArticleState['article'][],
  outlets: Outlets,
  { signs, most = Number.POSITIVE_INFINITY }: { readonly signs?: Signs; readonly most?: number },
): OutletOfDay[] {
  const groups = new Map<string, ArticleLine[]>();
  for (const article of articles) {
    const line = lineOf(article, outlets, signs);
    const group = groups.get(line.sourceId) ?? [];
    group.push(line);
    groups.set(line.sourceId, group);
  }
  return [...groups].map(([sourceId, lines]) => ({
    sourceId,
    title: lines[0]?.sourceTitle ?? sourceId,
    articles: lines.slice(0, most),
    more: Math.max(0, lines.length - most),
  }));
}
