import { type Archive, hitDocument, type SourceTitles } from '../../archive/index.ts';
import { optional } from '../../model/index.ts';

type Listed = Awaited<ReturnType<Archive['articles']>>[number];

/** An article in a list by time: as in what was found, and how it stands in the archive. */
export const listedDocument = (article: Listed, titles: SourceTitles) => ({
  ...hitDocument(article, titles),
  sourceId: article.sourceId,
  authors: article.authors,
  sortAt: article.sortAt,
  firstSeenAt: article.firstSeenAt,
  lastSeenAt: article.lastSeenAt,
  revisions: article.revisions,
  ...optional('absent', article.absent),
  ...optional('goneSince', article.goneSince),
  lead: article.lead,
});
