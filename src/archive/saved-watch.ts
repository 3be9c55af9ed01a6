import type { Change, Store } from '../store/index.ts';
import { checkSaved } from './saved-searches.ts';
import type { Services } from './services.ts';

/** Looks for hits of saved searches after each commit that may bring some. */
export interface SavedWatch {
  /** The store given, whose commits are heeded. */
  readonly store: Store;
  /** Begins, now that the archive is ready: what came while nobody looked is looked at first. */
  begin(services: Pick<Services, 'store' | 'now' | 'alone' | 'tell'>): void;
  /** Resolves when all that was committed has been looked at. */
  settled(): Promise<void>;
  /** Looks at what was committed, and no more from then on. */
  end(): Promise<void>;
}

/** A hit is told soon after the commit that made it one, so that it is not missed when the words it was
 * found by are taken back. Commits that come close together are looked at together. */
export function watchSaved(store: Store): SavedWatch {
  let look = (): void => {};
  let looking: Promise<void> = Promise.resolve();
  let isDue = false;
  let hasEnded = false;
  return {
    store: {
      ...store,
      commit: async (change, terms) => {
        await store.commit(change, terms);
        if (mayBringHits(change)) look();
      },
    },
    begin(services) {
      look = () => {
        if (isDue) return;
        isDue = true;
        looking = services.alone(async () => {
          isDue = false;
          if (!hasEnded) await checkSaved({ store, now: services.now });
        });
        // What failed is looked at again with the next commit; what was committed stands.
        looking.catch((error: unknown) => {
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
      await looking.catch(() => {});
      hasEnded = true;
    },
  };
}

const mayBringHits = ({ words = [], absences = [], articles = [] }: Change): boolean =>
  words.length + absences.length > 0 || articles.some(({ goneSince }) => goneSince !== undefined);
