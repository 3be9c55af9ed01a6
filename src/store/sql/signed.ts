import { ArchiveError } from '../../model/index.ts';
import type { Change } from '../change.ts';
import type { SignedReads, SignedRow, SignedSwap } from '../signed-records.ts';
import { given } from './cells.ts';
import type { Database } from './schema.ts';

/** There is one ledger in a catalogue. */
const name = 'ledger';

export const signedReads = (db: Database): SignedReads => ({
  signed: () => rowIn(db),
  handOvers: async () => {
    const rows = await db.selectFrom('handovers').selectAll().orderBy('key_id').execute();
    return rows.map(({ key_id: keyId, proof }) => ({ keyId, proof }));
  },
});

async function rowIn(db: Database): Promise<SignedRow | undefined> {
  const read = db.selectFrom('signed').selectAll().where('name', '=', name);
  const row = await read.executeTakeFirst();
  if (row === undefined) return undefined;
  const { vkey, root, note } = row;
  const [size, epoch] = [Number(row.size), Number(row.epoch)];
  return { vkey, size, root, epoch, ...given('note', note) };
}

/** Compares and swaps what was signed; who writes has its turn, so that nobody comes between. Throws `conflict`. */
export async function writeSigned(db: Database, change: Change): Promise<void> {
  for (const swap of change.signed ?? []) await put(db, swap);
  for (const { keyId, proof } of change.handOvers ?? []) {
    await db
      .insertInto('handovers')
      .values({ key_id: keyId, proof })
      .onConflict((at) => at.column('key_id').doUpdateSet({ proof }))
      .execute();
  }
}

async function put(db: Database, { before, next }: SignedSwap): Promise<void> {
  const now = await rowIn(db);
  if (told(now) !== told(before) || next.epoch < (now?.epoch ?? 0)) {
    throw new ArchiveError(
      'conflict',
      `${now?.size ?? 0} leaves of the ledger were signed on another host meanwhile; it is published from there.`,
    );
  }
  const { vkey, size, root, epoch, note = null } = next;
  await db
    .insertInto('signed')
    .values({ name, vkey, size, root, epoch, note })
    .onConflict((at) => at.column('name').doUpdateSet({ vkey, size, root, epoch, note }))
    .execute();
}

const told = (row: SignedSwap['before']): string =>
  row === undefined ? '' : `${row.vkey} ${row.size} ${row.root}`;
