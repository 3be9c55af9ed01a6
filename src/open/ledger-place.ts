import { join } from 'node:path';
import type { LedgerPlace } from '../archive/index.ts';

/** How the ledger of an archive is published, as whoever opens it says. */
export type LedgerWish = Pick<LedgerPlace, 'origin' | 'adopt' | 'policy' | 'rounds'> & {
  /** Who is asked for time stamps, and how often. */
  readonly stamps?: Omit<NonNullable<LedgerPlace['stamps']>, 'stateFile'>;
  /** Whether it cosigns for the policy's logs. */
  readonly witness?: boolean;
};

/** Where the ledger of an archive lies. What was signed last lies beside the key, and no backup of ours has it: see docs/backup.md. */
export const ledgerPlace = (
  folder: string,
  { stamps, witness = false, ...own }: LedgerWish = {},
): LedgerPlace => ({
  folder: join(folder, 'ledger'),
  keyFile: join(folder, 'key'),
  stateFile: (keyId) => join(folder, `signed-${keyId}`),
  ...own,
  ...(stamps && { stamps: { ...stamps, stateFile: join(folder, 'stamps.json') } }),
  ...(witness
    ? {
        witness: {
          keyFile: join(folder, 'witness-key'),
          stateFile: (keyId) => join(folder, `witnessed-${keyId}`),
        },
      }
    : {}),
});
