import { join } from 'node:path';
import { readIfThere } from '../../ledger/index.ts';
import type { Source } from '../../model/index.ts';
import type { Services } from '../services.ts';
import { formatAbout } from './about-note.ts';
import { type KeptState, keptLedgers } from './kept-ledgers.ts';
import { takeOver } from './take-over.ts';

/** What the faces are told of mirrors. */
export interface MirrorFacade {
  /** Ledgers of other archives, by their ids. */
  keptLedgers(): Promise<readonly KeptState[]>;
  /** What this archive says of itself, signed by its ledger's key; undefined before there is a key, and
   * for an archive that is only read. */
  signedAbout(told: {
    readonly title: string;
    readonly mirrors: readonly string[];
  }): Promise<string | undefined>;
  /** Follows here what the archive of a mirror (or kept ledger) follows, by its signed list. Throws
   * `not-found`. */
  takeOver(
    mirror: string,
    options?: { readonly allowPrivate?: boolean },
  ): Promise<readonly Source[]>;
}

export const mirrorFacade = (services: Services): MirrorFacade => ({
  keptLedgers: () => keptLedgers(services),
  signedAbout: (told) => signedAbout(services, told),
  takeOver: (mirror, options = {}) => takeOver(services, mirror, options),
});

async function signedAbout(
  { publisher, store, ledgerFolder }: Services,
  told: { readonly title: string; readonly mirrors: readonly string[] },
): Promise<string | undefined> {
  const note = ledgerFolder && (await readIfThere(join(ledgerFolder, 'checkpoint')))?.toString();
  if (publisher === undefined || !note) return undefined;
  const sources = (await store.sources()).filter(({ kind }) => kind !== 'mirror');
  const text = formatAbout({
    ...told,
    size: Number(note.split('\n')[1]),
    sources: sources.map(({ id, kind, url, title, folder, state }) => ({
      ...{ id, kind, url, title, isFollowed: state === 'followed' },
      ...(folder !== undefined && { folder }),
    })),
  });
  return await publisher.sign(text);
}
