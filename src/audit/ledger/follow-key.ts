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

/** A key of a log, one after another. */
export interface KeyStep {
  readonly key: VerifierKey;
  /** The last checkpoint that it signed: the one with which it handed over, or that of today. */
  readonly note: string;
  /** What proves that it handed over: paths below the ledger's folder; none for the key of today. */
  readonly files: readonly string[];
}

/** No archive changes its key more often. */
const mostKeys = 500;

/**
 * The keys of a log from one that signed it before to the one that signs its checkpoint today: each has
 * handed over in a checkpoint that it and the next one signed, with a leaf of the kind `key` that
 * names both, and from which the log has grown. Undefined where that does not lead to a key that signed
 * the checkpoint; of one that a key and its next one both signed it leads to the next.
 */
export async function keyChain(
  files: LedgerFiles,
  from: VerifierKey,
  note: Uint8Array | string,
): Promise<readonly KeyStep[] | undefined> {
  const text = typeof note === 'string' ? note : new TextDecoder().decode(note);
  const steps: KeyStep[] = [];
  let key = from;
  while (steps.length < mostKeys) {
    const today = (await isSigned(text, key)) ? { key, note: text, files: [] } : undefined;
    if (today !== undefined && !isSignedTwice(text, key)) return [...steps, today];
    const handed = await handedOver(files, key, headOf(text));
    const isOn = handed !== undefined && (!today || (await isSigned(text, handed.next)));
    if (!isOn) return today && [...steps, today];
    steps.push({ key, note: handed.note, files: handed.files });
    key = handed.next;
  }
  return undefined;
}

/** The last key of that chain. */
export async function followKey(
  files: LedgerFiles,
  from: VerifierKey,
  note: Uint8Array,
): Promise<VerifierKey | undefined> {
  return (await keyChain(files, from, note))?.at(-1)?.key;
}

/** A log's own name stands before the signatures of its keys alone. */
const isSignedTwice = (note: string, { name }: VerifierKey): boolean =>
  note.split('\n').filter((line) => line.startsWith(`— ${name} `)).length > 1;

interface HandedOver {
  readonly next: VerifierKey;
  readonly note: string;
  readonly files: readonly string[];
}

async function handedOver(
  files: LedgerFiles,
  key: VerifierKey,
  now: TreeHead | undefined,
): Promise<HandedOver | undefined> {
  const proof = await handOver(files, key);
  if (proof === undefined || now === undefined) return undefined;
  const { checkpoint: note } = proof;
  const then = (await isSigned(note, key)) ? headOf(note) : undefined;
  if (then === undefined || then.origin !== key.name) return undefined;
  if (then.size > now.size) return undefined;
  const root = await rootFromTiles(files, then.size, now.size);
  if (root === undefined || !root.equals(Buffer.from(then.root))) return undefined;
  const named = await namedIn(files, { proof, then, now, key });
  if (named === undefined || !(await isSigned(note, named.next))) return undefined;
  return { next: named.next, note, files: [handOverOf(key), recordPath(named.record)] };
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
): Promise<{ readonly next: VerifierKey; readonly record: string } | undefined> {
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
  if (leaf === undefined || bytes === undefined || sha256(bytes) !== leaf.record) return undefined;
  const fields = fieldsOfRecord(bytes);
  if (fields?.kind !== 'key' || fields.oldKey !== formatVerifierKey(key)) return undefined;
  const next = await unlessWrong(() => parseVerifierKey(fields.newKey ?? ''));
  const isNext = next?.name === key.name && next.type === 'note';
  return isNext ? { next, record: leaf.record } : undefined;
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

const headOf = (note: string): TreeHead | undefined => {
  try {
    return parseTreeHead(note.slice(0, note.lastIndexOf('\n\n') + 1));
  } catch (thrown) {
    if (thrown instanceof ArchiveError) return undefined;
    throw thrown;
  }
};

const isSigned = async (note: string, key: VerifierKey): Promise<boolean> =>
  (await unlessWrong(() => openNote(note, [key]))) !== undefined;

async function unlessWrong<Value>(make: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await make();
  } catch (thrown) {
    if (thrown instanceof ArchiveError) return undefined;
    throw thrown;
  }
}
