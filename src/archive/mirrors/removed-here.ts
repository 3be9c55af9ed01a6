import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere, recordPath, writeDurably } from '../../ledger/index.ts';
import type { Capture, Takedown, Url } from '../../model/index.ts';
import { keysOfUrl } from '../article-keys.ts';
import type { Services } from '../services.ts';
import { objectIn, placeOfMirrored } from './mirrored.ts';

/** Where a capture was taken from; undefined for one of no mirror, and for what a server answered, whatever type it
 * says that it is of. */
export const mirroredPlace = ({ status, headers }: Pick<Capture, 'status' | 'headers'>) =>
  status === 0
    ? placeOfMirrored(headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '')
    : undefined;

/** Removes from kept ledgers the records of what is taken down here, and says so beside them: their
 * proofs stay good. May be done again. */
export async function forgetMirrored(
  { store, ledgers }: Pick<Services, 'store' | 'ledgers'>,
  takedown: Pick<Takedown, 'removal' | 'reason' | 'at'>,
): Promise<void> {
  for (const { id } of takedown.removal.captures) {
    const capture = await store.capture(id);
    const place = capture && mirroredPlace(capture);
    if (place !== undefined) await removeLeaf(ledgers, place, takedown);
  }
}

/** The same for a leaf of an article that was taken down here before the leaf came; whether it was. */
export async function forgetRefused(
  { store, ledgers }: Pick<Services, 'store' | 'ledgers'>,
  url: Url,
  place: MirroredPlace,
): Promise<boolean> {
  const takedown = await store.takedownOf(keysOfUrl(url));
  if (takedown !== undefined) await removeLeaf(ledgers, place, takedown);
  return takedown !== undefined;
}

async function removeLeaf(
  ledgers: string,
  { log, index, record }: MirroredPlace,
  { reason, at }: Pick<Takedown, 'reason' | 'at'>,
): Promise<void> {
  const folder = join(ledgers, log);
  const said = join(folder, 'removed.json');
  const { removed } = objectIn((await readIfThere(said))?.toString() ?? '') ?? {};
  const before = Array.isArray(removed) ? (removed as readonly RemovedHere[]) : [];
  if (!before.some((one) => one.index === index)) {
    const after = [...before, { index, reason, at }];
    await writeDurably(said, `${JSON.stringify({ v: 1, removed: after })}\n`);
  }
  await rm(join(folder, recordPath(record)), { force: true });
}

type MirroredPlace = NonNullable<ReturnType<typeof placeOfMirrored>>;

interface RemovedHere {
  readonly index: number;
  readonly reason: string;
  readonly at: string;
}
