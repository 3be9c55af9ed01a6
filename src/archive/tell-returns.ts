import type { Change } from '../store/index.ts';
import type { Services } from './services.ts';

/** Tells of articles that were absent and are served again. */
export function tellReturns(services: Services, change: Change): void {
  for (const { articleId, endedAt } of change.absences ?? []) {
    const article = change.articles?.find(({ id }) => id === articleId);
    if (article === undefined || endedAt === undefined) continue;
    const { id, url, title } = article;
    services.tell({ type: 'returned', id, url, title });
  }
}
