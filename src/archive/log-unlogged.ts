import type { RevisionRecord, Store } from '../store/index.ts';
import type { Services } from './services.ts';

/** Articles looked at in one step. */
const atOnce = 50;
/** The mark of how far it has come: a serial, or that it is done. */
const mark = 'logged';
const done = 'done';

/**
 * Gives a step of what was on record before there was a ledger its leaves, article by article in the
 * order they came; what is recorded today brings its own. Gives whether there is more.
 */
export async function logSomeUnlogged({ store }: Pick<Services, 'store'>): Promise<boolean> {
  const value = await store.mark(mark);
  if (value === done) return false;
  const { articles, last } = await store.recordedAfter(
    value === undefined ? undefined : Number(value),
    atOnce,
  );
  // Asked for again, so that another process that records words of one of them is not overlooked.
  await store.articlesById(articles.map(({ id }) => id));
  const unlogged: RevisionRecord[] = [];
  for (const { id } of articles) unlogged.push(...(await unloggedOf(store, id)));
  await store.commit({
    unlogged,
    marks: [{ name: mark, value: last === undefined ? done : String(last) }],
  });
  return last !== undefined;
}

/**
 * Revisions of an article, before a number, that no leaf stands for. A leaf stands for all that is read
 * from its capture: what a better extractor makes of it is no other state.
 */
export async function unloggedOf(
  store: Pick<Store, 'leavesOf' | 'revisions' | 'revision'>,
  articleId: string,
  before = Number.POSITIVE_INFINITY,
): Promise<RevisionRecord[]> {
  const leaves = await store.leavesOf([articleId]);
  const logged = new Set(leaves.flatMap((leaf) => (leaf.rev === undefined ? [] : leaf.captureId)));
  const missing: RevisionRecord[] = [];
  for (const { id, captureId, number } of await store.revisions(articleId)) {
    if (number >= before || logged.has(captureId)) continue;
    const revision = await store.revision(id);
    if (revision !== undefined) missing.push(revision);
  }
  return missing;
}
