import { type Absence, type Instant, instant, type Url } from '../model/index.ts';
import type { ArticleRecord, RevisionRecord } from '../store/index.ts';
import type { Find } from './find.ts';
import { later, type Served, served, servedAt } from './served.ts';
import { shownBy } from './shown-by.ts';
import { nextVisit } from './visit-times.ts';

/** A find of an article on record. */
interface Seen {
  readonly find: Find;
  readonly url: Url;
  /** The one that the find makes; unset where its words are those on record. */
  readonly revision: RevisionRecord | undefined;
  /** The newest before. */
  readonly latest: RevisionRecord | undefined;
  /** The last look that missed it. */
  readonly missed: Absence | undefined;
}

/** The article as a find leaves it, and what became of the look that missed it last. */
export function seenAgain(
  article: ArticleRecord,
  { find, url, revision, latest, missed }: Seen,
  options: { readonly now: number; readonly revisitDays: number },
): Served {
  const at = servedAt(find);
  const seen = at === undefined ? { article, absences: [] } : served(article, at, missed);
  const { nextVisitAt, ...standing } = seen.article;
  const isAbsent = standing.absent !== undefined;
  const again = find.revisit
    ? visitAfter(article, revision ?? latest, options)
    : visitStays(article, find);
  const visit = isAbsent ? nextVisitAt : again;
  return {
    absences: seen.absences,
    article: {
      ...standing,
      ...(revision === undefined ? {} : shownBy({ url, revision }, article)),
      // A feed that tells of an absent article has not seen it.
      ...(isAbsent
        ? {}
        : { lastSeenAt: later(standing.lastSeenAt, at ?? find.capture.capturedAt) }),
      ...(revision !== undefined && hasImages(find) ? { imagesDueAt: instant(options.now) } : {}),
      ...(visit === undefined ? {} : { nextVisitAt: visit }),
    },
  };
}

/** When a served article is looked at again, sooner while it is being edited. */
export function visitAfter(
  { firstSeenAt }: ArticleRecord,
  newest: RevisionRecord | undefined,
  { now, revisitDays }: { readonly now: number; readonly revisitDays: number },
): Instant | undefined {
  const editedAt = newest !== undefined && newest.number > 1 ? newest.seenAt : undefined;
  return nextVisit({ firstSeenAt, editedAt }, now, revisitDays);
}

/** What is imported or captured by hand does not end the visits to an article that a source follows. */
function visitStays(article: ArticleRecord, find: Find): Instant | undefined {
  return article.sourceId === find.sourceId ? undefined : article.nextVisitAt;
}

/** Whether a find has images that are to be captured; those of an import are long gone, or named by
 * whoever wrote its file. */
const hasImages = ({ article, isPast = false }: Find): boolean =>
  !isPast && article.images.length > 0;
