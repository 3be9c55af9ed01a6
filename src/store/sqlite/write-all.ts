import type { Change } from '../change.ts';
import type { CommitTerms } from '../commit-terms.ts';
import { placedLeaves } from '../sql/leaves.ts';
import { writeChange } from '../sql/write.ts';
import { erasedArticles } from '../sql/write-takedowns.ts';
import { eraseWords, writeSought } from '../sql/write-words.ts';
import { answerAtOnce } from './answer-at-once.ts';
import type { Catalogue } from './catalogue.ts';
import { writtenBy } from './written-by.ts';

/** Writes all of a change; the caller holds the transaction. */
export async function writeAll(
  { db, connection }: Catalogue,
  change: Change,
  terms: Pick<CommitTerms, 'behind'> = {},
): Promise<void> {
  const leaves = await placedLeaves(db, change, terms);
  for (const takedown of change.erased ?? []) {
    answerAtOnce(connection, eraseWords(await erasedArticles(db, takedown)));
  }
  await writeChange(db, { ...change, leaves });
  answerAtOnce(connection, writeSought(change, writtenBy(connection)));
}
