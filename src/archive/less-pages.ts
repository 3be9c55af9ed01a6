import type { ArticleRecord } from '../store/index.ts';
import { keepPage, pagePartKeepings } from './keep-page.ts';
import type { Services } from './services.ts';
import type { Page } from './visit.ts';
import { nextVisit } from './visit-times.ts';
import { joined } from './write.ts';

/** Says that an article lacks a page of its own. */
export function tellMissing(services: Services, { asked, missing }: Page): void {
  if (missing === undefined) return;
  const message = `${asked.url}: a further page of the article is not to be had (${missing.says}); it is kept as far as it goes.`;
  services.tell({ type: 'warning', url: missing.url, message });
}

/** Whether a page lacks, for now, a further page that the article had: what is on record says more. */
export async function isLess(
  services: Services,
  page: Page,
  article: ArticleRecord,
): Promise<boolean> {
  if (page.missing?.mayPass !== true) return false;
  const [latest] = await services.store.latestRevisions([article.id]);
  const { extractor = '' } = latest ?? {};
  return extractor.includes('+parts') && !extractor.includes('+missing');
}

/** Keeps the captures of a page that lacks a part, as evidence, and looks again later; how many. */
export async function keepLess(
  services: Services,
  page: Page,
  article: ArticleRecord,
): Promise<number> {
  return await services.alone(async () => {
    const about = { v: 1, kind: 'evidence', article: article.id };
    const kept = await keepPage(services, page.exchanged, about, pagePartKeepings(page));
    tellMissing(services, page);
    const next = nextVisit(article, services.now(), services.revisitDays);
    const { nextVisitAt: _next, ...standing } = article;
    const again = { ...standing, ...(next === undefined ? {} : { nextVisitAt: next }) };
    await services.store.commit(joined(kept.change, { articles: [again] }));
    return kept.count;
  });
}
