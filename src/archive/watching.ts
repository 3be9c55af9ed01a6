import { type Expectable, type Expectation, expectable, type Store } from '../store/index.ts';

/**
 * The store given, which notes what it is asked and answers, and has each change that is committed through it
 * expect that: so nothing is written by what another process has changed meanwhile. After a commit, whatever came
 * of it, it begins anew; what is decided by later goes with the next.
 */
export function watching(store: Store): Store {
  const asked = new Map<string, Expectation>();
  const watched = expectable.map((question) => [question, noting(store, question, asked)]);
  return {
    ...store,
    ...(Object.fromEntries(watched) as Pick<Store, Expectable>),
    commit: async (change, terms) => {
      const expected = [...(change.expected ?? []), ...asked.values()];
      asked.clear();
      await store.commit({ ...change, expected }, terms);
    },
  };
}

function noting(store: Store, asked: Expectable, notes: Map<string, Expectation>) {
  return async (...of: unknown[]): Promise<unknown> => {
    const ask = store[asked] as (...of: unknown[]) => Promise<unknown>;
    const answer = await ask(...of);
    const name = JSON.stringify([asked, of]);
    // What was answered first: where a later answer is another, that one is not so any more.
    if (!notes.has(name)) notes.set(name, { asked, of, answer });
    return answer;
  };
}
