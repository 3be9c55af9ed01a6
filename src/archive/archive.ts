import { readContent, readPayload } from '../capture/index.ts';
import { header } from '../http/index.ts';
import {
  ArchiveError,
  type Capture,
  type Instant,
  type Revision,
  type Source,
  type Takedown,
  type Url,
} from '../model/index.ts';
import { type SearchQuery, type SearchResult, searchArticles } from '../search/index.ts';
import type {
  ArticleQuery,
  ArticleRecord,
  DayCount,
  EditQuery,
  RevisionRecord,
  Slot,
} from '../store/index.ts';
import { parseUrl } from '../url/index.ts';
import type { WarcWriter } from '../warc/index.ts';
import { type Absences, type AbsencesQuery, absencesOf } from './absent-articles.ts';
import { type CaptureCopies, createCaptureCopies } from './capture-copies.ts';
import { closeAll } from './close-all.ts';
import { type DoctorReport, examine } from './doctor.ts';
import {
  type Difference,
  differenceOf,
  type EditedArticle,
  editedArticles,
  weighMissing,
} from './edits.ts';
import type { Failure } from './events.ts';
import { type FetchOptions, fetchPass } from './fetch.ts';
import type { FetchReport } from './fetch-report.ts';
import {
  type FollowOptions,
  followUrl,
  type PeekOptions,
  peekWith,
  type Subscription,
  subscribeTo,
  unfollowSource,
} from './follow.ts';
import { captureImages } from './images.ts';
import { type Imported, type ImportItem, type ImportReport, importItems } from './import.ts';
import { type ForeignCapture, importCaptures } from './import-captures.ts';
import { indexMissing } from './index-words.ts';
import { type KeepUpOptions, keepUp } from './keep-up.ts';
import { loneSource } from './lone-source.ts';
import { servicesOf } from './make-services.ts';
import {
  type ArchiveStats,
  type OverviewOptions,
  overviewSources,
  type SourceOverview,
  type SourceWhole,
  statsOf,
  wholeSource,
} from './overview.ts';
import type { Peek } from './peek.ts';
import {
  type OriginalBody,
  originalBody,
  type PlacedArticle,
  placedArticles,
  placeGiven,
  placeNew,
} from './place.ts';
import { confirmPush, type HubQuestion, heedPush } from './push.ts';
import { type ArticleState, articleState } from './read.ts';
import { recoverCaptures } from './recover.ts';
import { settleRewrites } from './rewrite-captures.ts';
import type { ArchiveOptions, Services } from './services.ts';
import { cutAlike } from './sites.ts';
import { holdSources } from './source-by-id.ts';
import { takePage } from './take.ts';
import { finishTakedowns, liftTakedown, type TakedownOptions, takeDown } from './takedown.ts';
import { takedownNamed } from './takedown-subject.ts';
import { visitPage } from './visit.ts';

/** How one page is captured. */
export interface CaptureOptions {
  /** Its address may be private or loopback. */
  readonly allowPrivate?: boolean;
  /** A browser shows it before it is read. */
  readonly browser?: boolean;
}

/** An archive, ready: what the command line, the reader and the writers of exports work with. */
export interface Archive {
  /** What following a URL would give; nothing is stored. Throws as `follow`. */
  peek(url: string, options?: PeekOptions): Promise<Peek>;
  follow(url: string, options?: FollowOptions): Promise<Source>;
  /** Follows a feed without asking it first, as a subscription list names it. */
  subscribe(feed: Subscription): Promise<Source>;
  unfollow(sourceId: string): Promise<Source>;
  /** One pass over what is due. */
  fetch(options?: FetchOptions): Promise<FetchReport>;
  /** Does what is due as it becomes due, until the signal. */
  keepUp(options: KeepUpOptions): Promise<void>;
  /** Captures one page now; its article is new, revised or unchanged. Throws when it is not served. */
  capture(url: string, options?: CaptureOptions): Promise<ArticleRecord>;
  import(
    items: AsyncIterable<ImportItem | Failure>,
    onImported?: (imported: Imported) => void,
  ): Promise<ImportReport>;

  /** Takes in the captures of another web archive, as they came. */
  importCaptures(items: AsyncIterable<ForeignCapture | Failure>): Promise<ImportReport>;
  /** Captures as they lie, for exports; to be closed. */
  copies(): CaptureCopies;

