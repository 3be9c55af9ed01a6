import type {
  Basis,
  Edit,
  Finding,
  Instant,
  SourceState,
  StandIn,
  TakedownReason,
  Url,
  WeighedEdit,
} from '../model/index.ts';
import type { AbsenceSpan } from './absence-views.ts';
import type { EditLine } from './edit-views.ts';
import type { ArticleLine, OutletSource, Paging } from './line-views.ts';
import type { ArticleMarksView, ReadingBar } from './marks-views.ts';

/** What one outlet brought on a day; `more`: how many articles are left off. */
export interface OutletOfDay {
  readonly sourceId: string;
  readonly title: string;
  readonly articles: readonly ArticleLine[];
  readonly more: number;
}

export interface FrontView extends Paging {
  /** Newest first; `date` is `YYYY-MM-DD`. */
  readonly days: readonly {
    readonly date: string;
    readonly outlets: readonly OutletOfDay[];
  }[];
  /** How many sources are followed, and how many of them need attention. */
  readonly health: { readonly total: number; readonly failing: number };
  readonly reading?: ReadingBar;
}

/** `warned`: it answers, but something is wrong with what it brings. */
export type HealthState = 'ok' | 'warned' | 'waiting' | 'failing' | 'silent' | 'unfollowed';

/** How following a source goes. */
export interface SourceHealth {
  readonly state: HealthState;
  /** One sentence in English, where no finding says it; may be empty. */
  readonly reason: string;
  readonly lastSuccessAt?: Instant;
  readonly nextPollAt?: Instant;
  readonly failures: number;
  readonly warnings: readonly string[];
  /** What is wrong with it, worst first. */
  readonly findings?: readonly Finding[];
  /** What is read in its place. */
  readonly standIn?: StandIn;
  /** When something to read in its place was last looked for. */
  readonly soughtAt?: Instant;
  /** What it usually brings. */
  readonly itemsADay?: number;
}

export interface OutletView extends Paging {
  readonly source: OutletSource;
  /** Other sources of the same outlet, whose articles are listed too. */
  readonly beside?: readonly Pick<OutletSource, 'id' | 'title'>[];
  readonly health: SourceHealth;
  readonly days: readonly { readonly date: string; readonly articles: readonly ArticleLine[] }[];
  /** Pages that hold everything, where those are fixed; newest first. */
  readonly periods?: readonly {
    readonly name: string;
    readonly href: string;
    readonly isHere: boolean;
  }[];
  readonly reading?: ReadingBar;
}

/** How a revision stands in the ledger. */
export interface ProofLine {
  readonly revision: number;
  readonly state: 'proved' | 'unpublished' | 'removed' | 'unlogged';
  /** Of its entry; unset where there is none. */
  readonly index?: number;
  /** When it was logged. */
  readonly time?: Instant;
  /** SHA-256 of its record, in hex. */
  readonly record?: string;
  /** Entries of the ledger that it is proved in. */
  readonly size?: number;
}

export interface CaptureLine {
  readonly id: string;
  readonly capturedAt: Instant;
  /** HTTP status; 0 for an imported file. */
  readonly status: number;
  readonly url: Url;
}

/** A record that turned out to be of the same article. */
export interface MergedLine {
  readonly url: Url;
  readonly title: string;
  readonly language: string;
  readonly firstSeenAt: Instant;
  readonly revisions: number;
}

export interface RevisionLine {
  readonly number: number;
  readonly seenAt: Instant;
  readonly title: string;
  /** What it changed of the one before. */
  readonly edit?: EditLine;
}

/** What changed between two revisions of an article. */
export interface DifferenceView {
  readonly line: ArticleLine;
  readonly from: RevisionShown;
  readonly to: RevisionShown;
  readonly edit: Edit;
  readonly weighed: WeighedEdit;
  /** Whether it is told as the outlet's. */
  readonly told: boolean;
  /** All revisions, any order. */
  readonly revisions: readonly RevisionLine[];
}

export interface RevisionShown {
  readonly number: number;
  readonly seenAt: Instant;
  readonly extractor: string;
  readonly basis: Basis;
  readonly captureId: string;
  /** Of what was taken of a mirror: the name and the leaf of the ledger that vouches for it. */
  readonly mirror?: { readonly origin: string; readonly leaf: number };
}

/** The article before or after in the same outlet. */
export interface Neighbour {
  readonly id: string;
  readonly title: string;
  readonly language: string;
}

export interface ArticleView {
  /** As the shown revision has it. */
  readonly line: ArticleLine;
  readonly authors: readonly string[];
  /** The outlet's name as the page told it; may be empty. */
  readonly site: string;
  readonly section?: string;
  readonly canonicalUrl: Url;
  /** The body, already sanitised; image addresses still those of the outlet. */
  readonly html: string;
  readonly revision: RevisionShown;
  /** All revisions, any order, the shown one among them. */
  readonly revisions: readonly RevisionLine[];
  readonly captures: readonly CaptureLine[];
  /** When its page was last served. */
  readonly lastSeenAt: Instant;
  /** The times it was not served, first to last. */
  readonly absences: readonly AbsenceSpan[];
  /** Other addresses of the same article. */
  readonly aliases: readonly Url[];
  /** By first sight. */
  readonly merged?: readonly MergedLine[];
  /** The same text elsewhere, the likest first. */
  readonly same?: readonly SameLine[];
  readonly previous?: Neighbour;
  readonly next?: Neighbour;
  readonly marks?: ArticleMarksView;
  /** How its revisions stand in the ledger; unset where that is not told. */
  readonly proofs?: readonly ProofLine[];
}

export interface SourceRow extends OutletSource {
  readonly state: SourceState;
  /** How many articles are on record. */
  readonly articles: number;
  readonly health: SourceHealth;
  /** What is unread of its outlet. */
  readonly unread?: { readonly count: number; readonly href: string };
}

/** An article that holds the same text as another. */
export interface SameLine {
  readonly line: ArticleLine;
  /** What of their words in a row both have, 0 to 1. */
  readonly likeness: number;
}

/** In place of an article that was taken down. */
export interface RemovedView {
  readonly at: Instant;
  readonly reason: TakedownReason;
}
