import { join } from 'node:path';
import { readIfThere } from '../../ledger/index.ts';
import { errorFrom } from '../../model/index.ts';
import { keptLedger, ledgerId } from '../../replica/index.ts';
import { parseVerifierKey, type VerifierKey } from '../../tlog/index.ts';
import type { Services } from '../services.ts';
import type { MirrorPlace } from './mirror-place.ts';
import { objectIn } from './mirrored.ts';

/** A ledger that lies at a mirror. */
export interface MirrorLog {
  readonly key: VerifierKey;
  /** Its folder from the mirror's root, with a slash at its end. */
  readonly path: string;
}

/** The list of the ledgers of others that a mirror hands on. */
export const ledgersIndex = 'ledgers/index.json';
const mostLogs = 64;

/** The ledger with this key at a mirror: the mirror's own, or one that it hands on. */
export async function placeOfLog(
  place: MirrorPlace,
  key: VerifierKey,
): Promise<string | undefined> {
  const own = new TextDecoder().decode(await place.read('ledger/vkey')).trim();
  if ((await keyIn(own))?.hash === ledgerId(key)) return 'ledger/';
  const path = `ledgers/${ledgerId(key)}/`;
  return (await place.read(`${path}checkpoint`)) === undefined ? undefined : path;
}

/** The ledgers of others that lie at a mirror. Their keys follow from their folders: a false one only
 * makes a folder that nobody asked for. */
export async function handedOn(place: MirrorPlace): Promise<readonly MirrorLog[]> {
  const text = new TextDecoder().decode(await place.read(ledgersIndex));
  const { ledgers } = objectIn(text) ?? {};
  const listed: readonly unknown[] = Array.isArray(ledgers) ? ledgers.slice(0, mostLogs) : [];
  const logs: MirrorLog[] = [];
  for (const one of listed) {
    const vkey = typeof one === 'object' && one !== null && 'vkey' in one ? one.vkey : undefined;
    const found = await keyIn(typeof vkey === 'string' ? vkey : '');
    if (found !== undefined) logs.push({ key: found.key, path: `ledgers/${found.hash}/` });
  }
  return logs;
}

async function keyIn(text: string) {
  try {
    const key = await parseVerifierKey(text);
    return key.type === 'note' ? { key, hash: ledgerId(key) } : undefined;
  } catch (thrown) {
    if (errorFrom(thrown, 'vkey').code === 'internal') throw thrown;
    return undefined;
  }
}

/** The key of this archive's own ledger; undefined before its first publishing. */
export async function ownKey(services: Pick<Services, 'ledgerFolder'>) {
  const { ledgerFolder: folder } = services;
  const text = folder && (await readIfThere(join(folder, 'vkey')))?.toString().trim();
  return text ? await parseVerifierKey(text) : undefined;
}

/** The kept ledger of a key. */
export const keptOf = ({ ledgers }: Pick<Services, 'ledgers'>, key: VerifierKey) =>
  keptLedger(ledgers, key);
