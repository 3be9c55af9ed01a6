import { optional } from '../../model/index.ts';
import { takenFrom } from '../mirrors/taken-from.ts';
import type { ArticleState } from '../read.ts';

/** An article at one of its revisions. */
export function articleDocument({
  article,
  source,
  revision,
  absences,
  spans,
  aliases,
  captures,
}: ArticleState) {
  const { title, authors, section, language, publishedAt, modifiedAt, html, text } =
    revision.content;
  return {
    article: {
      id: article.id,
      url: article.url,
      title,
      authors,
      source: source?.title ?? article.sourceId,
      sourceId: article.sourceId,
      ...optional('section', section),
      language,
      ...optional('publishedAt', publishedAt ?? article.publishedAt),
      ...optional('modifiedAt', modifiedAt),
      firstSeenAt: article.firstSeenAt,
      lastSeenAt: article.lastSeenAt,
      revisions: article.revisions,
      ...optional('absent', article.absent),
      ...optional('absentSince', article.absentSince),
      ...optional('goneSince', article.goneSince),
      aliases,
      absences,
      absenceSpans: spans.map(spanDocument),
    },
    revision: {
      id: revision.id,
      rev: revision.number,
      previous: revision.previous,
      seenAt: revision.seenAt,
      basis: revision.basis,
      extractor: revision.extractor,
      capture: revision.captureId,
      ...optional('takenFrom', takenFrom({ revision, captures })),
    },
    cut: revision.cut ?? [],
    text,
    html,
  };
}

/** A time that an article was not served, without its single looks. */
export const spanDocument = ({ looks, ...span }: ArticleState['spans'][number]) => ({
  ...span,
  looks: looks.length,
});
