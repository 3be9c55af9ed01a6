import type { JsonValue } from '../digest/index.ts';
import {
  ArchiveError,
  type Capture,
  type Entry,
  type Instant,
  instant,
  type Source,
} from '../model/index.ts';
import type { ArticleRecord, Change } from '../store/index.ts';
import { articleKey } from '../url/index.ts';
import { aboutPage, toldBy } from './about.ts';
import { feedWitness } from './feed-witness.ts';
import type { Recorded } from './find.ts';
import { isFrontPage } from './identify.ts';
import { guidKey } from './identity.ts';
import { isLess, keepLess, tellMissing } from './less-pages.ts';
import { findInFeed } from './listing-meaning.ts';
import { pageFind } from './page-find.ts';
import { notePage } from './page-seen.ts';
import { doneEntry, recordAbsence, recordFinds, recording } from './record.ts';
import type { Services } from './services.ts';
import { missingIn, patience, postponeMs, triedEntry } from './tried-entry.ts';
import { keepPage, type NoPage, type Page, pagePartKeepings, visitPage } from './visit.ts';
import { joined, keepNotes } from './write.ts';

/** What one page or entry brought. */
export interface Taken {
  readonly captured: number;
  readonly recorded?: Recorded;
  readonly absence?: { readonly article: ArticleRecord; readonly kind: NoPage['kind'] };
  readonly error?: ArchiveError;
  /** Set when the page that came is not the article that was asked for. */
  readonly elsewhere?: NoPage;
}

/** Makes an article of a pending entry: from its page, or from the feed where that is all there is. */
export async function takeEntry(services: Services, source: Source, entry: Entry): Promise<Taken> {
  if (asksNoPage(source, entry)) return await takeFromFeed(services, entry, undefined);
  const { url, contentHtml } = entry.entry;
  const page = await visitPage(services, url, source, contentHtml);
  notePage(services, source.id, url, page);
  if (page.served) {
    const taken = await takePage(services, page, { source, entry });
    if (taken.elsewhere === undefined) return taken;
    return await takeUnserved(services, entry, taken.elsewhere, taken.captured);
  }
  return await takeUnserved(services, entry, page, 0);
}

/** Whether an entry's article is what the feed itself carries: by the source's choice, or because
 * the item links to nothing but the site's front page. */
export function asksNoPage(source: Source, { entry }: Entry): boolean {
  return source.body === 'feed' || (isFrontPage(entry.url) && entry.contentHtml !== undefined);
}

/** An entry whose page was not to be had: from the feed's text where there is one. */
async function takeUnserved(
  services: Services,
  entry: Entry,
  page: NoPage,
  captured: number,
): Promise<Taken> {
  const more = (taken: Taken): Taken => ({ ...taken, captured: taken.captured + captured });
  const wait = page.isOurs || (mayPass(page) && entry.attempts + 1 < patience);
  if (!wait) {
    const taken = await takeFromFeed(services, entry, page);
    if (taken.recorded !== undefined) return more(taken);
  }
  return more(await noteTry(services, entry, page));
}

/** Marks an entry done whose article another entry of the same pass has just brought; leaves it due,
 * and says so, when none did. */
export async function joinEntry(
  services: Services,
  entry: Entry,
  isFresh: (articleId: string) => boolean,
): Promise<boolean> {
  const key = guidKey(entry.sourceId, entry.guid);
  const [url, guid] = await Promise.all([
    services.store.knownKeys([articleKey(entry.entry.url)]),
    services.store.knownKeys([key]),
  ]);
  const [known] = url;
  if (known === undefined || !isFresh(known.articleId)) return false;
  // Its guid names another article: only its words can tell whether the two are one.
  if (guid.some(({ articleId }) => articleId !== known.articleId)) return false;
  const { articleId } = known;
  const value = { kind: 'joined', ...toldBy(entry), article: articleId };
  await services.alone(async () => {
    const noted = await noteMeaning(services, instant(services.now()), value);
    await services.store.commit(joined(noted, joinedEntry(entry, articleId)));
  });
  return true;
}

/** An entry that is of an article on record. */
export const joinedEntry = (entry: Entry, articleId: string): Change => ({
  keys: [{ key: guidKey(entry.sourceId, entry.guid), url: entry.entry.url, articleId }],
  entries: [doneEntry(entry, articleId)],
});

/** Leaves an entry for later whose address was asked for a moment ago, without luck. */
export async function postponeEntry(services: Services, entry: Entry): Promise<void> {
  const nextTryAt = instant(services.now() + postponeMs);
  await services.alone(() => services.store.commit({ entries: [{ ...entry, nextTryAt }] }));
}

/** Looks at an article's page again. */
export async function takeAgain(
  services: Services,
  source: Source | undefined,
  article: ArticleRecord,
): Promise<Taken> {
  const [latest] = await services.store.latestRevisions([article.id]);
  const witness = latest && (await feedWitness(services, latest));
  const page = await visitPage(services, article.url, source, witness);
  // That an old article is gone says nothing of the source; that readers are kept out does.
  if (source !== undefined && (page.served || page.shows !== undefined)) {
    notePage(services, source.id, article.url, page);
  }
  if (!page.served && page.isOurs) return await visitLater(services, article, page);
  if (!page.served) return await noteAbsence(services, article, page);
  if (await isLess(services, page, article)) {
    return { captured: await keepLess(services, page, article) };
  }
  const taken = await takePage(services, page, { ...(source && { source }), article });
  if (taken.elsewhere === undefined) return taken;
  const noted = await noteAbsence(services, article, taken.elsewhere);
  return { ...noted, captured: taken.captured };
}