  sources(options?: OverviewOptions): Promise<SourceOverview[]>;
  /** The sources alone, in the same order. */
  sourceList(): Promise<Source[]>;
  /** One source whole. Throws `not-found`. */
  source(id: string): Promise<SourceWhole>;
  /** An article by id, unique prefix of one, or URL. */
  article(named: string, revision?: number): Promise<ArticleState>;
  articles(query: ArticleQuery): Promise<ArticleRecord[]>;
  days(query: { sourceId?: string; before?: Instant; limit: number }): Promise<DayCount[]>;
  revisions(articleId: string): Promise<Revision[]>;
  revision(id: string): Promise<RevisionRecord | undefined>;
  /** What changed between two revisions of an article, by their numbers; default: the newest and the
   * one before it. Throws `not-found`, or `invalid` when there are no two. */
  diff(named: string, from?: number, to?: number): Promise<Difference>;
  /** What outlets changed in their articles. Throws `not-found` for a source that is not there. */
  edits(query: EditQuery): Promise<EditedArticle[]>;
  /** Revisions to be compared: all cut by what is known of their site now, so that what was learned
   * between them is no difference. In the order of the ids, without those that are not there. */
  comparable(ids: readonly string[]): Promise<RevisionRecord[]>;
  /** Articles that were not served when they were looked for again. Throws `not-found`. */
  absences(query?: AbsencesQuery): Promise<Absences>;
  /** Throws `not-found` for a source that is not there. */
  search(query: SearchQuery): Promise<SearchResult>;
  /** A captured file (an image, a page) as it was served; undefined when it is not there. */
  content(url: Url): Promise<{ capture: Capture; type: string; bytes: Uint8Array } | undefined>;
  hasImage(url: Url): Promise<boolean>;
  /** A capture's payload as it came. Throws `not-found`. */
  captured(id: string): Promise<{ id: string; bytes: Uint8Array }>;

  /** Gives every article a place in its outlet's folder of a news repository. */
  placeNew(outletOf: (source: Source) => string): Promise<number>;
  /** Gives articles these places, where no other article has them already. */
  place(slots: readonly Slot[]): Promise<void>;
  placed(): AsyncIterable<PlacedArticle>;
  original(placed: PlacedArticle): Promise<OriginalBody>;

  /** Answers a WebSub hub that asks whether a subscription is ours: the challenge. Throws `not-found`. */
  confirmPush(token: string, question: HubQuestion): Promise<string>;
  /** Takes a hub's word that a source has news: it is polled at once. Throws `not-found`. */
  heedPush(token: string, signature: string, body: Uint8Array): Promise<void>;

  /** Removes an article everywhere it lies. Throws `not-found`. */
  takeDown(named: string, options: TakedownOptions): Promise<Takedown>;
  /** Allows captures of an article again. Throws `not-found`. */
  liftTakedown(named: string): Promise<Takedown>;
  /** All takedowns by time. */
  takedowns(): Promise<Takedown[]>;
  /** The takedown in force of an article id, a prefix of one, or a URL. */
  takedownNamed(named: string): Promise<Takedown | undefined>;

  doctor(): Promise<DoctorReport>;
  stats(): Promise<ArchiveStats>;
  close(): Promise<void>;
}

/** Puts an archive together from its parts, and takes in what a crash left behind. */
export async function createArchive(options: ArchiveOptions): Promise<Archive> {
  const warc = await writerAfterRecovery(options);
  const services = servicesOf(options, warc);
  if (warc !== undefined) {
    try {
      await weighMissing(services);
      await finishTakedowns(services);
    } catch (thrown) {
      await Promise.allSettled([warc.close()]);
      throw thrown;
    }
  }
  return archiveOf(services);
}

