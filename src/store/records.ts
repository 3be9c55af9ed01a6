import type {
  AbsenceKind,
  Article,
  Basis,
  EditChange,
  EditKind,
  Instant,
  PollState,
  Revision,
  Source,
  Url,
} from '../model/index.ts';

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

/** Search words of an article, folded already, parted by single spaces: each a single Han, Kana or
 * Hangul character, or a word of another script. */
export interface WordRow {
  readonly articleId: string;
  readonly title: string;
  readonly authors?: string;
  readonly body: string;
  /** Tokens it is found by besides: stems, dates; no spaces. */
  readonly also?: readonly string[];
  /** As that of a sketch row. */
  readonly sketch?: Uint8Array;
}

/** What is kept of an article's newest words to find the same text elsewhere. */
export interface SketchRow {
  readonly articleId: string;
  /** Whoever compares sketches knows their form; texts are near each other where any of the first
   * sixteen stretches of four bytes is equal. Empty: too short a text to tell. */
  readonly sketch: Uint8Array;
}

/** An article whose sketch is near another. */
export interface NearArticle {
  readonly article: ArticleRecord;
  readonly sketch: Uint8Array;
}

/** Words that a revision took away from the one before it. */
export interface RemovedRow {
  readonly articleId: string;
  /** Number of the revision without them. */
  readonly revision: number;
  /** Passages they stood in, as search words in a row, with those (from one to before another) that went.
   * What stands in the newest words again is let go with them. */
  readonly passages: readonly {
    readonly words: readonly string[];
    readonly removed: readonly (readonly [from: number, to: number])[];
  }[];
}

/** Where something that is asked for was taken away. */
export interface RemovedPlace {
  readonly articleId: string;
  /** Which of the clauses asked for, from 0. */
  readonly clause: number;
  /** Number of the last revision that took it away. */
  readonly revision: number;
}

/** A capture file and how much of it the catalogue knows. */
export interface WarcFile {
  readonly file: string;
  readonly length: number;
  /** Since when it is known to lie whole in the bucket of captures; unset: it does not. */
  readonly uploaded?: Instant;
}

/** Something the archive remembers of its own doings, by name. */
export interface Mark {
  readonly name: string;
  readonly value: string;
}

/** A hit of a saved search. Its mark is the moment (ms since 1970) at which it was found, made higher
 * than that of the one before: no two of a search have the same, and a later one never a lower. */
export interface SavedHit {
  readonly article: ArticleRecord;
  readonly mark: number;
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
  /** How many there are; at most 10,000. */
  readonly total: number;
  /** Whether there are more than that. */
  readonly more: boolean;
  readonly hits: readonly {
    readonly article: ArticleRecord;
    readonly score: number;
    /** Those found that are the same text and come after it; unset: none, or they are hits themselves. */
    readonly same?: readonly ArticleRecord[];
  }[];
  /** Leads to the next page; unset on the last. */
  readonly next?: string;
  /** Where they were asked for. */
  readonly facets?: WordFacets;
  /** How many articles search does not know yet; unset: it knows all. */
  readonly unindexed?: number;
}

/** How many of the articles found are of each month (by time, UTC), source and language (most first). */
export interface WordFacets {
  readonly months: readonly { readonly month: string; readonly articles: number }[];
  readonly sources: readonly { readonly sourceId: string; readonly articles: number }[];
  readonly languages: readonly { readonly language: string; readonly articles: number }[];
}

/** How many articles of a source are absent, or were and are served again. */
export interface AbsentCount {
  readonly sourceId: string;
  readonly articles: number;
}

export interface DayCount {
  /** `YYYY-MM-DD` in UTC. */
  readonly day: string;
  readonly articles: number;
}

/** Of which source, and whether its articles are counted, which goes through all of them: they are 0
 * otherwise. Default: of all, counted. */
export interface StatsAsked {
  readonly sourceId?: string;
  readonly articles?: boolean;
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

/** An article in short: enough to see whether it changed. */
export interface ArticleOutline
  extends Pick<
    ArticleRecord,
    'id' | 'url' | 'sourceId' | 'language' | 'sortAt' | 'firstSeenAt' | 'revisionId' | 'revisions'
  > {
  /** Changes with whatever lists tell of it; some hundred characters. */
  readonly line: string;
  /** Changes with what is on record of it besides: looks at it, records merged into it, revisions, addresses,
   * captures of them, absences. */
  readonly beside: string;
}

/** A revision, and when it was seen. */
export type RevisionPlace = Pick<Revision, 'id' | 'seenAt'>;
