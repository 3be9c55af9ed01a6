import type { Database } from '../sql/schema.ts';
import {
  insertRows,
  type Key,
  keyOf,
  type Part,
  type Row,
  removeRows,
  rowsOf,
  together,
} from './catalogue-end.ts';
import { digestOf, RowDigest } from './row-digest.ts';

/** A part in the catalogue it is copied from, and in the one it is copied into. */
export interface Ends {
  readonly from: Database;
  readonly to: Database;
  readonly source: Part;
  readonly target: Part;
  readonly columns: readonly string[];
}

/**
 * Makes the rows of a part at the target those of the source, a stretch of them at a time, each stretch in one
 * transaction; what is there already and alike stays, so whoever was interrupted goes on where it was.
 * Gives how many rows it wrote, and what the source holds, which is of one moment and read once.
 */
export async function copyPart(
  ends: Ends,
): Promise<{ readonly written: number; readonly source: PartDigest }> {
  const { from, to, source, target, columns } = ends;
  const digest = new RowDigest(columns);
  let after: Key | undefined;
  let written = 0;
  for (;;) {
    const rows = await rowsOf(from, source, { after, limit: together });
    const last = rows.at(-1);
    if (last === undefined) break;
    digest.add(rows);
    const range = { after, upTo: keyOf(source, last) };
    written += await copyStretch(to, target, { rows, range, columns });
    after = range.upTo;
  }
  await removeRows(to, target, { after });
  return { written, source: { rows: digest.rows, digest: digest.hex } };
}

async function copyStretch(
  to: Database,
  target: Part,
  {
    rows,
    range,
    columns,
  }: {
    readonly rows: readonly Row[];
    readonly range: { readonly after: Key | undefined; readonly upTo: Key };
    readonly columns: readonly string[];
  },
): Promise<number> {
  const there = await rowsOf(to, target, range);
  if (there.length === rows.length && digestOf(columns, there) === digestOf(columns, rows))
    return 0;
  await to.transaction().execute(async (at) => {
    if (there.length > 0) await removeRows(at, target, range);
    await insertRows(at, target, columns, rows);
  });
  return rows.length;
}

/** What a part holds: its rows, and their digest. */
export interface PartDigest {
  readonly rows: number;
  /** SHA-256, hexadecimal. */
  readonly digest: string;
}

export async function digestPart(
  db: Database,
  part: Part,
  columns: readonly string[],
): Promise<PartDigest> {
  const digest = new RowDigest(columns);
  let after: Key | undefined;
  for (;;) {
    const rows = await rowsOf(db, part, { after, limit: together });
    const last = rows.at(-1);
    if (last === undefined) return { rows: digest.rows, digest: digest.hex };
    digest.add(rows);
    after = keyOf(part, last);
  }
}
