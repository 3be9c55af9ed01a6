import type { RemovedRow, Store } from '../store/index.ts';
import { removedRows } from './removed-row.ts';
import type { Services } from './services.ts';
import { cutAlike } from './sites.ts';

/** Articles looked at in one step. */
const atOnce = 500;
/** The mark of how far it has come: a serial, or that it is done. */
export const removedMark = 'removed-words';
export const removedDone = 'done';

/**
 * Indexes a step of what revisions took away that were written before that was indexed; those written
 * today bring it along. Gives whether there is more.
 */
export async function indexSomeRemoved({ store }: Pick<Services, 'store'>): Promise<boolean> {
  const mark = await store.mark(removedMark);
  if (mark === removedDone) return false;
  const serial = mark === undefined ? undefined : Number(mark);
  const { articles, last } = await store.recordedAfter(serial, atOnce);
  // Asked for again, so that another process that records words of one of them is not overlooked.
  await store.articlesById(articles.map(({ id }) => id));
  const removedWords: RemovedRow[] = [];
  for (const { id, revisions, mergedInto } of articles) {
    if (revisions > 1 && mergedInto === undefined) removedWords.push(...(await rowsOf(store, id)));
  }
  const value = last === undefined ? removedDone : String(last);
  await store.commit({ removedWords, marks: [{ name: removedMark, value }] });
  return last !== undefined;
}

async function rowsOf(store: Store, articleId: string): Promise<RemovedRow[]> {
  const ids = (await store.revisions(articleId)).map(({ id }) => id);
  const alike = await cutAlike(store, ids);
  return removedRows(
    ids.flatMap((id) => alike.get(id) ?? []),
    await store.editsOf(articleId),
  );
}
