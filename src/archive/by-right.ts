import { type Change, type CommitTerms, LeaseLost, type Store } from '../store/index.ts';
import type { Services } from './services.ts';
import type { Right } from './work-leases.ts';

/**
 * The services given, for work that is done by a right: what is committed through them is refused
 * (`LeaseLost`) once the right has passed to another. Captures that lie on disk by then stay, as evidence.
 */
export function byRight<Given extends Pick<Services, 'store'>>(
  services: Given,
  { fence }: Right,
): Given {
  if (fence === undefined) return services;
  const { store } = services;
  const commit: Store['commit'] = (change, terms = {}) =>
    commitFenced(store, change, { ...terms, fences: [...(terms.fences ?? []), fence] });
  return { ...services, store: { ...store, commit } };
}

async function commitFenced(store: Store, change: Change, terms: CommitTerms): Promise<void> {
  try {
    await store.commit(change, terms);
  } catch (error) {
    const { captures = [], warc = [] } = change;
    // A later length of their file would hide captures that are not on record.
    if (error instanceof LeaseLost && captures.length > 0) await store.commit({ captures, warc });
    throw error;
  }
}

/** Does work that a right was given for; undefined, and a warning, where the right was lost meanwhile: then
 * another does it. */
export async function unlessLost<Result>(
  { tell }: Pick<Services, 'tell'>,
  url: string,
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error;
    tell({ type: 'warning', url, message: error.message });
    return undefined;
  }
}
