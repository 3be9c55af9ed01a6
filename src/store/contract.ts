import type {
  Absence,
  AbsenceKind,
  Article,
  Basis,
  Capture,
  Digest,
  EditChange,
  EditKind,
  Entry,
  Instant,
  PollState,
  Push,
  Revision,
  Source,
  Takedown,
  Url,
} from '../model/index.ts';
import type {
  AbsentQuery,
  ArticleQuery,
  CaptureQuery,
  DueImagesQuery,
  DueQuery,
  EditQuery,
  WordQuery,
} from './queries.ts';
import type { Rewrite, TakedownStore } from './takedown-contract.ts';

/** An article as the catalogue lists it: identity, where it stands, how it fares. */
export interface ArticleRecord {
  readonly id: string;
  readonly url: Url;
  readonly sourceId: string;
  readonly title: string;
  readonly authors: readonly string[];
  readonly language: string;
  readonly publishedAt?: Instant;
  /** Lists are in this order: the time of publication, or of first sight where that cannot be. */
  readonly sortAt: Instant;
  readonly firstSeenAt: Instant;
  /** Last time it was served to us. */
  readonly lastSeenAt: Instant;
  /** Last time its page was asked for; unset while only its feed was read. */
  readonly lastVisitAt?: Instant;
  /** When its page is asked for again; unset: never. */
  readonly nextVisitAt?: Instant;
  /** Id of the newest revision. */
  readonly revisionId: string;
  readonly revisions: number;
  /** Set while the last look did not find it. */
  readonly absent?: AbsenceKind;
  /** The first look that missed it. */
  readonly absentSince?: Instant;
  /** Set once repeated looks say that it is not served any more: the first of them. */
  readonly goneSince?: Instant;
  /** When the images of its newest revision are to be captured; unset: they were, or none are. */
  readonly imagesDueAt?: Instant;
  /** The first characters of the text. */
  readonly lead: string;
  readonly image?: Url;
  /** Set for a record of an article that is on record twice: the article that stays. Its keys and
   * revisions stay its own; no list shows it. Never the id of one that is merged itself. */
  readonly mergedInto?: string;
}

/** A revision with the content it stands for. */
export interface RevisionRecord extends Revision {
  readonly content: Article;
  /** What the memory of its site cut from it, with reasons; unset: nothing. */
  readonly cut?: readonly { readonly reason: string; readonly text: string }[];
}

/** What was learned of what a site repeats; one for each basis of its articles' words. */
export interface SiteRow {
  /** Name and port, without `www.`. */
  readonly host: string;
  readonly basis: Basis;
  /** Pages learned. */
  readonly learned: number;
  /** The memory as text, at most 22 KB; whoever learns knows its form. */
  readonly memory: string;
}

/** An edit on record: what a revision changed of the one before it. */
export interface EditRecord {
  /** Id of the later revision. */
  readonly revisionId: string;
  readonly articleId: string;
  readonly sourceId: string;
  /** Numbers of the two revisions. */
  readonly from: number;
  readonly to: number;
  /** When the later one was seen. */
  readonly seenAt: Instant;
  /** Whether it is told as the outlet's: both revisions are of the same basis and extractor. */
  readonly told: boolean;
  /** 0 to 100; 0 is no edit in meaning. */
  readonly weight: number;
  /** Of its changes, heaviest first. */
  readonly kinds: readonly EditKind[];
  /** The heaviest changes, a few, long words cut. */
  readonly changes: readonly EditChange[];
  /** How many changes there are in all. */
  readonly changed: number;
}

/** One way to name an article: its identity key with the URL that gave it. */
export interface KnownKey {
  readonly key: string;
  readonly url: Url;
  readonly articleId: string;
  /** Set while only a canonical link or a redirect gave it. */
  readonly claimed?: true;
}

/** The place of an article in an outlet's folder of a news repository. */
export interface Slot {
  readonly outlet: string;
  /** Counts down from 1048575, newest lowest. */
  readonly slot: number;
  readonly articleId: string;
  /** Set: this place holds that capture's state for ever; unset: the newest revision. */
  readonly captureId?: string;
}

/** Search words of an article: tokens parted by single spaces. */
export interface WordRow {
  readonly articleId: string;
  readonly title: string;
  readonly body: string;
}

/** A capture file and how much of it the catalogue knows. */
export interface WarcFile {
  readonly file: string;
  readonly length: number;
}

/** Something the archive remembers of its own doings, by name. */
export interface Mark {
  readonly name: string;
  readonly value: string;
}

/** What one transaction writes; rows that exist are replaced, but keys, captures, revisions and
 * slots, which never change once written; only a claimed key goes, once, to the article that is
 * found at its address. */
