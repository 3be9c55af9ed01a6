import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '../../store/index.ts';
import { LedgerPublisher } from '../ledger-publisher.ts';
import { notingLeaves } from '../noting-leaves.ts';

/** A host that shares a catalogue with others, as far as it has to do with the ledger. */
export interface LedgerHost {
  readonly folder: string;
  readonly publisher: LedgerPublisher;
  /** Faults that were told. */
  readonly told: string[];
  /** Puts facts on record, a leaf each. */
  log(count: number): Promise<void>;
  /** The checkpoint that lies in its folder. */
  note(): string | undefined;
}

export function ledgerHost(
  folder: string,
  store: Store,
  now: () => number,
  adopt = false,
): LedgerHost {
  const told: string[] = [];
  const noting = notingLeaves({ store, captures: folder, now });
  const publisher = new LedgerPublisher(
    {
      folder: join(folder, 'ledger'),
      keyFile: join(folder, 'key'),
      stateFile: (id) => join(folder, `signed-${id}`),
      shared: true,
      adopt,
    },
    {
      store,
      now,
      tell: (event) => {
        if (event.type === 'warning') told.push(event.message);
      },
      log: (facts) => noting.commit({ facts }),
    },
  );
  return {
    folder,
    publisher,
    told,
    log: (count) =>
      noting.commit({
        facts: Array.from({ length: count }, (_, at) => ({
          kind: 'beacon' as const,
          fields: { log: folder, at },
        })),
      }),
    note: () => {
      const path = join(folder, 'ledger/checkpoint');
      return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
    },
  };
}
