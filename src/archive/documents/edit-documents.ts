import type { Revision } from '../../model/index.ts';
import type { Difference, EditedArticle } from '../edits.ts';
import type { SourceTitles } from './source-titles.ts';

/** What changed between two revisions. */
export function differenceDocument({ article, source, from, to, edit, weighed, told }: Difference) {
  return {
    article: {
      id: article.id,
      url: article.url,
      title: to.content.title,
      source: source?.title ?? article.sourceId,
      sourceId: article.sourceId,
    },
    from: revisionDocument(from),
    to: revisionDocument(to),
    told,
    ...weighed,
    title: edit.title,
    blocks: edit.blocks,
  };
}

const revisionDocument = ({ id, number, seenAt, basis, extractor, captureId }: Revision) => ({
  id,
  rev: number,
  seenAt,
  basis,
  extractor,
  capture: captureId,
});

/** An edit in a list of them. */
export function editDocument({ article, edit }: EditedArticle, titles: SourceTitles) {
  const { from, to, seenAt, weight, kinds, changes, changed } = edit;
  return {
    article: {
      id: article.id,
      url: article.url,
      title: article.title,
      source: titles.get(article.sourceId) ?? article.sourceId,
      sourceId: article.sourceId,
      language: article.language,
    },
    from,
    to,
    seenAt,
    weight,
    kinds,
    changes,
    changed,
  };
}
