import { type Entry, instant } from '../model/index.ts';
import type { ArticleRecord, Change, Store } from '../store/index.ts';
import { aboutLess, type Missing } from './about.ts';
import { articleNamed } from './article-named.ts';
import { keepPage, pagePartKeepings } from './keep-page.ts';
import { visitAfter } from './seen-again.ts';
import { served } from './served.ts';
import type { Services } from './services.ts';
import type { Taken } from './taken.ts';
import { tellReturns } from './tell-returns.ts';
import { missedPage, triedEntry } from './tried-entry.ts';
import { unlessRefused } from './unless-refused.ts';
import type { Page } from './visited-page.ts';
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

/** Keeps the captures of a page that lacks a part, as evidence that the article was served, and looks
 * again later; the entry that led to it is left for another try. */
export async function keepLess(
  outer: Services,
  page: Page,
  article: Pick<ArticleRecord, 'id' | 'sourceId'>,
  entry?: Entry,
): Promise<Taken> {
  return await unlessRefused(outer, { urls: page.urls, entry }, async (services) => {
    const missing = missingPart(page);
    const about = aboutLess({ article, entry, missing });
    const kept = await keepPage(services, page.exchanged, about, pagePartKeepings(page));
    tellMissing(services, page);
    const now = Date.parse(kept.capture.capturedAt);
    const current = await articleNamed(services.store, article.id);
    const change = await servedAsIs(services, current, now);
    const tried = entry && triedEntry(entry, missedPage(missing), now);
    const told = tried === undefined ? {} : { entries: [tried] };
    await services.store.commit([change, told].reduce(joined, kept.change));
    tellReturns(services, change);
    return { captured: kept.count };
  });
}

/** The further page that a page lacks for the moment, as what is missing of an article. */
const missingPart = ({ missing }: Page): Missing => ({
  kind: 'server-error',
  status: 0,
  message: `${missing?.url}: ${missing?.says}; the words on record stay.`,
});

/** An article that was served and whose words stay as they are on record, as a change; none where
 * it is not there any more. */
export async function servedAsIs(
  { store, revisitDays }: { readonly store: Store; readonly revisitDays: number },
  article: ArticleRecord | undefined,
  now: number,
): Promise<Change> {
  if (article === undefined) return {};
  const missed = article.absent === undefined ? [] : await store.absences(article.id);
  const seen = served(article, instant(now), missed.at(-1));
  const { nextVisitAt: _next, ...standing } = seen.article;
  const [latest] = await store.latestRevisions([article.id]);
  const nextVisitAt = visitAfter(article, latest, { now, revisitDays });
  return {
    absences: seen.absences,
    articles: [{ ...standing, ...(nextVisitAt === undefined ? {} : { nextVisitAt }) }],
  };
}
