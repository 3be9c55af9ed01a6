import { errorFrom } from '../../model/index.ts';
import {
  type Checkpoint,
  openNote,
  parseNote,
  parseTreeHead,
  type StampName,
  stampedPath,
  stampPath,
  type VerifierKey,
} from '../../tlog/index.ts';
import type { LedgerFault, OnFault } from './ledger-fault.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { shownStamps } from './listed-stamps.ts';
import type { StampMeans, StampTold } from './stamp-told.ts';
import { rootFromTiles } from './tile-reader.ts';
import { toldProof } from './told-proof.ts';

/** What stamps are held to. */
export interface StampContext {
  readonly checkpoint: Checkpoint;
  readonly key: VerifierKey;
  readonly means: StampMeans;
  /** Moment of the audit, in ms. */
  readonly now: number;
  /** Stamps over fewer leaves are passed over. */
  readonly from: number;
  /** When a leaf says that it was made, in ms; undefined where it cannot be read. */
  readonly timeOf: (index: number) => Promise<number | undefined>;
}

/** Clocks may differ by so much, in ms: an authority's little, those of miners by two hours (`BlockHeader.at`). */
const slackOf = { rfc3161: 5 * 60_000, opentimestamps: 2 * 3_600_000 } as const;

/**
 * Checks the time stamps that lie beside a log: each is over a checkpoint of this very history, is good by itself, and
 * was not made before a leaf that it is over says it was. Faults are told; what is good is given, in the list's order.
 */
export async function checkStamps(
  files: LedgerFiles,
  context: StampContext,
  onFault: OnFault,
): Promise<readonly StampTold[]> {
  const listed = await shownStamps(files);
  const heads = new Map<number, Uint8Array | undefined>();
  const told: StampTold[] = [];
  for (const stamp of listed.filter(({ size }) => size >= context.from)) {
    if (!heads.has(stamp.size)) {
      heads.set(stamp.size, await stampedBytes(files, stamp.size, context, onFault));
    }
    const stamped = heads.get(stamp.size);
    const found = stamped && (await checkOne(files, { stamp, stamped }, context, onFault));
    if (found !== undefined) told.push(found);
  }
  return told;
}

/** The checkpoint that stamps of a size are over, if it is one of this history's. */
async function stampedBytes(
  files: LedgerFiles,
  size: number,
  { checkpoint, key }: StampContext,
  onFault: OnFault,
): Promise<Uint8Array | undefined> {
  const path = stampedPath(size);
  const bytes = await files.read(path);
  const fault = (kind: LedgerFault['kind'], message: string): undefined => {
    onFault({ kind, path, message });
  };
  if (bytes === undefined) {
    return fault('missing-stamp', `The checkpoint of ${size} leaves that was stamped is missing.`);
  }
  try {
    const head = parseTreeHead(parseNote(bytes).text);
    if (head.origin !== checkpoint.origin || head.size !== size) {
      return fault('altered-stamp', `${path} is a checkpoint of ${head.origin} at ${head.size}.`);
    }
    const isOwn = await isSignedBy(bytes, key);
    // The copy may have been made while the log grew: then it has a stamp over more than it has leaves, and nothing but
    // the signature says that these are the log's.
    if (size > checkpoint.size) {
      const says = `${path} is over more leaves than this copy has, and is not signed by the key of the log.`;
      return isOwn ? bytes : fault('altered-stamp', says);
    }
    const root = await rootFromTiles(files, size, checkpoint.size);
    // Tiles that are missing were told already.
    if (root === undefined || root.equals(Buffer.from(head.root))) return bytes;
    const what = `The checkpoint of ${size} leaves that was stamped is of another history`;
    return isOwn
      ? fault('fork', `${what}, signed by the same key.`)
      : fault('altered-stamp', `${what}.`);
  } catch (thrown) {
    return fault('altered-stamp', errorFrom(thrown, path).message);
  }
}

/** Whether the log's key of today signed it; one before it may have. Throws `corrupt` where the signature is bad. */
async function isSignedBy(note: Uint8Array, key: VerifierKey): Promise<boolean> {
  try {
    await openNote(note, [key]);
    return true;
  } catch (thrown) {
    if (errorFrom(thrown, 'checkpoint').code === 'refused') return false;
    throw thrown;
  }
}

async function checkOne(
  files: LedgerFiles,
  { stamp, stamped }: { readonly stamp: StampName; readonly stamped: Uint8Array },
  context: StampContext,
  onFault: OnFault,
): Promise<StampTold | undefined> {
  const path = stampPath(stamp);
  const bytes = await files.read(path);
  if (bytes === undefined) {
    onFault({ kind: 'missing-stamp', path, message: `${path} is listed and not there.` });
    return undefined;
  }
  const told = await toldStamp(stamp, { bytes, stamped, means: context.means });
  if ('fault' in told) {
    onFault({ kind: 'altered-stamp', path, message: `${path}: ${told.fault}` });
    return undefined;
  }
  await checkMoment(told, context, onFault);
  if ('trusted' in told && told.trusted === false) onFault(untrusted(told));
  return { ...told, ...(stamp.size > context.checkpoint.size && { ahead: true }) };
}

interface Held {
  readonly bytes: Uint8Array;
  readonly stamped: Uint8Array;
  readonly means: StampMeans;
}

async function toldStamp(
  stamp: StampName,
  { bytes, means, stamped }: Held,
): Promise<StampTold | { readonly fault: string }> {
  const { kind, size } = stamp;
  const place = { path: stampPath(stamp), size };
  try {
    if (kind === 'opentimestamps') {
      return { ...place, kind, ...(await toldProof(bytes, stamped, means.headers)) };
    }
    if (means.token === undefined) return { ...place, kind, unchecked: true };
    return { ...place, kind, ...means.token(bytes, stamped) };
  } catch (thrown) {
    return { fault: errorFrom(thrown, place.path).message };
  }
}

/** A stamp that was made before what it is over, or is still to come, has a wrong clock behind it, or the leaf has. */
async function checkMoment(
  { at, kind, path, size }: StampTold,
  { checkpoint, now, timeOf }: StampContext,
  onFault: OnFault,
): Promise<void> {
  if (at === undefined) return;
  const slack = slackOf[kind];
  const said = new Date(at).toISOString();
  if (at > now + slack) {
    const message = `${path} says ${said}, which is later than now.`;
    onFault({ kind: 'altered-stamp', path, message });
  }
  const made = size > checkpoint.size ? undefined : await timeOf(size - 1);
  if (made === undefined || made <= at + slack) return;
  const leaf = new Date(made).toISOString();
  const message = `Leaf ${size - 1} says ${leaf}, and was stamped at ${said} already (${path}).`;
  onFault({ kind: 'back-dated', index: size - 1, path, message });
}

const untrusted = ({ by, path }: StampTold): LedgerFault => ({
  ...{ kind: 'untrusted-stamp', path },
  message: `${path}: the certificate of ${by} leads to none of the authorities that were given.`,
});
