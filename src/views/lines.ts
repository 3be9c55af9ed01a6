import type { ArticleState, SourceHealth, SourceOverview } from '../archive/index.ts';
import type {
  ArticleLine,
  MarkSigns,
  OutletSource,
  SourceHealth as ShownHealth,
} from '../pages/index.ts';
import type { Outlets } from './outlets.ts';

/** How an article stands with whoever reads. */
export type Signs = (articleId: string) => MarkSigns | undefined;

/** An article as lists show it, under the name of its outlet. */
export function lineOf(
  article: ArticleState['article'],
  outlets: Outlets,
  signs?: Signs,
): ArticleLine {
  const marks = signs?.(article.id);
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
    ...(article.goneSince === undefined ? {} : { goneSince: article.goneSince }),
    lead: article.lead,
    ...(article.image === undefined ? {} : { image: article.image }),
    ...(marks === undefined ? {} : { marks }),
  };
}

/**
 * How following a source goes, as pages show it. A source that only has items which could not be read
 * is shown as one that is well, they beneath. What the state or a finding says is not said twice.
 */
export function shownHealth(health: SourceHealth): ShownHealth {
  const { reason, rhythm, pushed: _hub, ...shown } = health;
  const isWell = health.state === 'warned' && health.findings.length === 0;
  const isUntold = health.state === 'failing' && health.findings.length === 0;
  return {
    ...shown,
    state: isWell ? 'ok' : health.state,
    reason: isUntold ? reason : '',
    ...(rhythm === undefined ? {} : { itemsADay: rhythm.itemsADay }),
  };
}

/** Whether a source needs attention. */
export function needsCare({ state, findings }: SourceHealth): boolean {
  return state === 'failing' || (state !== 'unfollowed' && findings.length > 0);
}

/** A source as its outlet's page and the list of sources show it. */
export function shownSource({ source, folders }: SourceOverview): OutletSource {
  const { id, title, url, kind } = source;
  const folder = folders.join(' › ');
  return {
    ...{ id, title, url, kind },
    ...(folder === '' ? {} : { folder }),
    ...(source.folder === undefined ? {} : { folderPath: source.folder }),
  };
}