function archiveOf(services: Services): Archive {
  const { store } = services;
  const indexing = services.warc === undefined ? undefined : indexMissing(services);
  return {
    peek: (url, options = {}) => peekWith(services, url, options),
    follow: (url, follow = {}) => followUrl(services, url, follow),
    subscribe: (feed) => subscribeTo(services, feed),
    unfollow: (id) => unfollowSource(services, id),
    fetch: (fetch = {}) => fetchPass(services, fetch),
    keepUp: (options) => keepUp(services, options),
    capture: (url, options = {}) => captureOne(services, url, options),
    import: (items, onImported = () => {}) => importItems(services, items, onImported),
    importCaptures: (items) => importCaptures(services, items),
    copies: () => createCaptureCopies(services),
    sources: (options) => overviewSources(services, options),
    sourceList: () => store.sources(),
    source: (id) => wholeSource(services, id),
    article: (named, revision) => articleState(services, named, revision),
    articles: (query) => store.articles(query),
    days: (query) => store.days(query),
    revisions: (id) => store.revisions(id),
    revision: (id) => store.revision(id),
    diff: (named, ...numbers) => differenceOf(services, named, numbers),
    edits: (query) => editedArticles(services, query),
    comparable: async (ids) => [...(await cutAlike(store, ids)).values()],
    absences: (query = {}) => absencesOf(services, query),
    search: (query) => searchIn(services, query),
    content: (url) => contentOf(services, url),
    captured: (id) => capturedBytes(services, id),
    hasImage: async (url) => (await store.captureOf(url)) !== undefined,
    placeNew: (outletOf) => placeNew(services, outletOf),
    place: (slots) => services.alone(() => placeGiven(services, slots)),
    placed: () => placedArticles(services),
    original: (placed) => originalBody(services, placed),
    confirmPush: (token, question) => confirmPush(services, token, question),
    heedPush: (token, signature, body) => heedPush(services, token, signature, body),
    takeDown: (named, options) => takeDown(services, named, options),
    liftTakedown: (named) => liftTakedown(services, named),
    takedowns: () => store.takedowns(),
    takedownNamed: (named) => takedownNamed(services, named),
    doctor: () => examine(services),
    stats: () => statsOf(services),
    close: () => (indexing?.stop() ?? Promise.resolve()).finally(() => closeAll(services)),
  };
}

/** Takes in what a crash left behind, then opens the writer where the last file ends. */
async function writerAfterRecovery(options: ArchiveOptions): Promise<WarcWriter | undefined> {
  if (options.openWarc === undefined) return undefined;
  await settleRewrites(options);
  await recoverCaptures(servicesOf(options, undefined));
  // Only one process captures into an archive: any lease in it is that of one that died.
  await options.store.releasePolls();
  return await options.openWarc((await options.store.warcFiles()).at(-1));
}

async function captureOne(
  services: Services,
  text: string,
  { allowPrivate = false, browser = false }: CaptureOptions,
): Promise<ArticleRecord> {
  const url = parseUrl(text);
  if (url === undefined) {
    throw new ArchiveError(
      'invalid',
      `${text}: this is no http or https address; give one like https://example.org/story.`,
    );
  }
  // The person named this very address, so it vouches for its host.
  const lone = { ...(await loneSource(services.store)), url, allowPrivate };
  const source = browser ? { ...lone, browser } : lone;
  const page = await visitPage(services, url, source);
  if (!page.served) throw page.error;
  const taken = await takePage(services, page, { source });
  if (taken.refused !== undefined) throw taken.refused;
  if (taken.elsewhere !== undefined) throw taken.elsewhere.error;
  const id = taken.recorded?.articleId ?? '';
  if (services.images) await captureImages(services, source, id);
  const article = await services.store.article(id);
  if (article === undefined)
    throw new ArchiveError('internal', `${url}: it was captured but is not on record; run doctor.`);
  return article;
}

async function searchIn({ store, now }: Services, query: SearchQuery): Promise<SearchResult> {
  await holdSources(store, query.sourceId === undefined ? [] : [query.sourceId]);
  return await searchArticles(store, query, now());
}

async function contentOf(
  services: Services,
  url: Url,
): Promise<{ capture: Capture; type: string; bytes: Uint8Array } | undefined> {
  const capture = await services.store.captureOf(url);
  if (capture === undefined) return undefined;
  const bytes = await readContent(services.captures, capture, services.store.captureWithPayload);
  return {
    capture,
    type: header(capture.headers, 'content-type') ?? 'application/octet-stream',
    bytes,
  };
}

async function capturedBytes(
  services: Services,
  id: string,
): Promise<{ id: string; bytes: Uint8Array }> {
  const capture = await services.store.capture(id);
  if (capture === undefined)
    throw new ArchiveError('not-found', `${id}: there is no such capture in the archive.`);
  const bytes = await readPayload(services.captures, capture, services.store.captureWithPayload);
  return { id, bytes };
}
