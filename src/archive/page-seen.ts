import type { Observation, PageOutcome } from '../guardian/index.ts';
import { instant, type Url } from '../model/index.ts';
import type { Services } from './services.ts';
import type { NoPage, Page } from './visited-page.ts';

/** Notes what a page was for the health of its source. */
export function notePage(
  services: Pick<Services, 'pages' | 'now'>,
  sourceId: string,
  url: Url,
  page: Page | NoPage,
): void {
  const outcome = outcomeOf(page);
  if (outcome === undefined) return;
  const length = page.served ? { length: page.extraction.article.text.length } : {};
  const seen: Observation = { kind: 'page', at: instant(services.now()), outcome, ...length };
  services.pages.note(sourceId, url, seen);
}

/** Undefined: it says nothing of the source. */
function outcomeOf(page: Page | NoPage): PageOutcome | undefined {
  if (page.served) return 'article';
  if (page.shows !== undefined) return page.shows;
  if (page.isOurs || ['refused', 'robots', 'moved'].includes(page.kind)) return undefined;
  const isMissing = ['not-found', 'gone', 'soft-404', 'not-an-article'].includes(page.kind);
  return isMissing ? 'not-found' : 'failed';
}
