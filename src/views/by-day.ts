import { type ArticleState, dateIn } from '../archive/index.ts';
import type { ArticleLine } from '../pages/index.ts';

type Article = ArticleState['article'];

/** Articles under their days in a time zone, in the order they come. */
export function byDay(
  articles: readonly Article[],
  timeZone: string,
  shown: (article: Article) => ArticleLine,
): { date: string; articles: ArticleLine[] }[] {
  const days = new Map<string, ArticleLine[]>();
  for (const article of articles) {
    const date = dateIn(timeZone, article.sortAt);
    days.set(date, [...(days.get(date) ?? []), shown(article)]);
  }
  return [...days].map(([date, list]) => ({ date, articles: list }));
}
