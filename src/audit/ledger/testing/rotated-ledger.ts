import {
  formatTlogProof,
  formatTreeHead,
  formatVerifierKey,
  proveInclusion,
  rangeHash,
  type SigningKey,
  signNote,
  type TileId,
  tilePath,
} from '../../../tlog/index.ts';
import {
  type SampleLeaf,
  type SampleLedger,
  sampleKey,
  sampleLedger,
  sampleOrigin,
} from '../testing.ts';

/** That a key hands over to another, with the leaf at a place. */
export interface SampleChange {
  readonly at: number;
  readonly from: SigningKey;
  readonly to: SigningKey;
}

/**
 * A log with these leaves, in the places of some of which its key is changed; the last key signs it. `last`: another
 * does; `isBoth`: the one before signs it too.
 */
export async function rotatedLedger(
  given: readonly SampleLeaf[],
  changes: readonly SampleChange[],
  { last, isBoth = false }: { readonly last?: SigningKey; readonly isBoth?: boolean } = {},
): Promise<SampleLedger> {
  const leaves = [...given];
  for (const { at, from, to } of changes) leaves[at] = keyLeaf(from, to, given[at]?.at ?? 0);
  const key = last ?? changes.at(-1)?.to ?? (await sampleKey());
  const ledger = await sampleLedger(leaves, key);
  for (const { at, from, to } of changes) {
    const id = Buffer.from(from.id).toString('hex');
    ledger.files.set(`handover/${id}`, await proofAt(leaves.slice(0, at + 1), [from, to]));
  }
  const [change] = changes;
  if (isBoth && change !== undefined) {
    const { note } = await headOf(leaves, [change.from, change.to]);
    ledger.files.set('checkpoint', Buffer.from(note));
  }
  return ledger;
}

const keyLeaf = (from: SigningKey, to: SigningKey, at: number): SampleLeaf => ({
  ...{ kind: 'key', at },
  record: { v: 1, kind: 'key', old: formatVerifierKey(from), new: formatVerifierKey(to) },
});

async function proofAt(
  leaves: readonly SampleLeaf[],
  signers: readonly SigningKey[],
): Promise<Uint8Array> {
  const { note, read } = await headOf(leaves, signers);
  const index = leaves.length - 1;
  const hashes = await proveInclusion(index, { size: leaves.length }, read);
  return Buffer.from(formatTlogProof({ index, hashes, checkpoint: note }));
}

async function headOf(leaves: readonly SampleLeaf[], signers: readonly SigningKey[]) {
  const { files } = await sampleLedger(leaves);
  const read = (tile: TileId) => Promise.resolve(files.get(tilePath(tile)) ?? new Uint8Array());
  const size = leaves.length;
  const root = new Uint8Array(await rangeHash({ start: 0, end: size }, size, read));
  const note = await signNote(formatTreeHead({ origin: sampleOrigin, size, root }), [...signers]);
  return { note, read };
}
