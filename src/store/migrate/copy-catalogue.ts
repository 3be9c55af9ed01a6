import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { ArchiveError } from '../../model/index.ts';
import type { Database } from '../sql/schema.ts';
import { type EngineWays, partOf } from './catalogue-end.ts';
import { copiedTables, leftTables } from './copied-tables.ts';
import { copyPart, digestPart, type Ends, type PartDigest } from './copy-part.ts';

/** A catalogue that is copied from or into. */
export interface CatalogueEnd {
  readonly db: Database;
  readonly ways: EngineWays;
}

/** A table as it is in both catalogues afterwards. */
export interface CopiedPart extends PartDigest {
  readonly table: string;
  /** Rows that had to be written this time. */
  readonly written: number;
}

/**
 * Makes one catalogue what another is, table by table, then reads what it has become, and compares the digest of that
 * with the one of what was copied.
 * Tables of both are of this version; `from` is one moment (its caller reads it in one transaction), and
 * nobody else writes to `to`. May be interrupted and done again. Throws ArchiveError `internal` when a
 * table is not the same in the end, `conflict` for tables of another version.
 */
export async function copyCatalogueInto(
  from: CatalogueEnd,
  to: CatalogueEnd,
  onTable: (done: CopiedPart) => void = () => {},
): Promise<readonly CopiedPart[]> {
  await refuseUnknown(from);
  await refuseUnknown(to);
  const segments = await segmentsOf(from.db);
  await to.ways.keepSegments(to.db, segments);
  const done: CopiedPart[] = [];
  const copy = async (table: string, all: readonly Ends[]) => {
    const part = await copied(table, all, to.ways.name);
    done.push(part);
    onTable(part);
  };
  for (const table of copiedTables) {
    const columns = await columnsOf(from, to, table.name);
    const part = partOf(table);
    await copy(table.name, [{ from: from.db, to: to.db, source: part, target: part, columns }]);
    if (table.serial === undefined) continue;
    await to.ways.goOnBehind(to.db, table, await from.ways.highest(from.db, table));
  }
  const blocks = segments.map((segment) => ({
    from: from.db,
    to: to.db,
    source: from.ways.blocks(segment),
    target: to.ways.blocks(segment),
    columns: ['bytes', 'first'],
  }));
  await copy('find_terms', blocks);
  return done;
}

async function copied(table: string, all: readonly Ends[], name: string): Promise<CopiedPart> {
  let [rows, written] = [0, 0];
  const digests: string[] = [];
  for (const ends of all) {
    const { written: own, source } = await copyPart(ends);
    written += own;
    const target = await digestPart(ends.to, ends.target, ends.columns);
    if (source.digest !== target.digest) {
      throw new ArchiveError(
        'internal',
        `${name}: ${table} has other rows than where it was copied from (${target.rows} of ${source.rows}, digest ${target.digest}); let nobody else write there and migrate again.`,
      );
    }
    rows += source.rows;
    digests.push(source.digest);
  }
  return { table, rows, written, digest: together(digests) };
}

/** The index's segments, whose blocks are parts of their own. */
async function segmentsOf(db: Database): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`select id from find_segments order by id`.execute(db);
  return rows.map(({ id }) => Number(id));
}

/** The one digest there is; of several that of their list. */
function together(digests: readonly string[]): string {
  const [only, ...more] = digests;
  if (only !== undefined && more.length === 0) return only;
  return createHash('sha256').update(digests.join('\n')).digest('hex');
}

/** The columns that both have. */
async function columnsOf(
  from: CatalogueEnd,
  to: CatalogueEnd,
  table: string,
): Promise<readonly string[]> {
  const [own, other] = [
    await from.ways.columns(from.db, table),
    await to.ways.columns(to.db, table),
  ];
  if (own.join() === other.join()) return own;
  throw new ArchiveError(
    'conflict',
    `${to.ways.name}: ${table} has other columns than in ${from.ways.name}; open both with this version once.`,
  );
}

/** What this version does not know it must not leave behind in silence. */
async function refuseUnknown({ db, ways }: CatalogueEnd): Promise<void> {
  const known = new Set([...copiedTables.map(({ name }) => name), ...leftTables]);
  const blocks = /^find_terms(?:_\d+)?$/;
  const unknown = (await ways.tables(db)).filter((name) => !known.has(name) && !blocks.test(name));
  if (unknown.length === 0) return;
  throw new ArchiveError(
    'conflict',
    `${ways.name}: there are other tables than a catalogue's (${unknown.join(', ')}); name a database or schema of its own.`,
  );
}
