import type {
  Absence,
  Basis,
  Capture,
  Digest,
  Entry,
  Instant,
  Now,
  PollState,
  Push,
  Revision,
  Source,
  Url,
} from '../model/index.ts';
import type { AccountStore } from './account-contract.ts';
import type { Change } from './change.ts';
import type { CommitTerms } from './commit-terms.ts';
import type { DatabaseState } from './database-records.ts';
import type { DigestReads } from './digest-records.ts';
import type { Gauges, NotUploaded } from './gauge-records.ts';
import type { HookReads } from './hook-records.ts';
import type { HostStore } from './host-records.ts';
import type { LeafReads } from './leaf-records.ts';
import type { LeaseStore } from './lease-records.ts';
import type {
  AbsentQuery,
  ArticleCursor,
  ArticleQuery,
  CaptureQuery,
  CapturesUnderQuery,
  Clause,
  DueImagesQuery,
  DueQuery,
  EditQuery,
  WordQuery,
} from './queries.ts';
import type {
  AbsentCount,
  ArticleOutline,
  ArticleRecord,
  CatalogueFault,
  DayCount,
  DuePoll,
  EditRecord,
  FoundArticles,
  KnownKey,
  Lease,
  NearArticle,
  RemovedPlace,
  RevisionPlace,
  RevisionRecord,
  SavedHit,
  SiteRow,
  Slot,
  SourceStats,
  Stats,
  StatsAsked,
  WarcFile,
} from './records.ts';
import type { SavedMatches, SavedSearch } from './saved-records.ts';
import type { SignedReads } from './signed-records.ts';
import type { TakedownStore } from './takedown-contract.ts';

/**
 * The catalogue. Every method may throw ArchiveError (`internal`: disk; `corrupt`: damaged
 * database). Lists are in a stated order, so that the same catalogue gives the same answer.
 */
