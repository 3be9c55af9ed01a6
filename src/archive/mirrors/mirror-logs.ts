import { join } from 'node:path';
import { keyChain, ledgerFolder } from '../../audit/index.ts';
import { readIfThere } from '../../ledger/index.ts';
import { errorFrom } from '../../model/index.ts';
import { type KeptLedger, keptLedger, ledgerId } from '../../replica/index.ts';
import { parseVerifierKey, type VerifierKey } from '../../tlog/index.ts';
import type { Services } from '../services.ts';
import { keptLedgers } from './kept-ledgers.ts';
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

/** Where at a mirror a log may be, by its name, which all of its keys have: the mirror's own, or one that it hands on. */
export async function pathsOfLog(
  place: MirrorPlace,
  { name }: VerifierKey,
): Promise<readonly string[]> {
  const own = await keyIn(new TextDecoder().decode(await place.read('ledger/vkey')).trim());
  const logs = (await handedOn(place)).filter(({ key }) => key.name === name);
  return [...(own?.key.name === name ? ['ledger/'] : []), ...logs.map(({ path }) => path)];
}

/** The files of a ledger at a mirror. */
export const filesAt = (place: MirrorPlace, path: string) => ({
  read: (name: string) => place.read(`${path}${name}`),
});

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

/** Whether a key signs this archive's own ledger, or did before it was changed. */
export async function isOwnKey(
  { ledgerFolder: folder }: Pick<Services, 'ledgerFolder'>,
  key: VerifierKey,
): Promise<boolean> {
  const note = folder && (await readIfThere(join(folder, 'checkpoint')));
  if (!folder || !note) return false;
  return (await keyChain(ledgerFolder(folder), key, note)) !== undefined;
}

/** The kept ledger of a log, known by one of its keys: by that, or by one that handed over to it. */
export async function keptOf(
  services: Pick<Services, 'ledgers'>,
  key: VerifierKey,
): Promise<KeptLedger> {
  const kept = await keptNamed(services, key);
  for (const one of kept) if (await hasKey(one, key)) return one;
  return keptLedger(services.ledgers, key);
}

/** The same of a log at a mirror; what is kept may have been followed by a later key than the mirror has it by. */
export async function keptOfLog(
  services: Pick<Services, 'ledgers'>,
  place: MirrorPlace,
  { key, path }: MirrorLog,
): Promise<KeptLedger> {
  const found = await keptOf(services, key);
  if ((await found.head()) !== undefined) return found;
  const files = filesAt(place, path);
  const kept = await keptNamed(services, key);
  const note = kept.length === 0 ? undefined : await files.read('checkpoint');
  const keys = note === undefined ? [] : ((await keyChain(files, key, note)) ?? []);
  return kept.find(({ id }) => keys.some((step) => ledgerId(step.key) === id)) ?? found;
}

/** Those that have this key's name, its own first. */
async function keptNamed(
  services: Pick<Services, 'ledgers'>,
  key: VerifierKey,
): Promise<readonly KeptLedger[]> {
  const id = ledgerId(key);
  const states = (await keptLedgers(services)).filter(({ origin }) => origin === key.name);
  const own = states.filter((one) => one.id === id);
  const found: KeptLedger[] = [];
  for (const { vkey } of own.length > 0 ? own : states) {
    found.push(keptLedger(services.ledgers, await parseVerifierKey(vkey)));
  }
  return found;
}

const hasKey = async (kept: KeptLedger, key: VerifierKey): Promise<boolean> =>
  (await kept.keys()).some((step) => ledgerId(step.key) === ledgerId(key));
