import { ArchiveError, type Digest, type Instant } from '../model/index.ts';
import { hashFromBase64, toBase64 } from './base64.ts';
import { fromHex, toHex } from './byte-strings.ts';
import { isCount, parseCount } from './counting.ts';

/**
 * What a leaf says happened. `import`: older material whose capture this ledger did not see. `round`:
 * one pass over the addresses looked at. `key`: another key signs from here on. `beacon`: the hash
 * of another log's checkpoint, so nothing behind it is older.
 */
export const leafKinds = [
  'revision',
  'absence',
  'import',
  'takedown',
  'restore',
  'key',
  'beacon',
  'round',
] as const;

export type LeafKind = (typeof leafKinds)[number];

/** One entry of the ledger. It holds nothing personal: that is in the record, which can be removed. */
export interface Leaf {
  readonly kind: LeafKind;
  /** When the leaf was made; whole seconds. */
  readonly time: Instant;
  /** SHA-256 of the record's bytes. */
  readonly record: Digest;
  /** The index of the leaf that a `takedown` or `restore` is about; other kinds have none. */
  readonly ref?: number;
}

/** Kinds that point at another leaf. */
const pointing: readonly LeafKind[] = ['takedown', 'restore'];

/**
 * A leaf as its line `na1 <kind> <time> <record> [<ref>]` with LF, ASCII, shorter than 1,024 bytes.
 * The line has whole seconds: a time between two is told as the later one, so that no leaf claims to
 * be older than it is and no record is fetched after its leaf. Throws ArchiveError(`invalid`) for
 * what is no leaf.
 */
export function formatLeaf(leaf: Leaf): string {
  const { kind, time, record, ref } = leaf;
  const hash = fromHex(record);
  const rounded = Math.ceil(Date.parse(time) / 1000) * 1000;
  if (hash?.length !== 32 || !Number.isFinite(rounded) || !refFits(kind, ref)) {
    throw new ArchiveError('invalid', `${JSON.stringify(leaf)} is no leaf; ${mend}.`);
  }
  const seconds = new Date(rounded).toISOString().replace('.000Z', 'Z');
  const behind = ref === undefined ? '' : ` ${ref}`;
  return `na1 ${kind} ${seconds} ${toBase64(hash)}${behind}\n`;
}

const mend =
  'it needs a kind, a time in UTC, a SHA-256, and an index for takedown and restore alone';

const refFits = (kind: LeafKind, ref: number | undefined): boolean =>
  pointing.includes(kind) ? ref !== undefined && isCount(ref) : ref === undefined;

const shape = /^na1 ([a-z]+) (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)Z ([A-Za-z0-9+/]{43}=)(?: (\d+))?\n$/;

/**
 * Reads a leaf's line, with its LF. It has one spelling only: parsing and formatting give the same
 * bytes. Throws ArchiveError(`invalid`) for anything else.
 */
export function parseLeaf(line: string): Leaf {
  const [, kindText, seconds, base64, refText] = shape.exec(line) ?? [];
  const kind = leafKinds.find((known) => known === kindText);
  const time = `${seconds}.000Z`;
  const hash = hashFromBase64(base64 ?? '');
  const ref = refText === undefined ? undefined : parseCount(refText);
  // What is no day or hour of a calendar is either no date at all, or one of another day.
  const isTime = new Date(time).getUTCDate() === Number(time.slice(8, 10));
  const isRef = refText === undefined || ref !== undefined;
  if (kind === undefined || hash === undefined || !isTime || !isRef || !refFits(kind, ref)) {
    const shown = JSON.stringify(line.slice(0, 120));
    throw new ArchiveError('invalid', `${shown} is no line of the ledger; ${mend}.`);
  }
  const leaf = { kind, time: time as Instant, record: toHex(hash) as Digest };
  return ref === undefined ? leaf : { ...leaf, ref };
}
