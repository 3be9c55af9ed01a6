import { ArchiveError, type Capture, type Entry, instant, type Source } from '../model/index.ts';
import type { ArticleRecord, Change } from '../store/index.ts';
import { articleKey } from '../url/index.ts';
import { aboutPage, toldOfEntry } from './about.ts';
import { articleNamed } from './article-named.ts';
import { blankFor } from './blank-page.ts';
import { decide } from './decide.ts';
import { feedWitness } from './feed-witness.ts';
import { isFolderOf } from './front-page.ts';
import { isFrontPage } from './identify.ts';
import { guidKey } from './identity.ts';
import { keepPage, keepUnserved, pagePartKeepings } from './keep-page.ts';
import { isLess, keepLess, tellMissing } from './less-pages.ts';
import { withoutWords } from './listing-meaning.ts';
import { articleOfEntry, noteAbsence } from './note-absence.ts';
import { pageFind } from './page-find.ts';
import { notePage } from './page-seen.ts';
import { doneEntry, recordFinds, recording } from './record.ts';
import type { Services } from './services.ts';
import { lookedAtAs } from './shown-page.ts';
import { takeFromFeed } from './take-from-feed.ts';
import type { Taken } from './taken.ts';
import { tellReturns } from './tell-returns.ts';
import { missingIn, patience, postponeMs, triedEntry } from './tried-entry.ts';
import { unlessRefused } from './unless-refused.ts';
import { visitPage } from './visit.ts';
import type { NoPage, Page } from './visited-page.ts';
import { joined, noteMeaning } from './write.ts';

/** Makes an article of a pending entry: from its page, or from the feed where that is all there is. */
export async function takeEntry(services: Services, source: Source, entry: Entry): Promise<Taken> {
  if (asksNoPage(source, entry)) return await takeFromFeed(services, source, entry, undefined);
  const { url, contentHtml } = entry.entry;
  const page = await visitPage(services, url, source, contentHtml);
  if (!page.served && page.isTakenDown) return await closeEntry(services, entry, page);
  notePage(services, source.id, url, page);
  if (page.served) {
    const known = await articleOfEntry(services, entry);
    if (known && (await isLess(services, page, known))) {
      return await keepLess(services, page, known, entry);
    }
    const blank = known && (await blankFor(services, source, known, page));
    if (blank !== undefined) return await takeUnserved(services, source, entry, blank, 0);
    const taken = await takePage(services, page, { source, entry });
    if (taken.elsewhere === undefined) return taken;
    return await takeUnserved(services, source, entry, taken.elsewhere, taken.captured);
  }
  return await takeUnserved(services, source, entry, page, 0);
}

/** An entry that turns out to be of an article taken down: not tried again, and nothing of it kept. */
async function closeEntry(services: Services, entry: Entry, { error }: NoPage): Promise<Taken> {
  const closed: Entry = { ...withoutWords(entry), state: 'failed', lastError: error.message };
  await services.alone(() => services.store.commit({ entries: [closed] }));
  return { captured: 0 };
}

/** Whether an entry's article is what the feed itself carries: by the source's choice, or because
 * the item links to nothing but the site's front page. */
export function asksNoPage(source: Source, { entry }: Entry): boolean {
  return source.body === 'feed' || (isFrontPage(entry.url) && entry.contentHtml !== undefined);
}

/** An entry whose page was not to be had: from the feed's text where there is one. */
async function takeUnserved(
  services: Services,
  source: Source,
  entry: Entry,
  page: NoPage,
  captured: number,
): Promise<Taken> {
  const known = page.isOurs || page.isUnread ? undefined : await articleOfEntry(services, entry);
  const noted = known && (await noteAbsence(services, known, page, entry));
  const rest = noted === undefined ? page : keptPage(page);
  const more = (taken: Taken): Taken => ({
    ...noted,
    ...taken,
    captured: taken.captured + captured + (noted?.captured ?? 0),
  });
  const wait = page.isOurs || (mayPass(page) && entry.attempts + 1 < patience);
  if (!wait) {
    const taken = await takeFromFeed(services, source, entry, rest);
    if (taken.recorded !== undefined) return more(taken);
  }
  return more(await noteTry(services, entry, rest));
}

/** A page whose captures are kept already. */
function keptPage({ exchanged, ...page }: NoPage): NoPage {
  return exchanged === undefined ? page : { ...page, captureId: exchanged.last.capture.id };
}

/** Marks an entry done whose article another entry of the same pass has just brought; leaves it due,
 * and says so, when none did. */
export async function joinEntry(
  services: Services,
  entry: Entry,
  isFresh: (articleId: string) => boolean,
): Promise<boolean> {
  const key = guidKey(entry.sourceId, entry.guid);
  return await decide(services, async (deciding) => {
    const { store, now } = deciding;
    const [known] = await store.knownKeys([articleKey(entry.entry.url)]);
    if (known === undefined || !isFresh(known.articleId)) return false;
    const { articleId } = known;
    // Its guid names another article: only its words can tell whether the two are one.
    const guid = await store.knownKeys([key]);
    if (guid.some((one) => one.articleId !== articleId)) return false;
    const value = { kind: 'joined', ...toldOfEntry(entry), article: articleId };
    const noted = await noteMeaning(deciding, instant(now()), value);
    await store.commit(joined(noted, joinedEntry(entry, articleId)));
    return true;
  });
}

