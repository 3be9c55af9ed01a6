import type { Absence, Instant } from '../model/index.ts';
import type { ArticleRecord } from '../store/index.ts';
import type { Find } from './find.ts';

/** When a find's page was served; undefined where it shows no page: that a feed still tells of an
 * article says nothing of its page. */
export const servedAt = ({ basis, capture, pageAt }: Find): Instant | undefined =>
  pageAt ?? (basis === 'page' ? capture.capturedAt : undefined);

/** An article whose page was served, and what that makes of the look that missed it last. */
export interface Served {
  readonly article: ArticleRecord;
  readonly absences: readonly Absence[];
}

/** An article whose page was served at a moment; `missed` is the last look that missed it. It is
 * absent no longer if that was before: what is served may be old evidence, as an import is. */
export function served(article: ArticleRecord, at: Instant, missed: Absence | undefined): Served {
  const { absent, absentSince, goneSince, ...standing } = article;
  const isAbsent = absent !== undefined && missed !== undefined && at <= missed.seenAt;
  const isOpen = absent !== undefined && missed !== undefined && missed.endedAt === undefined;
  return {
    article: {
      ...(isAbsent ? article : standing),
      lastSeenAt: later(at, article.lastSeenAt),
      lastVisitAt: later(at, article.lastVisitAt ?? at),
    },
    absences: isOpen && !isAbsent ? [{ ...missed, endedAt: at }] : [],
  };
}

/** The later of two moments. */
export const later = (one: Instant, other: Instant): Instant => (one > other ? one : other);
