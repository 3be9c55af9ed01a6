import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere, recordPath, writeDurably } from '../../ledger/index.ts';
import type { Header, Takedown } from '../../model/index.ts';
import type { Services } from '../services.ts';
import { objectIn, placeOfMirrored } from './mirrored.ts';

/** Where a capture was taken from, by its headers; undefined for one of no mirror. */
export const mirroredPlace = (headers: readonly Header[]) =>
  placeOfMirrored(headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '');

/** Removes from kept ledgers the records of what is taken down here, and says so beside them: their
 * proofs stay good. May be done again. */
export async function forgetMirrored(
  { store, ledgers }: Pick<Services, 'store' | 'ledgers'>,
  { removal, reason, at }: Pick<Takedown, 'removal' | 'reason' | 'at'>,
): Promise<void> {
  for (const { id } of removal.captures) {
    const place = mirroredPlace((await store.capture(id))?.headers ?? []);
    if (place === undefined) continue;
    const folder = join(ledgers, place.log);
    const said = join(folder, 'removed.json');
    const { removed } = objectIn((await readIfThere(said))?.toString() ?? '') ?? {};
    const before = Array.isArray(removed) ? (removed as readonly RemovedHere[]) : [];
    if (!before.some(({ index }) => index === place.index)) {
      const after = [...before, { index: place.index, reason, at }];
      await writeDurably(said, `${JSON.stringify({ v: 1, removed: after })}\n`);
    }
    await rm(join(folder, recordPath(place.record)), { force: true });
  }
}

interface RemovedHere {
  readonly index: number;
  readonly reason: string;
  readonly at: string;
}