/** An entry that is of an article on record. */
export const joinedEntry = (entry: Entry, articleId: string): Change => ({
  keys: [{ key: guidKey(entry.sourceId, entry.guid), url: entry.entry.url, articleId }],
  entries: [doneEntry(entry, articleId)],
});

/** Leaves an entry for later whose address was asked for a moment ago, without luck. */
export async function postponeEntry(services: Services, entry: Entry): Promise<void> {
  const nextTryAt = instant(services.now() + postponeMs);
  await unlessRefused(services, { urls: [], entry }, async ({ store }) => {
    await store.commit({ entries: [{ ...entry, nextTryAt }] });
    return { captured: 0 };
  });
}

/** Looks at an article's page again. */
export async function takeAgain(
  services: Services,
  of: Source | undefined,
  article: ArticleRecord,
): Promise<Taken> {
  const [latest] = await services.store.latestRevisions([article.id]);
  const source = await lookedAtAs(services, of, latest);
  const witness = latest && (await feedWitness(services, latest));
  const page = await visitPage(services, article.url, source, witness);
  // That an old article is gone says nothing of the source; that readers are kept out does.
  if (source !== undefined && (page.served || page.shows !== undefined)) {
    notePage(services, source.id, article.url, page);
  }
  if (!page.served && page.isOurs) return await visitLater(services, article, page);
  if (!page.served && page.isUnread) {
    return await visitLater(services, article, page, unreadMs);
  }
  if (!page.served) return await noteAbsence(services, article, page);
  if (await isLess(services, page, article)) return await keepLess(services, page, article);
  const blank = await blankFor(services, source, article, page);
  if (blank?.isOurs) return await visitLater(services, article, blank, unsureMs);
  if (blank !== undefined) return await noteAbsence(services, article, blank);
  const taken = await takePage(services, page, { ...(source && { source }), article });
  if (taken.elsewhere === undefined) return taken;
  const noted = await noteAbsence(services, article, taken.elsewhere);
  return { ...noted, captured: taken.captured };
}

/** So long an article waits of whose page nobody can say yet what it is. */
const unsureMs = 3_600_000;
/** So long one waits whose page our browser could not read. */
const unreadMs = 6 * 3_600_000;

/** Leaves an article for later whose page could not be asked for through a fault on our side, or says
 * nothing for the moment, or was not read by our browser. */
async function visitLater(
  services: Services,
  article: ArticleRecord,
  page: NoPage,
  waitMs = postponeMs * 5,
): Promise<Taken> {
  const nextVisitAt = instant(services.now() + waitMs);
  await decide(services, async ({ store }) => {
    const now = await articleNamed(store, article.id);
    if (now !== undefined) await store.commit({ articles: [{ ...now, nextVisitAt }] });
  });
  return { captured: 0, error: page.error };
}

/** Puts a page that was served on record; for the asked URL alone when nothing else led to it. */
export async function takePage(
  outer: Services,
  page: Page,
  from: { readonly source?: Source; readonly entry?: Entry; readonly article?: ArticleRecord },
): Promise<Taken> {
  return await unlessRefused(outer, { urls: page.urls, entry: from.entry }, async (services) => {
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
    tellReturns(services, change);
    const [one] = recorded;
    if (one !== undefined) return { captured: kept.count, recorded: one };
    return { captured: kept.count, elsewhere: leftFor(page, kept.capture) };
  });
}

/** A page that came, but by a redirect to something else. */
function leftFor(page: Page, capture: Capture): NoPage {
  const { url } = page.asked;
  const isSection = isFolderOf(url, capture.finalUrl);
  const what = isSection ? 'the list above it' : 'another page';
  const says = `the server leads on to ${capture.finalUrl}, which is ${what}; the capture is kept.`;
  return {
    served: false,
    kind: isSection ? 'soft-404' : 'moved',
    status: page.exchanged.answer.status,
    error: new ArchiveError('unreachable', `${url}: ${says}`),
    captureId: capture.id,
  };
}

/** Whether the same question may get a better answer soon. */
const mayPass = ({ kind, status }: NoPage): boolean =>
  kind === 'server-error' || kind === 'timeout' || status === 429;

async function noteTry(outer: Services, entry: Entry, page: NoPage): Promise<Taken> {
  return await unlessRefused(outer, { urls: [], entry }, async (services) => {
    const about = aboutPage({ entry, missing: missingIn(page) });
    const kept = await keepUnserved(services, page, about);
    const noted = triedEntry(entry, page, services.now());
    await services.store.commit(joined(kept?.change ?? {}, { entries: [noted] } satisfies Change));
    return { captured: kept?.count ?? 0, error: page.error };
  });
}
