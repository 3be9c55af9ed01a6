import type { Store } from '../../store/index.ts';
import type { MirrorPlace } from './mirror-place.ts';
import { objectIn } from './mirrored.ts';
import { removedFile } from './removed-here.ts';

/** Leaves of a ledger that the keeper of a mirror removed there, by index, each with the class of reason. */
export type RemovedThere = ReadonlyMap<number, string>;

/** More of one ledger are not read. */
const mostRemoved = 20_000;

/** What the keeper of a mirror says that he removed of a ledger which it hands on. */
export async function readRemovedThere(place: MirrorPlace, path: string): Promise<RemovedThere> {
  const text = new TextDecoder().decode(await place.read(`${path}${removedFile}`));
  const { removed } = objectIn(text) ?? {};
  const listed: readonly unknown[] = Array.isArray(removed) ? removed.slice(0, mostRemoved) : [];
  return new Map(
    listed.flatMap((one) => {
      const { index, reason } = (one ?? {}) as Readonly<Record<string, unknown>>;
      const isLeaf = Number.isSafeInteger(index) && typeof reason === 'string';
      return isLeaf ? [[index as number, reason] as const] : [];
    }),
  );
}

/** The ledgers that a mirror hands on, or did once, by their ids, with the leaves that its keeper removed. */
export type HandedOn = Readonly<Record<string, readonly number[]>>;

const nameOf = (mirror: string): string => `handed ${mirror}`;

/** What a mirror (the id of its source) handed on when it was last looked at; undefined before that. */
export async function readHandedOn(
  store: Pick<Store, 'mark'>,
  mirror: string,
): Promise<HandedOn | undefined> {
  const value = await store.mark(nameOf(mirror));
  return value === undefined ? undefined : ((objectIn(value) ?? {}) as HandedOn);
}

/** Remembers what a mirror hands on of a ledger. */
export async function keepHandedOn(
  store: Pick<Store, 'mark' | 'commit'>,
  mirror: string,
  { log, removed }: { readonly log: string; readonly removed: RemovedThere },
): Promise<void> {
  const before = await store.mark(nameOf(mirror));
  const after = { ...objectIn(before ?? ''), [log]: [...removed.keys()] };
  const value = JSON.stringify(after);
  if (value !== before) await store.commit({ marks: [{ name: nameOf(mirror), value }] });
}
