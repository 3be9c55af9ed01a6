import type { Absence, AbsenceKind, Instant } from '../model/index.ts';

const hour = 3_600_000;

/** Answers that say that the article is not at its address; all others say nothing of it. */
const saysMissing: ReadonlySet<AbsenceKind> = new Set(['not-found', 'gone', 'soft-404', 'moved']);

/** Looks nearer to each other than this are one look: a fault of an hour is no evidence of days. */
const apartMs = hour;
/** How many looks, over how long, before it is said that an article is not served any more. */
const enough = { looks: 3, ms: 48 * hour };
/** The same where each of them was answered 410, which a server says on purpose. */
const enoughOfGone = { looks: 2, ms: 12 * hour };

/** One time that an article was not served, from the first look that missed it. */
export interface AbsenceSpan {
  /** Every look that missed it, by time. */
  readonly looks: readonly [Absence, ...Absence[]];
  readonly since: Instant;
  /** What is known of it: the latest look, or the latest that said so once it is gone. */
  readonly kind: AbsenceKind;
  /** Set once the looks say that it is not served any more: the first that did. */
  readonly goneSince?: Instant;
  /** When it was served again; unset while it is not. */
  readonly endedAt?: Instant;
}

/** An article's absences, by time, as the spans they make. */
export function absenceSpans(absences: readonly Absence[]): readonly AbsenceSpan[] {
  const spans: AbsenceSpan[] = [];
  let looks: Absence[] = [];
  for (const look of [...absences].sort((a, b) => (a.seenAt < b.seenAt ? -1 : 1))) {
    looks.push(look);
    if (look.endedAt === undefined) continue;
    spans.push(...spanOf(looks));
    looks = [];
  }
  return [...spans, ...spanOf(looks)];
}

function spanOf(all: readonly Absence[]): readonly AbsenceSpan[] {
  const [first, ...rest] = all;
  if (first === undefined) return [];
  const looks = [first, ...rest] as const;
  const latest = rest.at(-1) ?? first;
  const goneSince = goneSinceOf(looks);
  const said = goneSince === undefined ? undefined : looks.findLast(isMissing);
  return [
    {
      looks,
      since: first.seenAt,
      kind: (said ?? latest).kind,
      ...(goneSince === undefined ? {} : { goneSince }),
      ...(latest.endedAt === undefined ? {} : { endedAt: latest.endedAt }),
    },
  ];
}

const isMissing = ({ kind }: Absence): boolean => saysMissing.has(kind);

/**
 * Since when an article is not served any more, from the looks (by time) that missed it since it was
 * last served: three that say so, an hour or more apart, over 48 hours or more; where all of them
 * are a 410, two over twelve hours. Looks that were kept out (captcha, login, 403, robots.txt) or
 * got no answer (time-out, DNS, TLS, a fault of the server) count for nothing, and take nothing
 * back. Undefined: nobody can say so yet.
 */
export function goneSinceOf(looks: readonly Absence[]): Instant | undefined {
  const missing = looks.filter(isMissing);
  const isAllGone = missing.every(({ kind }) => kind === 'gone');
  const needed = isAllGone ? enoughOfGone : enough;
  const apart: Absence[] = [];
  for (const look of missing) {
    const before = apart.at(-1);
    if (before === undefined || msBetween(before, look) >= apartMs) apart.push(look);
  }
  const [first] = apart;
  const last = apart.at(-1);
  if (first === undefined || last === undefined || apart.length < needed.looks) return undefined;
  return msBetween(first, last) >= needed.ms ? first.seenAt : undefined;
}

const msBetween = (one: Absence, other: Absence): number =>
  Date.parse(other.seenAt) - Date.parse(one.seenAt);
