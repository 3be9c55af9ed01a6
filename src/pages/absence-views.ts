import type { AbsenceKind, Instant } from '../model/index.ts';
import type { ArticleLine, OutletSource } from './line-views.ts';

export interface AbsenceLine {
  readonly seenAt: Instant;
  readonly kind: AbsenceKind;
  /** HTTP status, 0 when no answer came. */
  readonly status: number;
  readonly message: string;
}

/** A time that an article was not served. */
export interface AbsenceSpan {
  readonly since: Instant;
  readonly kind: AbsenceKind;
  /** Set once repeated looks say that it is not served any more: the first of them. */
  readonly goneSince?: Instant;
  /** When it was served again. */
  readonly endedAt?: Instant;
  /** By time; at least one. */
  readonly looks: readonly AbsenceLine[];
}

/** An article in the list of absences, with the time meant. */
export interface AbsentRow {
  readonly line: ArticleLine;
  readonly lastSeenAt: Instant;
  readonly span: AbsenceSpan;
}

export interface AbsencesView {
  /** Not served any more, by repeated looks. */
  readonly gone: readonly AbsentRow[];
  /** Not served at the last look. */
  readonly missed: readonly AbsentRow[];
  /** Served again. */
  readonly returned: readonly AbsentRow[];
  /** How many there are of each, listed or not. */
  readonly totals: Readonly<Record<'gone' | 'missed' | 'returned', number>>;
  /** Outlets that have any of them, with how many. */
  readonly outlets: readonly {
    readonly id: string;
    readonly title: string;
    readonly count: number;
  }[];
  /** The outlet that the list is of; unset: of all. */
  readonly outlet?: Pick<OutletSource, 'id' | 'title'>;
}