/** Leaves an article for later whose page could not be asked for through a fault on our side. */
async function visitLater(
  services: Services,
  article: ArticleRecord,
  page: NoPage,
): Promise<Taken> {
  const nextVisitAt = instant(services.now() + postponeMs * 5);
  await services.alone(() => services.store.commit({ articles: [{ ...article, nextVisitAt }] }));
  return { captured: 0, error: page.error };
}

async function noteAbsence(
  services: Services,
  article: ArticleRecord,
  page: NoPage,
): Promise<Taken> {
  return await services.alone(async () => {
    const about = aboutPage({ article, missing: missingIn(page) });
    const kept = page.exchanged && (await keepPage(services, page.exchanged, about));
    const captureId = kept?.capture.id ?? page.captureId;
    const absence = {
      articleId: article.id,
      seenAt: kept?.capture.capturedAt ?? instant(services.now()),
      kind: page.kind,
      status: page.status,
      message: page.error.message,
      ...(captureId === undefined ? {} : { captureId }),
    };
    const change = recordAbsence(article, absence, {
      now: Date.parse(absence.seenAt),
      revisitDays: services.revisitDays,
    });
    const noted =
      kept?.change ??
      (await noteMeaning(services, absence.seenAt, {
        kind: 'absence',
        absence: { ...absence },
      }));
    await services.store.commit(joined(noted, change));
    services.tell({ type: 'absence', id: article.id, url: article.url, kind: page.kind });
    return { captured: kept?.count ?? 0, absence: { article, kind: page.kind } };
  });
}

/** Puts a page that was served on record; for the asked URL alone when nothing else led to it. */
export async function takePage(
  services: Services,
  page: Page,
  from: { readonly source?: Source; readonly entry?: Entry; readonly article?: ArticleRecord },
): Promise<Taken> {
  return await services.alone(async () => {
    const about = aboutPage({ ...from, page });
    const kept = await keepPage(services, page.exchanged, about, pagePartKeepings(page));
    tellMissing(services, page);
    const find = await pageFind(services, page, kept.capture, from);
    const { change, recorded } = await recordFinds(
      services.store,
      [find],
      recording(services, Date.parse(kept.capture.capturedAt)),
    );
    await services.store.commit(joined(kept.change, change));
    const [one] = recorded;
    if (one !== undefined) return { captured: kept.count, recorded: one };
    return { captured: kept.count, elsewhere: leftFor(page, kept.capture) };
  });
}

/** A page that came, but by a redirect to something else. */
function leftFor(page: Page, capture: Capture): NoPage {
  const { url } = page.asked;
  const says = `the server leads on to ${capture.finalUrl}, which is another page; the capture is kept.`;
  return {
    served: false,
    kind: 'moved',
    status: capture.status,
    error: new ArchiveError('unreachable', `${url}: ${says}`),
    captureId: capture.id,
  };
}

async function takeFromFeed(
  services: Services,
  entry: Entry,
  page: NoPage | undefined,
): Promise<Taken> {
  return await services.alone(async () => {
    const capture = await services.store.capture(entry.captureId);
    const find = capture && findInFeed(entry, capture);
    if (find === undefined) {
      return page === undefined ? await emptyEntry(services, entry) : { captured: 0 };
    }
    const now = instant(services.now());
    const missing = page && missingIn(page);
    const about = aboutPage({ entry, missing, fromFeed: true });
    const kept = page?.exchanged && (await keepPage(services, page.exchanged, about));
    const { change, recorded } = await recordFinds(
      services.store,
      [{ ...find, revisit: page !== undefined }],
      recording(services, Date.parse(kept?.capture.capturedAt ?? now)),
    );
    const noted =
      kept?.change ??
      (await noteMeaning(services, now, {
        kind: 'entry',
        ...toldBy(entry),
        revisit: page !== undefined,
      }));
    await services.store.commit(joined(noted, change));
    const [one] = recorded;
    return { captured: kept?.count ?? 0, ...(one === undefined ? {} : { recorded: one }) };
  });
}

/** An entry of a `feed` body that carries no text at all. */
async function emptyEntry(services: Services, entry: Entry): Promise<Taken> {
  const message = `${entry.entry.url}: the feed carries no text for it; follow the source with --body page or fuller.`;
  await services.store.commit({ entries: [{ ...entry, state: 'failed', lastError: message }] });
  return { captured: 0 };
}

/** Whether the same question may get a better answer soon. */
const mayPass = (page: NoPage): boolean => page.kind === 'server-error' || page.kind === 'timeout';

async function noteTry(services: Services, entry: Entry, page: NoPage): Promise<Taken> {
  return await services.alone(async () => {
    const about = aboutPage({ entry, missing: missingIn(page) });
    const kept = page.exchanged && (await keepPage(services, page.exchanged, about));
    const noted = triedEntry(entry, page, services.now());
    await services.store.commit(joined(kept?.change ?? {}, { entries: [noted] } satisfies Change));
    return { captured: kept?.count ?? 0, error: page.error };
  });
}

/** Puts beside the captures what none of them tells. */
async function noteMeaning(
  services: Services,
  at: Instant,
  value: { readonly [name: string]: JsonValue },
): Promise<Change> {
  return await keepNotes(services, [{ at, value: { v: 1, ...value } }]);
}
