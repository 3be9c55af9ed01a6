import { sha256 } from '../../digest/index.ts';
import { ArchiveError } from '../../model/index.ts';
import {
  checkInclusion,
  formatVerifierKey,
  leafHash,
  openNote,
  parseTlogProof,
  parseTreeHead,
  parseVerifierKey,
  type TlogProof,
  type TreeHead,
  tileAt,
  tileWidth,
  type VerifierKey,
} from '../../tlog/index.ts';
import { recordPath } from './check-records.ts';
import { leafIn } from './leaf-rules.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { bundleOf } from './read-bundle.ts';
import { fieldsOfRecord } from './record-fields.ts';
import { readTile, rootFromTiles } from './tile-reader.ts';

/** Where it lies that a key handed over to the next: a proof of the leaf that says so. */
const handOverOf = ({ id }: VerifierKey): string => `handover/${Buffer.from(id).toString('hex')}`;

/**
 * The key that signs a log's checkpoint today, followed from one that signed it before: each key has
 * handed over in a checkpoint that it and the next one signed, with a leaf of the kind `key` that
 * names both, and from which the log has grown. Undefined where that does not lead to a key that signed
 * the checkpoint.
 */
export async function followKey(
  files: LedgerFiles,
  from: VerifierKey,
  note: Uint8Array,
): Promise<VerifierKey | undefined> {
  const been = new Set<string>();
  let key: VerifierKey | undefined = from;
  while (key !== undefined && !(await isSigned(note, key))) {
    const name = handOverOf(key);
    if (been.has(name)) return undefined;
    been.add(name);
    key = await handedOver(files, key, headOf(note));
  }
  return key;
}

async function handedOver(
  files: LedgerFiles,
  key: VerifierKey,
  now: TreeHead | undefined,
): Promise<VerifierKey | undefined> {
  const proof = await handOver(files, key);
  if (proof === undefined || now === undefined) return undefined;
  const { checkpoint: note } = proof;
  const then = (await isSigned(note, key)) ? headOf(note) : undefined;
  if (then === undefined || then.origin !== key.name) return undefined;
  if (then.size > now.size) return undefined;
  const root = await rootFromTiles(files, then.size, now.size);
  if (root === undefined || !root.equals(Buffer.from(then.root))) return undefined;
  const next = await namedIn(files, { proof, then, now, key });
  return next !== undefined && (await isSigned(note, next)) ? next : undefined;
}

interface HandingOver {
  readonly key: VerifierKey;
  readonly proof: TlogProof;
  /** The tree that the key signed when it handed over, and the one of today. */
  readonly then: TreeHead;
  readonly now: TreeHead;
}

/**
 * The key that the leaf of a proof names as the next one after a key. The leaf is held against what the key signed:
 * tiles are a mirror's word, and anybody can add a signature of his own to a checkpoint.
 */
async function namedIn(
  files: LedgerFiles,
  { key, proof, then, now }: HandingOver,
): Promise<VerifierKey | undefined> {
  const { index, hashes } = proof;
  if (index >= then.size) return undefined;
  const bundle = await readTile(files, tileAt('entries', index, now.size));
  const entry = bundle && bundleOf(bundle, tileWidth).entries[index % tileWidth];
  if (entry === undefined) return undefined;
  const { size, root } = then;
  const claim = { index, size, root, proof: hashes, leafHash: leafHash(entry) };
  if (!(await checkInclusion(claim))) return undefined;
  const leaf = leafIn(entry);
  const bytes = leaf?.kind === 'key' ? await files.read(recordPath(leaf.record)) : undefined;
  if (bytes === undefined || sha256(bytes) !== leaf?.record) return undefined;
  const fields = fieldsOfRecord(bytes);
  if (fields?.oldKey !== formatVerifierKey(key)) return undefined;
  const next = await unlessWrong(() => parseVerifierKey(fields.newKey ?? ''));
  return next?.name === key.name && next.type === 'note' ? next : undefined;
}

/** What is kept of a key's handing over; undefined where nothing is, or nothing that can be read. */
export async function handOver(
  files: LedgerFiles,
  key: VerifierKey,
): Promise<TlogProof | undefined> {
  const bytes = await files.read(handOverOf(key));
  if (bytes === undefined) return undefined;
  return await unlessWrong(async () => parseTlogProof(new TextDecoder().decode(bytes)));
}

const headOf = (note: Uint8Array | string): TreeHead | undefined => {
  try {
    const text = typeof note === 'string' ? note : new TextDecoder().decode(note);
    return parseTreeHead(text.slice(0, text.lastIndexOf('\n\n') + 1));
  } catch (thrown) {
    if (thrown instanceof ArchiveError) return undefined;
    throw thrown;
  }
};

const isSigned = async (note: Uint8Array | string, key: VerifierKey): Promise<boolean> =>
  (await unlessWrong(() => openNote(note, [key]))) !== undefined;

async function unlessWrong<Value>(make: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await make();
  } catch (thrown) {
    if (thrown instanceof ArchiveError) return undefined;
    throw thrown;
  }
}
