import { optional } from '../../model/index.ts';
import type { Absences, AbsentArticle } from '../absent-articles.ts';

/** What was not served when it was looked for again. */
export const absencesDocument = ({ gone, missed, returned, totals }: Absences) => ({
  gone: gone.map(absentDocument),
  missed: missed.map(absentDocument),
  returned: returned.map(absentDocument),
  totals,
});

const absentDocument = ({ article, source, span }: AbsentArticle) => ({
  article: {
    id: article.id,
    url: article.url,
    title: article.title,
    source: source?.title ?? article.sourceId,
    sourceId: article.sourceId,
    lastSeenAt: article.lastSeenAt,
  },
  kind: span.kind,
  since: span.since,
  ...optional('goneSince', span.goneSince),
  ...optional('endedAt', span.endedAt),
  looks: span.looks.map(({ articleId: _article, ...look }) => look),
});