export interface Change {
  readonly sources?: readonly Source[];
  readonly polls?: readonly PollState[];
  readonly pushes?: readonly Push[];
  readonly entries?: readonly Entry[];
  readonly captures?: readonly Capture[];
  readonly articles?: readonly ArticleRecord[];
  readonly keys?: readonly KnownKey[];
  readonly revisions?: readonly RevisionRecord[];
  readonly edits?: readonly EditRecord[];
  readonly absences?: readonly Absence[];
  /** Ids of articles whose images are no longer due. */
  readonly imagesDone?: readonly string[];
  readonly slots?: readonly Slot[];
  readonly words?: readonly WordRow[];
  readonly sites?: readonly SiteRow[];
  readonly marks?: readonly Mark[];
  readonly warc?: readonly WarcFile[];
  readonly takedowns?: readonly Takedown[];
  /** Makes the catalogue forget what these takedowns remove: articles, words, keys, what entries tell;
   * captures stay as facts. */
  readonly erased?: readonly Takedown[];
  readonly rewrites?: readonly Rewrite[];
}

/** A followed source with its poll state. */
export interface DuePoll {
  readonly source: Source;
  readonly poll: PollState;
}

/** The right to poll some sources until a moment, so that nobody else does at the same time. */
export interface Lease {
  readonly holder: string;
  readonly until: Instant;
}

export interface FoundArticles {
  readonly total: number;
  readonly hits: readonly { readonly article: ArticleRecord; readonly score: number }[];
}

export interface DayCount {
  /** `YYYY-MM-DD` in UTC. */
  readonly day: string;
  readonly articles: number;
}

export interface SourceStats {
  readonly sourceId: string;
  readonly articles: number;
  readonly pending: number;
  readonly failed: number;
}

export interface Stats {
  readonly sources: number;
  readonly articles: number;
  readonly revisions: number;
  readonly captures: number;
  readonly absences: number;
  readonly pending: number;
  readonly failed: number;
}

/** Something in the catalogue that contradicts itself. */
export interface CatalogueFault {
  readonly kind: string;
  readonly message: string;
}

/**
 * The catalogue. Every method may throw ArchiveError (`internal`: disk; `corrupt`: damaged
 * database). Lists are in a stated order, so that the same catalogue gives the same answer.
 */
export interface Store extends TakedownStore {
  /**
   * Writes all of a change or nothing, durably. With `leasedBy` it throws `conflict`, and writes
   * nothing, unless that holder has the lease of every one of its polls.
   */
  commit(change: Change, leasedBy?: string): Promise<void>;

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
  /** The newest revision of each of these articles, in no order. */
  latestRevisions(articleIds: readonly string[]): Promise<RevisionRecord[]>;

  /** Edits that are told, without those of merged articles. */
  edits(query: EditQuery): Promise<EditRecord[]>;
  /** All edits of an article, told or not, first to last. */
  editsOf(articleId: string): Promise<EditRecord[]>;
  /** Revisions that follow another and whose edit is not on record, by id. */
  unweighed(limit: number): Promise<Revision[]>;

  capture(id: string): Promise<Capture | undefined>;
  knownCaptures(ids: readonly string[]): Promise<Set<string>>;
  /** The newest capture of a URL that answered 200. */
  captureOf(url: Url): Promise<Capture | undefined>;
  /** The newest whole capture (not a revisit) with this payload. */
  captureWithPayload(payload: Digest): Promise<Capture | undefined>;
  /** The value of a mark. */
  mark(name: string): Promise<string | undefined>;
  /** What was learned of a site. */
  site(host: string, basis: Basis): Promise<SiteRow | undefined>;

  /** Captures of any of these URLs, newest first. */
  capturesOf(urls: readonly Url[], limit: number): Promise<Capture[]>;
  /** By time, then by id. */
  captures(query: CaptureQuery): Promise<Capture[]>;
  /** The revisions that were cut from any of these captures, by id. */
  revisionsFrom(captureIds: readonly string[]): Promise<RevisionRecord[]>;
  /** Of the article and of those merged into it, by time. */
  absences(articleId: string): Promise<Absence[]>;
  /** Articles that are absent, or were once and are served again. */
  absentArticles(query: AbsentQuery): Promise<ArticleRecord[]>;

  /** Lowest slot taken in an outlet's folder. */
  lowestSlot(outlet: string): Promise<number | undefined>;
  slots(query: { outlet?: string; after?: Slot; limit: number }): Promise<Slot[]>;
  slotsOf(articleIds: readonly string[]): Promise<Slot[]>;

  findWords(query: WordQuery): Promise<FoundArticles>;

  warcFiles(): Promise<WarcFile[]>;
  sourceStats(): Promise<SourceStats[]>;
  stats(): Promise<Stats>;
  /** Looks the whole catalogue over. */
  check(): Promise<CatalogueFault[]>;
  close(): Promise<void>;
}
