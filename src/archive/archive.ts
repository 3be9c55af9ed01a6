import { type Accounts, createAccounts } from '../accounts/index.ts';
import type {
  ArchiveError,
  Capture,
  Instant,
  Revision,
  Source,
  Takedown,
  Url,
} from '../model/index.ts';
import type { SearchQuery, SearchResult, SimilarArticle } from '../search/index.ts';
import type {
  ArticleOutline,
  ArticleQuery,
  ArticleRecord,
  CapturesUnderQuery,
  DayCount,
  EditQuery,
  RevisionPlace,
  RevisionRecord,
  Slot,
  Store,
} from '../store/index.ts';
import { type Absences, type AbsencesQuery, absencesOf } from './absent-articles.ts';
import { type CaptureCopies, createCaptureCopies } from './capture-copies.ts';
import { type CaptureOptions, captureOne } from './capture-one.ts';
import type { Content } from './captured-content.ts';
import { closeAll } from './close-all.ts';
import { contentsFacade } from './contents-facade.ts';
import { decide } from './decide.ts';
import { createDigests, type Digests } from './digests.ts';
import { type DoctorReport, examine } from './doctor.ts';
import { editSource, pollSoon, type SourceChange } from './edit-source.ts';
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
import { type ArchiveGauges, gaugesNow } from './gauges.ts';
import { notingHappenings } from './happenings.ts';
import { createHooks, type Hooks } from './hooks.ts';
import { type Imported, type ImportItem, type ImportReport, importItems } from './import.ts';
import { type ForeignCapture, importCaptures } from './import-captures.ts';
import { indexMissing } from './index-words.ts';
import { type KeepUpOptions, keepUp } from './keep-up.ts';
import { type LedgerFacade, ledgerFacade, loggedStore } from './ledger-facade.ts';
import { servicesOf } from './make-services.ts';
import { type Memento, mementoOf, mementosOf } from './memento.ts';
import { type MirrorFacade, mirrorFacade } from './mirrors/mirror-facade.ts';
import { unlessAway, writerAfterRecovery } from './opening.ts';
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
import type { Picture } from './pictures.ts';
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
import { type SavedFacade, savedFacade } from './saved-facade.ts';
import { type SavedWatch, watchSaved } from './saved-watch.ts';
import { searchIn, similarTo } from './search-in.ts';
import type { ArchiveOptions, Services } from './services.ts';
import { cutAlike } from './sites.ts';
import { finishTakedowns, liftTakedown, type TakedownOptions, takeDown } from './takedown.ts';
import { takedownNamed } from './takedown-subject.ts';

/** An archive, ready: what the command line, the reader and the writers of exports work with. */
export interface Archive extends LedgerFacade, MirrorFacade, SavedFacade {
  /** What following a URL would give; nothing is stored. Throws as `follow`. */
  peek(url: string, options?: PeekOptions): Promise<Peek>;
  follow(url: string, options?: FollowOptions): Promise<Source>;
  /** Follows a feed without asking it first, as a subscription list names it. */
  subscribe(feed: Subscription): Promise<Source>;
  unfollow(sourceId: string): Promise<Source>;
  /** Changes settings of a source; whether it is followed stays as it is. Throws `not-found`. */
  editSource(sourceId: string, change: SourceChange): Promise<Source>;
  /** Makes a source due now. Throws `not-found`, and `conflict` for one that is not followed. */
  pollSoon(sourceId: string): Promise<Source>;
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
  /** Those of these ids that are there, in no order. */
  articlesById(ids: readonly string[]): Promise<ArticleRecord[]>;
  /** The ids that begin with any of these, each with the id of the article that stays. */
  articlesBeginning: Store['articlesBeginning'];
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
  /** Articles that hold the same text as one, the likest first; it is named as for `article`. Throws
   * `not-found`. */
  similar(named: string): Promise<SimilarArticle[]>;
  /** A captured file (an image, a page) as it was served; undefined when it is not there. */
  content(url: Url): Promise<Content | undefined>;
  hasImage(url: Url): Promise<boolean>;
  /** The pictures that `content` has of these URLs, without their bytes. */
  pictures(urls: readonly Url[]): Promise<ReadonlyMap<Url, Picture>>;
  /** All articles in short, oldest first in the order of lists, some at a time. `line` and `beside` together
   * change whenever what `article`, `diff` or `similar` of one tells may have changed, but for what others bring
   * that hold the same text. */
  outlines(): AsyncGenerator<readonly ArticleOutline[]>;
  /** Some thousand revisions by id, those after one; none: there are no more. */
  revisionPlaces(after?: string): Promise<RevisionPlace[]>;
  /** What is on record of a capture. Throws `not-found`. */
  captureById(id: string): Promise<Capture>;
  /** A capture's payload as it came. Throws `not-found`. */
  captured(id: string): Promise<{ id: string; bytes: Uint8Array }>;
  /** Captures of an address that show what stood there, by time. */
  mementos(url: Url): Promise<Capture[]>;
  /** What one of them shows. Throws `not-found` where it was removed. */
  memento(capture: Capture): Promise<Memento>;
  /** Captures by address, whatever the answer. */
  capturesUnder(query: CapturesUnderQuery): Promise<Capture[]>;

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

