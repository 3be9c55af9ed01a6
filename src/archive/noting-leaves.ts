import type { Takedown } from '../model/index.ts';
import type { Change, CommitTerms, LeafRow, LoggedLeaf, Store } from '../store/index.ts';
import { untilFirst } from './decide.ts';
import { LeafDrafts, type LeafMeans } from './leaf-drafts.ts';

/**
 * The store given, whose commits write with each change the leaves of the ledger that it brings: what is
 * on record is in the log, and what is in the log is on record. Changes with leaves are numbered one at
 * a time, and anew where another process was first: within the commit, or made anew where that is not enough. `wrote` is
 * called after each commit, with whether it brought some.
 */
export function notingLeaves(
  means: Omit<LeafMeans, 'now'> & {
    readonly now: () => number;
    readonly wrote?: (hasLogged: boolean) => void;
  },
): Store {
  const { store, wrote } = means;
  let before: Promise<unknown> = Promise.resolve();
  const logged = async (change: Change, terms: CommitTerms | undefined): Promise<void> => {
    const hasLogged = await untilFirst(async () => {
      const last = await lastLeaf(store);
      const drafts = await draftsOf({ ...means, now: means.now() }, change, last);
      const behind = (others: readonly LoggedLeaf[]) => drafts.behind(others);
      await store.commit({ ...change, ...drafts.change }, { ...terms, behind });
      return (drafts.change.leaves ?? []).length > 0;
    }, 'leaves');
    wrote?.(hasLogged);
  };
  return {
    ...store,
    commit: async (change, terms) => {
      if (!bringsLeaves(change)) {
        await store.commit(change, terms);
        return wrote?.(false);
      }
      const turn = before.then(() => logged(change, terms));
      before = turn.catch(() => {});
      return await turn;
    },
  };
}

const bringsLeaves = ({ takedowns = [], ...change }: Change): boolean =>
  [change.revisions, change.unlogged, change.absences, change.erased, change.facts].some(
    (rows = []) => rows.length > 0,
  ) || takedowns.some(isLifted);

const isLifted = ({ liftedAt }: Takedown): boolean => liftedAt !== undefined;

/** The last leaf on record. */
export async function lastLeaf(store: Store): Promise<LeafRow | undefined> {
  const count = await store.countLeaves();
  return count === 0 ? undefined : (await store.leaves(count - 1, 1))[0];
}

async function draftsOf(
  means: LeafMeans,
  change: Change,
  last: LeafRow | undefined,
): Promise<LeafDrafts> {
  const drafts = new LeafDrafts(means, change, last);
  await draftRevisions(drafts, change);
  for (const absence of change.absences ?? []) {
    // One that ends is a look of before, on record already.
    if (absence.endedAt === undefined) await drafts.absence(absence);
  }
  for (const fact of change.facts ?? []) drafts.fact(fact);
  for (const takedown of change.erased ?? []) await drafts.takedown(takedown);
  for (const takedown of change.takedowns ?? []) {
    if (isLifted(takedown)) await drafts.restore(takedown);
  }
  return drafts;
}

async function draftRevisions(drafts: LeafDrafts, change: Change): Promise<void> {
  const past = new Set(change.pastCaptures);
  for (const revision of change.unlogged ?? []) await drafts.revision(revision, true);
  for (const revision of change.revisions ?? []) {
    await drafts.revision(revision, past.has(revision.captureId) || revision.basis === 'import');
  }
}