export interface Store
  extends TakedownStore,
    AccountStore,
    HookReads,
    DigestReads,
    LeafReads,
    SignedReads,
    LeaseStore,
    HostStore {
  /**
   * Writes all of a change or nothing, durably. Throws `LeaseLost` (`conflict`), and writes nothing, where
   * the terms do not hold. In a catalogue that several processes write it throws `Overtaken` (`conflict`), and writes
   * nothing, where what is expected is not so any more. One that a single process writes does not look:
   * there whoever decides and writes does it alone.
   */
  commit(change: Change, terms?: CommitTerms): Promise<void>;

  /** All sources by time of following. */
  sources(): Promise<Source[]>;
  source(id: string): Promise<Source | undefined>;
  pollStates(): Promise<PollState[]>;
  pollState(sourceId: string): Promise<PollState | undefined>;
  /** The source whose document is at this URL. */
  sourceAt(url: Url): Promise<Source | undefined>;
  /**
   * Leases followed sources (imports aside) whose poll is due at `at`, longest overdue first: one of
   * each host, and none of a host that another lease is on. A commit of their poll state ends the
   * lease, time does too.
   */
  leasePolls(query: { at: Instant; lease: Lease; limit: number }): Promise<DuePoll[]>;
  /** Leases one source, due or not; undefined while somebody else holds it. */
  leasePoll(sourceId: string, at: Instant, lease: Lease): Promise<DuePoll | undefined>;
  /** Lets the leases of these sources that are still the holder's end at `lease.until`. */
  renewPolls(sourceIds: readonly string[], lease: Lease): Promise<void>;
  /** Ends leases without a poll: those of a holder, or all. */
  releasePolls(holder?: string): Promise<void>;
  /** Makes a source's next poll due at `at` unless it is due sooner. */
  hastenPoll(sourceId: string, at: Instant): Promise<void>;
  push(sourceId: string): Promise<Push | undefined>;
  /** All pushes, by source. */
  pushes(): Promise<Push[]>;
  pushByToken(token: string): Promise<Push | undefined>;
  /** When the next poll of a followed source is due; undefined when none is. */
  nextPollAt(): Promise<Instant | undefined>;

  entries(sourceId: string, guids: readonly string[]): Promise<Entry[]>;
  /** Pending entries of followed sources to be tried at `at` or before, oldest publication first. */
  dueEntries(query: DueQuery & { readonly at?: Instant }): Promise<Entry[]>;
  failedEntries(sourceId?: string): Promise<Entry[]>;

  /** The known among these identity keys, each with the article that stays where the one it was
   * written for is merged. */
  knownKeys(keys: readonly string[]): Promise<KnownKey[]>;
  /** All keys that lead to an article: its own and those of articles merged into it. */
  keysOf(articleId: string): Promise<KnownKey[]>;

  /** The record of this id, be it merged or not. */
  article(id: string): Promise<ArticleRecord | undefined>;
  articlesById(ids: readonly string[]): Promise<ArticleRecord[]>;
  /** The records merged into any of these articles, by first sight. */
  mergedInto(ids: readonly string[]): Promise<ArticleRecord[]>;
  /** Up to two articles that stay whose id, or that of one merged into them, begins so. */
  articleIdsByPrefix(prefix: string): Promise<string[]>;
  /** The ids that begin with any of these, each with the id of the article that stays. */
  articlesBeginning(
    prefixes: readonly string[],
  ): Promise<readonly { readonly id: string; readonly stays: string }[]>;
  /** Like every list and count below: without merged records. */
  articles(query: ArticleQuery): Promise<ArticleRecord[]>;
  /** Articles, merged records too, in the order they came on record, behind the serial given. */
  recordedAfter(
    serial: number | undefined,
    limit: number,
  ): Promise<{ articles: ArticleRecord[]; last: number | undefined }>;
  /** Days that have articles, newest first. */
  days(query: { sourceId?: string; before?: Instant; limit: number }): Promise<DayCount[]>;
  /** Articles whose page is to be asked for at `at` or before, longest overdue first. */
  dueVisits(query: DueQuery & { readonly at: Instant }): Promise<ArticleRecord[]>;

  dueImages(query: DueImagesQuery): Promise<ArticleRecord[]>;

  /** All revisions of an article, first to last, without content. */
  revisions(articleId: string): Promise<Revision[]>;
  revision(id: string): Promise<RevisionRecord | undefined>;
  /** One of the revisions with these words, by the digest of their text. */
  revisionOfText(digest: Digest): Promise<RevisionRecord | undefined>;
  /** The newest revision of each of these articles, in no order. */
  latestRevisions(articleIds: readonly string[]): Promise<RevisionRecord[]>;

  /** Edits that are told, without those of merged articles. */
  edits(query: EditQuery): Promise<EditRecord[]>;
  /** All edits of an article, told or not, first to last. */
  editsOf(articleId: string): Promise<EditRecord[]>;
  /** Revisions that follow another and whose edit is not on record, by id, behind the id given. */
  unweighed(limit: number, after?: string): Promise<Revision[]>;

  capture(id: string): Promise<Capture | undefined>;
  knownCaptures(ids: readonly string[]): Promise<Set<string>>;
  /** The newest capture of a URL that answered 200. */
  captureOf(url: Url): Promise<Capture | undefined>;
  /** The oldest capture with this payload, be it whole or a revisit; the first after another one, by
   * time and id. */
  captureWithPayload(
    payload: Digest,
    after?: Pick<Capture, 'id' | 'capturedAt'>,
  ): Promise<Capture | undefined>;
  /** The value of a mark. */
  mark(name: string): Promise<string | undefined>;
  /** What was learned of a site. */
  site(host: string, basis: Basis): Promise<SiteRow | undefined>;

  /** So many articles, oldest first in the order of lists, those after one: what tells whoever writes pages of
   * them which to make anew. Those that were merged into others are left out. */
  outlines(limit: number, after?: ArticleCursor): Promise<ArticleOutline[]>;
  /** Of so many revisions, by id, those after one, whatever has become of their articles. */
  revisionPlaces(limit: number, after?: string): Promise<RevisionPlace[]>;
  /** The newest capture of each of these URLs that answered 200, as `captureOf`. At most 500. */
  imageCaptures(urls: readonly Url[]): Promise<ReadonlyMap<Url, Capture>>;
  /** Captures of any of these URLs, newest first. */
  capturesOf(urls: readonly Url[], limit: number): Promise<Capture[]>;
  /** Without those that were removed. */
  capturesUnder(query: CapturesUnderQuery): Promise<Capture[]>;
  /** By time, then by id. */
  captures(query: CaptureQuery): Promise<Capture[]>;
  /** The revisions that were cut from any of these captures, by id. */
  revisionsFrom(captureIds: readonly string[]): Promise<RevisionRecord[]>;
  /** Of the article and of those merged into it, by time. */
  absences(articleId: string): Promise<Absence[]>;
  /** Articles that are absent, or were once and are served again. */
  absentArticles(query: AbsentQuery): Promise<ArticleRecord[]>;
  /** How many articles such a query finds where nothing limits it. */
  countAbsent(query: Omit<AbsentQuery, 'limit'>): Promise<number>;
  /** How many they are in all, by source. */
  absentCounts(): Promise<AbsentCount[]>;

  /** Lowest slot taken in an outlet's folder. */
  lowestSlot(outlet: string): Promise<number | undefined>;
  slots(query: { outlet?: string; after?: Slot; limit: number }): Promise<Slot[]>;
  slotsOf(articleIds: readonly string[]): Promise<Slot[]>;

  findWords(query: WordQuery): Promise<FoundArticles>;
  /** In which revision what each of these clauses asks for was taken away last, of each article. */
  removedPlaces(articleIds: readonly string[], clauses: readonly Clause[]): Promise<RemovedPlace[]>;
  /** Words of the archive, at most `limit`, that are spelled almost as this search word, the likest
   * first; none where the archive has the word itself. */
  similarWords(word: string, limit: number): Promise<string[]>;
  /** Articles that stay and whose words are not on record, the latest on record first. */
  withoutWords(limit: number): Promise<ArticleRecord[]>;

  /** All saved searches, by name. */
  savedSearches(): Promise<SavedSearch[]>;
  /** What a search that is saved, or is to be, finds and has not found before. `isOpen`: any article may
   * have become a hit, not only those whose words were written behind `checked`. */
  savedMatches(
    search: Pick<SavedSearch, 'id' | 'savedAt' | 'checked' | 'incomplete'>,
    query: Omit<WordQuery, 'limit'> & { readonly isOpen: boolean },
  ): Promise<SavedMatches>;
  /** What was told of a saved search behind a mark, each article once: in that order, or the latest
   * first. `known`: instead what it found when it was saved, what came on record last first, with 0 for a mark. */
  savedHits(query: {
    readonly searchId: string;
    readonly after?: number;
    readonly latestFirst?: boolean;
    readonly known?: boolean;
    readonly limit: number;
  }): Promise<SavedHit[]>;

  /** The sketch of an article that stays; undefined where it has none. */
  sketch(articleId: string): Promise<Uint8Array | undefined>;
  /** Articles whose sketch is near this one, itself perhaps among them, the latest on record first; of
   * those that share one stretch the latest 256. */
  near(sketch: Uint8Array): Promise<NearArticle[]>;
  /** Articles that stay and whose words are on record but no sketch, the latest on record first. */
  withoutSketch(limit: number): Promise<ArticleRecord[]>;

  /** All capture files by name. */
  warcFiles(): Promise<WarcFile[]>;
  warcFile(file: string): Promise<WarcFile | undefined>;
  sourceStats(asked?: StatsAsked): Promise<SourceStats[]>;
  stats(): Promise<Stats>;
  /** How much there is by now, at no more cost in a large catalogue. */
  gauges(at: Instant): Promise<Gauges>;
  /** Which capture files lie in no bucket yet; goes through those alone that are on record. */
  notUploaded(): Promise<NotUploaded>;
  /** What the server that holds it tells of itself; unset: a file does. */
  readonly database?: (now: Now) => Promise<DatabaseState>;
  /** Looks the whole catalogue over. */
  check(): Promise<CatalogueFault[]>;
  close(): Promise<void>;
}
