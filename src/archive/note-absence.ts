import { type Absence, type Entry, instant } from '../model/index.ts';
import type { ArticleRecord } from '../store/index.ts';
import { articleKey } from '../url/index.ts';
import { aboutPage } from './about.ts';
import { articleNamed } from './article-named.ts';
import { keepUnserved } from './keep-page.ts';
import { recordAbsence } from './record-absence.ts';
import type { Services } from './services.ts';
import type { Taken } from './taken.ts';
import { missingIn } from './tried-entry.ts';
import { unlessRefused } from './unless-refused.ts';
import type { NoPage } from './visited-page.ts';
import { joined, noteMeaning } from './write.ts';

/** Puts on record that an article was not served, with what was answered instead. */
export async function noteAbsence(
  outer: Services,
  seen: ArticleRecord,
  page: NoPage,
  entry?: Entry,
): Promise<Taken> {
  return await unlessRefused(outer, { urls: [seen.url], entry }, async (services) => {
    // It may have changed while its page was waited for, or become one with another.
    const article = (await articleNamed(services.store, seen.id, seen.url)) ?? seen;
    const absence = absenceOf(services, article, page);
    const about = aboutPage({ article, entry, missing: missingIn(page) });
    const kept = await keepUnserved(services, page, about);
    const noted =
      kept?.change ??
      (await noteMeaning(services, absence.seenAt, {
        kind: 'absence',
        absence: { ...absence },
        url: seen.url,
      }));
    const before = await services.store.absences(article.id);
    const change = recordAbsence(article, before, absence, {
      now: Date.parse(absence.seenAt),
      revisitDays: services.revisitDays,
    });
    await services.store.commit(joined(noted, change));
    tellAbsence(services, article, change.articles[0], absence);
    return { captured: kept?.count ?? 0, absence: { article, kind: page.kind } };
  });
}

function absenceOf(services: Services, article: ArticleRecord, page: NoPage): Absence {
  const captureId = page.exchanged?.last.capture.id ?? page.captureId;
  return {
    articleId: article.id,
    seenAt: page.exchanged?.last.capture.capturedAt ?? instant(services.now()),
    kind: page.kind,
    status: page.status,
    message: page.error.message,
    ...(captureId === undefined ? {} : { captureId }),
  };
}

function tellAbsence(
  services: Services,
  before: ArticleRecord,
  after: ArticleRecord,
  { kind }: Absence,
): void {
  const { id, url, title } = before;
  services.tell({ type: 'absence', id, url, kind });
  const { goneSince } = after;
  if (goneSince === undefined || before.goneSince !== undefined) return;
  services.tell({ type: 'gone', id, url, title, since: goneSince });
}

/** The article on record at the address of an entry. */
export async function articleOfEntry(
  services: Services,
  { entry }: Entry,
): Promise<ArticleRecord | undefined> {
  const [key] = await services.store.knownKeys([articleKey(entry.url)]);
  return key && (await services.store.article(key.articleId));
}
