import type { Change } from '../change.ts';
import { checkLeaves } from '../sql/leaves.ts';
import { writeChange } from '../sql/write.ts';
import { erasedArticles } from '../sql/write-takedowns.ts';
import { eraseWords, writeSought } from '../sql/write-words.ts';
import { answerAtOnce } from './answer-at-once.ts';
import type { Catalogue } from './catalogue.ts';
import { writtenBy } from './written-by.ts';

/** Writes all of a change; the caller holds the transaction. */
export async function writeAll({ db, connection }: Catalogue, change: Change): Promise<void> {
  await checkLeaves(db, change);
  for (const takedown of change.erased ?? []) {
    answerAtOnce(connection, eraseWords(await erasedArticles(db, takedown)));
  }
  await writeChange(db, change);
  answerAtOnce(connection, writeSought(change, writtenBy(connection)));
}
