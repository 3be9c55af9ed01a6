import { sha256 } from '../../digest/index.ts';
import { ArchiveError } from '../../model/index.ts';
import {
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
  const { checkpoint: note, index } = proof;
  const then = (await isSigned(note, key)) ? headOf(note) : undefined;
  if (then === undefined || then.origin !== key.name) return undefined;
  if (then.size > now.size || index >= then.size) return undefined;
  const root = await rootFromTiles(files, then.size, now.size);
  if (root === undefined || !root.equals(Buffer.from(then.root))) return undefined;
  const next = await namedIn(files, { index, size: now.size, key });
  return next !== undefined && (await isSigned(note, next)) ? next : undefined;
}

/** The key that the leaf with this index names as the next one after a key. */
async function namedIn(
  files: LedgerFiles,
  {
    index,
    key,
    size,
  }: { readonly index: number; readonly size: number; readonly key: VerifierKey },
): Promise<VerifierKey | undefined> {
  const bundle = await readTile(files, tileAt('entries', index, size));
  const hashes = await readTile(files, tileAt(0, index, size));
  const place = index % tileWidth;
  const entry = bundle && bundleOf(bundle, tileWidth).entries[place];
  const hash = hashes?.subarray(place * 32, place * 32 + 32);
  if (entry === undefined || !hash?.equals(Buffer.from(leafHash(entry)))) return undefined;
  const leaf = leafIn(entry);
  const bytes = leaf?.kind === 'key' ? await files.read(recordPath(leaf.record)) : undefined;
  if (bytes === undefined || sha256(bytes) !== leaf?.record) return undefined;
  const record: { readonly old?: unknown; readonly new?: unknown } = JSON.parse(
    new TextDecoder().decode(bytes),
  );
  if (record.old !== formatVerifierKey(key)) return undefined;
  const next = await unlessWrong(() => parseVerifierKey(String(record.new)));
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
