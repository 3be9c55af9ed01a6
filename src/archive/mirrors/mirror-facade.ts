import { join } from 'node:path';
import { readIfThere } from '../../ledger/index.ts';
import type { Digest, Source } from '../../model/index.ts';
import { keptLedgerFile, type LedgerFile } from '../ledger-file.ts';
import type { Services } from '../services.ts';
import { text1 } from '../text-1.ts';
import { formatAbout } from './about-note.ts';
import { type KeptState, keptLedgers, ledgersListed } from './kept-ledgers.ts';
import { textPath } from './leaf-reader.ts';
import { ledgersIndex } from './mirror-logs.ts';
import { takeOver } from './take-over.ts';

/** What the faces are told of mirrors. */
export interface MirrorFacade {
  /** Ledgers of other archives, by their ids. */
  keptLedgers(): Promise<readonly KeptState[]>;
  /** A file of those by its path below `ledgers/`, the list of them too; undefined where there is none. */
  keptLedgerFile(path: string): Promise<LedgerFile | undefined>;
  /** The words of a revision in the form `text/1` (UTF-8), by their path below `text/`, which has their digest;
   * undefined where this archive has none. */
  textFile(path: string): Promise<string | undefined>;
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
  keptLedgerFile: (path) => keptFile(services, path),
  textFile: (path) => textFile(services, path),
  signedAbout: (told) => signedAbout(services, told),
  takeOver: (mirror, options = {}) => takeOver(services, mirror, options),
});

async function keptFile(services: Services, path: string): Promise<LedgerFile | undefined> {
  if (`ledgers/${path}` !== ledgersIndex) return await keptLedgerFile(services, path);
  const kept = await keptLedgers(services);
  if (kept.length === 0) return undefined;
  return { kind: 'note', bytes: new TextEncoder().encode(ledgersListed(kept)) };
}

async function textFile({ store }: Services, path: string): Promise<string | undefined> {
  const [, digest = ''] = /^[0-9a-f]{2}\/([0-9a-f]{64})\.txt$/.exec(path) ?? [];
  if (textPath(digest) !== `text/${path}`) return undefined;
  const revision = await store.revisionOfText(digest as Digest);
  return revision && text1(revision.content);
}

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
