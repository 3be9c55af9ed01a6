import { isRendered } from '../capture/index.ts';
import type { Extraction, OtherVersions } from '../extract/index.ts';
import type { BodyPolicy, Entry, Url } from '../model/index.ts';
import type { Change } from '../store/index.ts';
import { entryTold, type Missing, type ToldEntry } from './about.ts';
import { articleNamed } from './article-named.ts';
import { feedWitness, listedHtml } from './feed-witness.ts';
import { findInFeed } from './listing-meaning.ts';
import { loneSource } from './lone-source.ts';
import type { PageVersion } from './other-version.ts';
import { pageFind } from './page-find.ts';
import { joinedAgain } from './parts.ts';
import { extractPage } from './read-again.ts';
import { readPage } from './read-page.ts';
import { recordFinds, recording } from './record.ts';
import { recordAbsence } from './record-absence.ts';
import { type Evidence, type ReplayMeans, unlessUnreadable } from './replay-means.ts';
import { missedPage, triedEntry } from './tried-entry.ts';
import type { NoPage, ReadPage } from './visited-page.ts';

/** What stands beside the capture of an article's page. */
export interface PageAbout extends Partial<ToldEntry> {
  readonly kind: 'page';
  readonly body?: BodyPolicy;
  /** The article that was looked at again. */
  readonly article?: string;
  /** Why it was no state of the article. */
  readonly missing?: Missing;
  /** Whether the feed's text was taken in its place. */
  readonly taken?: 'feed';
  /** Whether the feed's text had a say in what the page says. */
  readonly witnessed?: boolean;
  /** The captures of further pages whose words are the article's, in order. */
  readonly parts?: readonly string[];
  /** Whether the first of them holds the whole article. */
  readonly whole?: boolean;
  /** Set where it is another version of the page, which has its words. */
  readonly version?: keyof OtherVersions;
  /** The address of a page that could not be had. */
  readonly lacks?: Url;
}

/**
 * What a page meant. Whether it was served was judged then, with what was known of its site; whether
 * there is an article in what was served is judged anew, since today's extractor may see one.
 */
export async function pageMeaning(
  means: ReplayMeans,
  about: PageAbout,
  evidence: Evidence,
): Promise<Change> {
  const { capture, hops } = evidence;
  const asked = hops[0]?.askedUrl ?? capture.askedUrl;
  const entry = await entryOf(means, about, { asked, evidence });
  const { missing } = about;
  if (missing !== undefined && missing.kind !== 'not-an-article') {
    return await missedMeaning(means, about, evidence, { asked, entry, page: missedPage(missing) });
  }
  const answered = {
    ...capture,
    // A browser shows what was answered with 200.
    status: isRendered(capture) ? 200 : capture.status,
    content: await evidence.content(capture),
    hops: [...hops, capture].map((one) => one.askedUrl),
  };
  const witness = about.witnessed === true ? await witnessOf(means, about, entry) : undefined;
  const { siteRules } = means;
  const parts = await partsThen(means, about, evidence);
  const version = versionThen(about, parts);
  const page = readPage(asked, answered, {
    siteRules,
    ...(witness === undefined ? {} : { witness }),
    ...(version === undefined ? {} : { version }),
  });
  if (page.served) {
    const whole = version === undefined ? withItsParts(about, page, parts) : page;
    return await servedMeaning(means, about, evidence, whole, entry);
  }
  return await missedMeaning(means, about, evidence, { asked, entry, page });
}

/** What the feed told of a page's article: with its entry, or when it was taken. */
async function witnessOf(
  means: ReplayMeans,
  about: PageAbout,
  entry: Entry | undefined,
): Promise<string | undefined> {
  if (entry !== undefined) return entry.entry.contentHtml;
  const [latest] = await means.store.latestRevisions(about.article ? [about.article] : []);
  return latest && (await feedWitness(means, latest));
}

/** The further pages that were joined to a page then, or the version of it whose words were taken. */
async function partsThen(
  { siteRules }: ReplayMeans,
  about: PageAbout,
  evidence: Evidence,
): Promise<readonly Extraction[]> {
  const partOf = evidence.capture.finalUrl;
  const parts: Extraction[] = [];
  for (const id of about.parts ?? []) {
    const part = await evidence.captureOf(id);
    if (part === undefined) continue;
    parts.push(extractPage(part, await evidence.content(part), siteRules, { partOf }));
  }
  return parts;
}

