import type { Revision } from '../../model/index.ts';
import type { RevisionRecord } from '../../store/index.ts';
import type { ArticleState } from '../read.ts';
import { spanDocument } from './article-documents.ts';

/** Where a revision is read whole. */
interface Revisions {
  revision(id: string): Promise<RevisionRecord | undefined>;
}

/** The revisions of an article, first to last, what each changed of the one before, and its absences. */
export async function historyDocument(archive: Revisions, state: ArticleState) {
  const edits = new Map(state.edits.map((edit) => [edit.revisionId, edit]));
  const revisions: ReturnType<typeof lineOf>[] = [];
  for (const one of state.revisions) {
    const whole = await archive.revision(one.id);
    revisions.push(lineOf(one, whole?.content.title ?? '', edits.get(one.id)));
  }
  return {
    article: { id: state.article.id, url: state.article.url },
    revisions,
    absences: state.absences,
    absenceSpans: state.spans.map(spanDocument),
  };
}

const lineOf = (one: Revision, title: string, edit: ArticleState['edits'][number] | undefined) => ({
  id: one.id,
  rev: one.number,
  previous: one.previous,
  seenAt: one.seenAt,
  title,
  basis: one.basis,
  extractor: one.extractor,
  capture: one.captureId,
  ...(edit && { edit: changeOf(edit) }),
});

const changeOf = ({ told, weight, kinds, changed }: ArticleState['edits'][number]) => ({
  told,
  weight,
  kinds,
  changed,
});
