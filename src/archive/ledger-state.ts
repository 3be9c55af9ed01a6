import { join } from 'node:path';
import { readIfThere } from '../ledger/index.ts';
import { optional } from '../model/index.ts';
import type { Store } from '../store/index.ts';
import { openCheckpoint, parseVerifierKey, toBase64 } from '../tlog/index.ts';
import type { LedgerPlace } from './ledger-place.ts';
import type { LedgerState } from './ledger-publisher.ts';
import { stampsTold } from './stamps/stamps-told.ts';

/**
 * How the ledger in a folder stands, from the files that anybody may have and the catalogue: its
 * checkpoint is checked with the key beside it. Throws `corrupt` for a checkpoint that is not signed so.
 */
export async function ledgerState(
  store: Pick<Store, 'countLeaves'>,
  folder: string | undefined,
  fault?: string,
  stamps?: LedgerPlace['stamps'],
): Promise<LedgerState> {
  const leaves = await store.countLeaves();
  const asked = folder === undefined ? undefined : await stampsTold(folder, stamps);
  const told = { ...optional('stamps', asked), ...optional('fault', fault) };
  const note = folder && (await readIfThere(join(folder, 'checkpoint')))?.toString();
  const vkey = folder && (await readIfThere(join(folder, 'vkey')))?.toString().trimEnd();
  if (!note || !vkey) return { leaves, unpublished: leaves, ...told };
  const { origin, size, root } = await openCheckpoint(note, [await parseVerifierKey(vkey)]);
  const unpublished = Math.max(0, leaves - size);
  const published = { origin, vkey, size, root: toBase64(root), checkpoint: note };
  return { leaves, unpublished, ...published, ...told };
}
