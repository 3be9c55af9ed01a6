import { type Change, DatabaseAway, LeaseLost, type Store } from '../store/index.ts';
import { byRight } from './by-right.ts';
import { checkSaved } from './saved-searches.ts';
import type { Services } from './services.ts';

/** Looks for hits of saved searches after each commit that may bring some. */
export interface SavedWatch {
  /** The store given, whose commits are heeded. */
  readonly store: Store;
  /** Begins, now that the archive is ready: what came while nobody looked is looked at first. */
  begin(services: Watching): void;
  /** Resolves when all that was committed has been looked at. */
  settled(): Promise<void>;
  /** Looks at what was committed, and no more from then on. */
  end(): Promise<void>;
}

type Watching = Pick<Services, 'store' | 'now' | 'alone' | 'tell' | 'leases' | 'delay'>;

/** Another worker looks for so long, about. */
const othersMs = 250;

/** A hit is told soon after the commit that made it one, so that it is not missed when the words it was
 * found by are taken back. Commits that come close together are looked at together. */
export function watchSaved(store: Store): SavedWatch {
  let look = (): void => {};
  let looking: Promise<void> = Promise.resolve();
  let isDue = false;
  let hasEnded = false;
  const ending = new AbortController();
  return {
    store: {
      ...store,
      commit: async (change, terms) => {
        await store.commit(change, terms);
        if (mayBringHits(change)) look();
      },
    },
    begin(services) {
      const once = () =>
        services.alone(async () => {
          isDue = false;
          return hasEnded || (await checkByRight(services, store));
        });
      const untilLooked = async () => {
        // Whoever looks just now may have begun before what was committed here.
        while (!(await once()) && !isDue && !ending.signal.aborted) {
          isDue = true;
          await services.delay(othersMs, ending.signal);
        }
      };
      look = () => {
        if (isDue) return;
        isDue = true;
        looking = untilLooked();
        // What failed is looked at again with the next commit; what was committed stands.
        looking.catch((error: unknown) => {
          if (error instanceof DatabaseAway) return;
          const message = `Saved searches could not be looked at: ${String(error)}`;
          services.tell({ type: 'warning', url: '', message });
        });
      };
      look();
    },
    settled: async () => {
      await looking.catch(() => {});
    },
    end: async () => {
      ending.abort();
      await looking.catch(() => {});
      hasEnded = true;
    },
  };
}

/** Looks by the right to do so: two workers would tell of a hit twice. Gives whether it was done; where not, another
 * is at it. */
async function checkByRight({ leases, now }: Watching, store: Store): Promise<boolean> {
  if (leases.isShared && (await store.savedSearches()).length === 0) return true;
  const [right] = (await leases.take(['saved'])).values();
  if (right === undefined) return false;
  try {
    await checkSaved({ store: byRight({ store }, right).store, now });
    return true;
  } catch (error) {
    if (error instanceof LeaseLost) return false;
    throw error;
  } finally {
    leases.release(right);
  }
}

const mayBringHits = ({ words = [], absences = [], articles = [] }: Change): boolean =>
  words.length + absences.length > 0 || articles.some(({ goneSince }) => goneSince !== undefined);
