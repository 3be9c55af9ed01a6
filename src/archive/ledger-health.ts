import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { examineKey, hasKeyOf, type KeyState } from '../ledger/index.ts';
import { errorFrom, type Instant, instant, optional } from '../model/index.ts';
import type { LedgerPlace } from './ledger-place.ts';
import type { LedgerState } from './ledger-publisher.ts';
import { ledgerState } from './ledger-state.ts';
import type { Services } from './services.ts';
import { stampsTold } from './stamps/stamps-told.ts';

/** What doctor tells of the ledger. */
export interface LedgerHealth {
  readonly leaves: number;
  readonly unpublished: number;
  /** Leaves of the published log; unset before the first publishing. */
  readonly size?: number;
  /** When it was signed last. */
  readonly signedAt?: Instant;
  readonly key: KeyState['key'];
  /** Whether it is remembered what the key signed: without that nothing is signed. */
  readonly remembered: boolean;
  /** What is wrong or will be, each in one sentence with the mend. */
  readonly says: readonly string[];
}

/** Looks the ledger over; undefined where none is published. Reads only. */
export async function ledgerHealth(
  services: Pick<Services, 'store' | 'ledgerPlace' | 'publisher'>,
): Promise<LedgerHealth | undefined> {
  const { ledgerPlace: place, publisher, store } = services;
  if (place === undefined) return undefined;
  const { key, signed } = await examineKey(place.keyFile, place.stateFile);
  const damage: string[] = [];
  const { stamps } = place;
  const state = await ledgerState(store, place.folder, publisher?.fault, stamps).catch(
    async (thrown) => {
      damage.push(errorFrom(thrown, place.folder).message);
      const leaves = await store.countLeaves();
      return {
        leaves,
        unpublished: leaves,
        ...optional('stamps', await stampsTold(place.folder, stamps)),
      };
    },
  );
  const { leaves, unpublished } = state;
  const size = 'size' in state ? state.size : undefined;
  const signedAt =
    size === undefined ? undefined : await changedAt(join(place.folder, 'checkpoint'));
  const fault = 'fault' in state && state.fault !== undefined ? [state.fault] : [];
  const row = place.shared === true ? await store.signed() : undefined;
  const keys =
    row === undefined
      ? keySays({ key, signed, size, file: place.keyFile })
      : await sharedKeySays({ key, file: place.keyFile }, row.vkey, place);
  return {
    ...{ leaves, unpublished, key, remembered: signed !== undefined },
    ...(size === undefined ? {} : { size }),
    ...(signedAt === undefined ? {} : { signedAt }),
    says: [...damage, ...fault, ...keys, ...stampSays(state.stamps)],
  };
}

const stampSays = (told: LedgerState['stamps']): string[] =>
  (told?.servers ?? []).flatMap(({ fault, next, server, since }) =>
    since === undefined
      ? []
      : [
          `A time stamp of ${server} is wanted since ${since} (${fault}) and asked for again at ${next}.`,
        ],
  );

interface KeySeen {
  readonly key: KeyState['key'];
  readonly signed: number | undefined;
  readonly size: number | undefined;
  readonly file: string;
}

function keySays({ key, signed, size, file }: KeySeen): string[] {
  if (key === 'open') {
    return [
      `The signing key ${file} may be read by others; run chmod 600 ${file}, and if anybody can have read it, change it with backissue ledger --rotate-key.`,
    ];
  }
  if (key === 'damaged') {
    return [`${file} holds no signing key, or what it signed cannot be read; bring both back.`];
  }
  if (size === undefined) return [];
  if (key === 'missing') {
    return [`The signing key ${file} is gone; bring it back, or nothing can be signed any more.`];
  }
  if (signed === undefined) {
    return [
      'Nothing is remembered of what the key signed; if this is the newest copy of the archive, run backissue ledger --adopt.',
    ];
  }
  if (signed <= size) return [];
  return [
    `The key signed ${signed} leaves and ${size} are published here: publish again, and if that is refused, bring back a newer backup.`,
  ];
}

/** Where hosts share a ledger, the key may lie on another, and so may what it signed last. */
async function sharedKeySays(
  { key, file }: Pick<KeySeen, 'key' | 'file'>,
  vkey: string,
  place: LedgerPlace,
): Promise<string[]> {
  if (key === 'missing') return [];
  if (key !== 'kept') return keySays({ key, file, signed: 0, size: 0 });
  if (await hasKeyOf(vkey, place)) return [];
  return [
    `The key in ${file} is not the one that the ledger in the database is signed with (${vkey.split('+')[1]}); move it aside: this host follows.`,
  ];
}

async function changedAt(path: string): Promise<Instant | undefined> {
  try {
    return instant((await stat(path)).mtimeMs);
  } catch (thrown) {
    const error = errorFrom(thrown, path);
    if (error.code === 'not-found') return undefined;
    throw error;
  }
}
