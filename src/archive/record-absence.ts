import { type Absence, instant } from '../model/index.ts';
import type { ArticleRecord, Change } from '../store/index.ts';
import { absenceSpans } from './absence-spans.ts';
import { nextVisit } from './visit-times.ts';

/** A look that missed an article, as a change: the article as it and the looks before (by time) leave
 * it. */
export function recordAbsence(
  article: ArticleRecord,
  before: readonly Absence[],
  absence: Absence,
  { now, revisitDays }: { readonly now: number; readonly revisitDays: number },
): Change & { readonly articles: readonly [ArticleRecord] } {
  const span = absenceSpans([...before, absence]).at(-1);
  const { nextVisitAt: _next, goneSince: _gone, ...standing } = article;
  const since = { absentSince: span?.since, goneSince: span?.goneSince };
  const visit = nextVisit({ firstSeenAt: article.firstSeenAt, ...since }, now, revisitDays);
  return {
    absences: [absence],
    articles: [
      {
        ...standing,
        ...(span && { absent: span.kind, absentSince: span.since }),
        ...(span?.goneSince && { goneSince: span.goneSince }),
        lastVisitAt: instant(now),
        ...(visit === undefined ? {} : { nextVisitAt: visit }),
      },
    ],
  };
}