  /** Addresses that are told what happens. */
  readonly hooks: Hooks;
  /** What is mailed to whom. */
  readonly digests: Digests;

  /** Who may read, and what they have marked. */
  readonly accounts: Accounts;

  doctor(): Promise<DoctorReport>;
  stats(): Promise<ArchiveStats>;
  /** Figures that are cheap to ask for, however much there is. */
  gauges(): Promise<ArchiveGauges>;
  close(): Promise<void>;
}

/** Puts an archive together from its parts, and takes in what a crash left behind. */
export async function createArchive(options: ArchiveOptions): Promise<Archive> {
  const { store, publisher, witness } = await loggedStore(options);
  const watch = watchSaved(notingHappenings(store));
  const opened = await writerAfterRecovery({ ...options, store: watch.store });
  const { warc } = opened;
  let { away } = opened;
  const services = servicesOf({ ...options, store: watch.store }, warc, { publisher, witness });
  if (warc !== undefined) {
    try {
      await weighMissing(services);
      away ??= await unlessAway(options, services, () => finishTakedowns(services));
    } catch (thrown) {
      await Promise.allSettled([warc.close()]);
      throw thrown;
    }
    watch.begin(services);
    services.uploads?.begin(services.delay);
  }
  return archiveOf(services, watch, away);
}

/** `away`: what a crash left behind is still to be taken in, by who keeps up. */
function archiveOf(services: Services, watch: SavedWatch, away?: ArchiveError): Archive {
  const { store } = services;
  const indexing = services.warc === undefined ? undefined : indexMissing(services);
  return {
    peek: (url, options = {}) => peekWith(services, url, options),
    follow: (url, follow = {}) => followUrl(services, url, follow),
    subscribe: (feed) => subscribeTo(services, feed),
    unfollow: (id) => unfollowSource(services, id),
    editSource: (id, change) => editSource(services, id, change),
    pollSoon: (id) => pollSoon(services, id),
    fetch: (fetch = {}) => fetchPass(services, fetch),
    keepUp: (options) => keepUp(services, options, away),
    capture: (url, options = {}) => captureOne(services, url, options),
    import: (items, onImported = () => {}) => importItems(services, items, onImported),
    importCaptures: (items) => importCaptures(services, items),
    copies: () => createCaptureCopies(services),
    sources: (options) => overviewSources(services, options),
    sourceList: () => store.sources(),
    source: (id) => wholeSource(services, id),
    article: (named, revision) => articleState(services, named, revision),
    articles: (query) => store.articles(query),
    articlesById: (ids) => store.articlesById(ids),
    articlesBeginning: (prefixes) => store.articlesBeginning(prefixes),
    days: (query) => store.days(query),
    revisions: (id) => store.revisions(id),
    revision: (id) => store.revision(id),
    diff: (named, ...numbers) => differenceOf(services, named, numbers),
    edits: (query) => editedArticles(services, query),
    comparable: async (ids) => [...(await cutAlike(store, ids)).values()],
    absences: (query = {}) => absencesOf(services, query),
    search: (query) => searchIn(services, query),
    similar: (named) => similarTo(services, named),
    ...contentsFacade(services),
    mementos: (url) => mementosOf(services, url),
    memento: (capture) => mementoOf(services, capture),
    capturesUnder: (query) => store.capturesUnder(query),
    placeNew: (outletOf) => placeNew(services, outletOf),
    place: (slots) => decide(services, (deciding) => placeGiven(deciding, slots)),
    placed: () => placedArticles(services),
    original: (placed) => originalBody(services, placed),
    confirmPush: (token, question) => confirmPush(services, token, question),
    heedPush: (token, signature, body) => heedPush(services, token, signature, body),
    takeDown: (named, options) => takeDown(services, named, options),
    liftTakedown: (named) => liftTakedown(services, named),
    takedowns: () => store.takedowns(),
    takedownNamed: (named) => takedownNamed(services, named),
    ...savedFacade(services, watch),
    hooks: createHooks(services),
    digests: createDigests(services),
    accounts: createAccounts(store, services.now),
    doctor: () => examine(services),
    stats: () => statsOf(services),
    gauges: () => gaugesNow(services),
    ...ledgerFacade(services),
    ...mirrorFacade(services),
    close: () => closeAll(services, [async () => await indexing?.stop(), () => watch.end()]),
  };
}
