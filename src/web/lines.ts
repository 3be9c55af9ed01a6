import type { ArticleState, SourceHealth } from '../archive/index.ts';
import type { ArticleLine, SourceHealth as ShownHealth } from '../pages/index.ts';
import type { Outlets } from './outlets.ts';

/** An article as lists show it, under the name of its outlet. */
export function lineOf(article: ArticleState['article'], outlets: Outlets): ArticleLine {
  const outlet = outlets.mainOf(article.sourceId);
  return {
    id: article.id,
    title: article.title,
    language: article.language,
    sourceId: outlet?.id ?? article.sourceId,
    sourceTitle: outlet?.title ?? article.sourceId,
    ...(article.publishedAt === undefined ? {} : { publishedAt: article.publishedAt }),
    firstSeenAt: article.firstSeenAt,
    revisions: article.revisions,
    ...(article.absent === undefined ? {} : { absent: article.absent }),
    lead: article.lead,
    ...(article.image === undefined ? {} : { image: article.image }),
  };
}

/** A source with warnings is shown as one that is well, its warnings beneath. */
export function shownHealth(health: SourceHealth): ShownHealth {
  return { ...health, state: health.state === 'warned' ? 'ok' : health.state };
}