function versionThen(
  { version: from }: PageAbout,
  [extraction]: readonly Extraction[],
): PageVersion | undefined {
  return from === undefined || extraction === undefined ? undefined : { extraction, from };
}

function withItsParts(about: PageAbout, page: ReadPage, parts: readonly Extraction[]): ReadPage {
  const extraction = joinedAgain(page.extraction, parts, about.whole === true);
  const missing = about.lacks && { url: about.lacks, says: '', mayPass: false };
  return { ...page, extraction, ...(missing === undefined ? {} : { missing }) };
}

async function servedMeaning(
  means: ReplayMeans,
  about: PageAbout,
  { capture }: Evidence,
  page: ReadPage,
  entry: Entry | undefined,
): Promise<Change> {
  const id = about.source ?? capture.sourceId ?? '';
  if (id === 'captured') await loneSource(means.store);
  // Records of old archives do not tell how the source was followed then.
  const isOld = entry !== undefined && about.told === undefined;
  const body = about.body ?? ((isOld && (await means.store.source(id))?.body) || 'page');
  const from = { source: { id, body }, ...(entry === undefined ? {} : { entry }) };
  const find = await pageFind(means, page, capture, from);
  const now = Date.parse(capture.capturedAt);
  return (await recordFinds(means.store, [find], recording(means, now))).change;
}

/** A page that was not had: an absence of the article, the feed's text, or another try. */
async function missedMeaning(
  means: ReplayMeans,
  about: PageAbout,
  { capture }: Evidence,
  { asked, entry, page }: { asked: Url; entry: Entry | undefined; page: NoPage },
): Promise<Change> {
  const { store, revisitDays } = means;
  const now = Date.parse(capture.capturedAt);
  if (about.article !== undefined) {
    const article = await articleNamed(store, about.article, asked);
    if (article === undefined) return {};
    const { kind, status, error } = page;
    const absence = {
      articleId: article.id,
      seenAt: capture.capturedAt,
      kind,
      status,
      message: error.message,
      captureId: capture.id,
    };
    const before = await store.absences(article.id);
    const missed = recordAbsence(article, before, absence, { now, revisitDays });
    return entry === undefined ? missed : { ...missed, entries: [triedEntry(entry, page, now)] };
  }
  if (entry === undefined) return {};
  if (about.taken !== 'feed') return { entries: [triedEntry(entry, page, now)] };
  return await feedMeaning(means, entry, { now, revisit: true });
}

/** The article that an entry's feed carries, recorded. */
export async function feedMeaning(
  means: ReplayMeans,
  entry: Entry,
  { now, revisit }: { readonly now: number; readonly revisit: boolean },
): Promise<Change> {
  const listing = await means.store.capture(entry.captureId);
  const find = listing && findInFeed(entry, listing);
  if (find === undefined) return {};
  return (await recordFinds(means.store, [{ ...find, revisit }], recording(means, now))).change;
}

/** The entry that led to a page; with the HTML of its listing where that may be the body. */
async function entryOf(
  means: ReplayMeans,
  about: PageAbout,
  { asked, evidence }: { readonly asked: Url; readonly evidence: Evidence },
): Promise<Entry | undefined> {
  if (about.guid === undefined || about.source === undefined) return undefined;
  const told = { ...about, url: about.url ?? asked } as ToldEntry;
  const { body, taken, witnessed } = about;
  const mayBeBody = body === 'fuller' || taken === 'feed' || witnessed === true;
  return await toldEntry(means, told, mayBeBody ? evidence : undefined);
}

/** An entry as a record tells it; `evidence` reads its listing again where its HTML is wanted. */
export async function toldEntry(
  { store, unread }: ReplayMeans,
  told: ToldEntry,
  evidence: Pick<Evidence, 'content'> | undefined,
): Promise<Entry> {
  const [known] = await store.entries(told.source, [told.guid]);
  const entry = entryTold(told, known);
  if (entry.entry.contentHtml !== undefined || evidence === undefined) return entry;
  const html = await unlessUnreadable(unread, () => listedHtml(store, entry, evidence.content));
  return html === undefined ? entry : { ...entry, entry: { ...entry.entry, contentHtml: html } };
}
