import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere, recordPath, writeDurably } from '../../ledger/index.ts';
import { type Capture, instant, type Takedown, type Url } from '../../model/index.ts';
import { keysOfUrl } from '../article-keys.ts';
import type { Services } from '../services.ts';
import { objectIn, placeOfMirrored } from './mirrored.ts';

/** What says in the folder of a kept ledger which of its leaves were removed there. */
export const removedFile = 'removed.json';

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
  const before = await removedIn(folder);
  if (!before.some((one) => one.index === index && one.there !== true)) {
    const others = before.filter((one) => one.index !== index);
    await keepRemoved(folder, [...others, { index, reason, at }]);
  }
  await rm(join(folder, recordPath(record)), { force: true });
}

/** Says of leaves that never came here, since the keepers of mirrors had removed them, that they are removed: else
 * this copy would be incomplete and not say why. Those that came since are told no more. */
export async function keepRemovedThere(
  folder: string,
  leaves: readonly { readonly index: number; readonly reason: string }[],
  now: number,
): Promise<void> {
  const before = await removedIn(folder);
  const here = before.filter(({ there }) => there !== true);
  const known = new Map(before.map((one) => [one.index, one]));
  const own = new Set(here.map(({ index }) => index));
  const there = leaves
    .filter(({ index }) => !own.has(index))
    .map(
      ({ index, reason }) => known.get(index) ?? { index, reason, at: instant(now), there: true },
    );
  const after = [...here, ...there];
  if (JSON.stringify(after) !== JSON.stringify(before)) await keepRemoved(folder, after);
}

async function removedIn(folder: string): Promise<readonly RemovedHere[]> {
  const text = (await readIfThere(join(folder, removedFile)))?.toString() ?? '';
  const { removed } = objectIn(text) ?? {};
  return Array.isArray(removed) ? (removed as readonly RemovedHere[]) : [];
}

const keepRemoved = (folder: string, removed: readonly RemovedHere[]): Promise<void> =>
  writeDurably(join(folder, removedFile), `${JSON.stringify({ v: 1, removed })}\n`);

type MirroredPlace = NonNullable<ReturnType<typeof placeOfMirrored>>;

interface RemovedHere {
  readonly index: number;
  readonly reason: string;
  readonly at: string;
  /** It was removed where it would have come from, and never was here. */
  readonly there?: boolean;
}
