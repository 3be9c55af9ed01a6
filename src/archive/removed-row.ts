import { compareRevisions, removedPassages, type Words } from '../edits/index.ts';
import type { EditKind } from '../model/index.ts';
import { notStanding, removedWords, wordsOf } from '../search/index.ts';
import type { EditRecord, RemovedRow, RevisionRecord } from '../store/index.ts';

/** Kinds of change that take no words away. */
const takeNothing = new Set<EditKind>([
  ...(['added', 'moved', 'split', 'merged'] as const),
  ...(['spacing', 'punctuation', 'case', 'script'] as const),
]);

/** The passages that an edit took words from, as they are indexed. A page that was in a false charset
 * tells nothing: its words never stood there, or still do. */
export function passagesGone(
  before: Words,
  after: Words,
  { told, weight, kinds }: Pick<EditRecord, 'told' | 'weight' | 'kinds'>,
): RemovedRow['passages'] {
  if (!told || weight === 0 || kinds.includes('encoding')) return [];
  if (kinds.every((kind) => takeNothing.has(kind))) return [];
  return removedWords(removedPassages(compareRevisions(before, after)));
}

/** What a revision took away of the one before, for the record. */
export function removedRow(
  before: RevisionRecord,
  after: RevisionRecord,
  edit: EditRecord,
): RemovedRow[] {
  const passages = passagesGone(before.content, after.content, edit);
  if (passages.length === 0) return [];
  return [{ articleId: after.article, revision: after.number, passages }];
}

/** What all revisions of an article took away, with its edits; what a later one has again is let go, as
 * the store lets it go where revisions come one by one. */
export function removedRows(
  revisions: readonly RevisionRecord[],
  edits: readonly EditRecord[],
): RemovedRow[] {
  let rows: RemovedRow[] = [];
  for (const [at, after] of revisions.entries()) {
    const before = revisions[at - 1];
    const edit = edits.find(({ revisionId }) => revisionId === after.id);
    if (before === undefined) continue;
    const words = wordsOf(after.content);
    rows = [...rows, ...(edit === undefined ? [] : removedRow(before, after, edit))]
      .map((row) => ({ ...row, passages: notStanding(row.passages, words) }))
      .filter(({ passages }) => passages.length > 0);
  }
  return rows;
}
