import { weighRevisions } from '../edits/index.ts';
import type { EditChange } from '../model/index.ts';
import type { EditRecord, RevisionRecord } from '../store/index.ts';

/** So many changes are kept with an edit, the heaviest; the rest is told by comparing anew. */
const kept = 6;
/** So much of a change's words is kept. */
const mostWords = 280;

/** What a revision changed of the one before it, for the record. */
export function editRecord(
  before: RevisionRecord,
  after: RevisionRecord,
  of: { readonly sourceId: string; readonly told: boolean },
): EditRecord {
  const { weight, kinds, changes } = weighRevisions(before.content, after.content);
  return {
    revisionId: after.id,
    articleId: after.article,
    ...of,
    from: before.number,
    to: after.number,
    seenAt: after.seenAt,
    weight,
    kinds,
    changes: changes.slice(0, kept).map(shortened),
    changed: changes.length,
  };
}

const shortened = (change: EditChange): EditChange => ({
  ...change,
  ...(change.before === undefined ? {} : { before: beginning(change.before) }),
  ...(change.after === undefined ? {} : { after: beginning(change.after) }),
});

const beginning = (text: string): string =>
  text.length <= mostWords ? text : `${text.slice(0, mostWords).toWellFormed()}…`;
