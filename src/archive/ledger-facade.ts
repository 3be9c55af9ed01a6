import type { Revision } from '../model/index.ts';
import type { LeafRow, Store } from '../store/index.ts';
import { leafOf } from './leaf-of.ts';
import { LedgerPublisher, type LedgerState } from './ledger-publisher.ts';
import { ledgerState } from './ledger-state.ts';
import { notingLeaves } from './noting-leaves.ts';
import type { ArchiveOptions, Services } from './services.ts';

/** What the faces are told of the ledger. */
export interface LedgerFacade {
  /** How the ledger stands, by the files that anybody may have. Throws `corrupt`. */
  ledger(): Promise<LedgerState>;
  /** The leaf of a revision with its record; undefined where the ledger has none. */
  leafOf(revision: Pick<Revision, 'article' | 'captureId'>): Promise<LeafRow | undefined>;
}

export const ledgerFacade = (services: Services): LedgerFacade => ({
  ledger: () => ledgerState(services.store, services.ledgerFolder, services.publisher?.fault),
  leafOf: (revision) => leafOf(services.store, revision),
});

/** The store whose commits are logged, and what publishes the log where this archive captures. */
export function loggedStore(options: ArchiveOptions): {
  readonly store: Store;
  readonly publisher: LedgerPublisher | undefined;
} {
  const { store, captures, now, ledger, openWarc, onEvent: tell = () => {} } = options;
  const publishes = ledger !== undefined && openWarc !== undefined;
  const publisher = publishes ? new LedgerPublisher(ledger, { store, now, tell }) : undefined;
  const wrote = (hasLogged: boolean): void => publisher?.heed(hasLogged);
  return { store: notingLeaves({ store, captures, now, wrote }), publisher };
}
