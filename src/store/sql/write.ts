import { type RawBuilder, sql } from 'kysely';
import type { Change } from '../change.ts';
import { writeLeaves } from './leaves.ts';
import { mergeMarks } from './marks.ts';
import { noteReading } from './note-reading.ts';
import {
  absenceRow,
  articleRow,
  captureRow,
  editRow,
  keyRow,
  revisionRow,
  siteRow,
  slotRow,
} from './rows.ts';
import type { Database, Tables } from './schema.ts';
import { writeSigned } from './signed.ts';
import { entryRow, pollRow, pushRow, sourceRow } from './source-rows.ts';
import { writeTakedowns } from './write-takedowns.ts';

type Cell = string | number | null | Uint8Array;
type Cells = Readonly<Record<string, Cell>>;

/** Rows a statement; keeps the number of its parameters under every engine's limit. */
const atOnce = 200;

/** Writes the rows of a change; the caller holds the transaction. Search words are the engine's. */
export async function writeChange(db: Database, change: Change): Promise<void> {
  await writeTakedowns(db, change);
  await writeLeaves(db, change);
  await writeSigned(db, change);
  await put(db, 'sources', ['id'], (change.sources ?? []).map(cells(sourceRow)));
  await put(db, 'polls', ['source_id'], (change.polls ?? []).map(cells(pollRow)));
  await put(db, 'pushes', ['source_id'], (change.pushes ?? []).map(cells(pushRow)));
  await keep(db, 'captures', ['id'], (change.captures ?? []).map(cells(captureRow)));
  await put(db, 'articles', ['id'], (change.articles ?? []).map(cells(articleRow)));
  await mergeMarks(db, change.articles);
  await endImages(db, change.imagesDone ?? []);
  await insert(db, 'keys', ['key'], (change.keys ?? []).map(cells(keyRow)), () => surerKey);
  await keep(db, 'revisions', ['id'], (change.revisions ?? []).map(cells(revisionRow)));
  await noteReading(db, change);
  await put(db, 'edits', ['revision_id'], (change.edits ?? []).map(cells(editRow)));
  await put(db, 'entries', ['source_id', 'guid'], (change.entries ?? []).map(cells(entryRow)));
  await put(
    db,
    'absences',
    ['article_id', 'seen_at'],
    (change.absences ?? []).map(cells(absenceRow)),
  );
  await put(db, 'slots', ['outlet', 'slot'], (change.slots ?? []).map(cells(slotRow)));
  await put(
    db,
    'marks',
    ['name'],
    (change.marks ?? []).map(({ name, value }) => ({ name, value })),
  );
  await put(db, 'site_memory', ['host', 'basis'], (change.sites ?? []).map(cells(siteRow)));
  await writeFiles(db, change);
}

async function writeFiles(db: Database, { warc = [], uploads = [] }: Change): Promise<void> {
  const files = warc.map(({ file, length }) => ({ file, length }));
  await put(db, 'warc_files', ['file'], files);
  for (const { file, at: uploaded = null } of uploads) {
    await db.updateTable('warc_files').set({ uploaded }).where('file', '=', file).execute();
  }
}

/** The images of these articles are no longer due. */
async function endImages(db: Database, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db.updateTable('articles').set({ images_due_at: null }).where('id', 'in', ids).execute();
}

/** A key stays with its article, unless it was only claimed and is now found. */
const surerKey = sql`do update set url = excluded.url, article_id = excluded.article_id, claimed = 0
  where keys.claimed = 1 and excluded.claimed = 0`;

/** A row of a known table seen as plain cells: what the statement builder below needs. */
function cells<Value, Row extends { [Key in keyof Row]: Cell }>(
  row: (value: Value) => Row,
): (value: Value) => Cells {
  return (value) => ({ ...row(value) });
}

/** Inserts; a row whose key is there already is replaced. */
function put(
  db: Database,
  table: keyof Tables,
  key: readonly string[],
  rows: readonly Cells[],
): Promise<void> {
  return insert(db, table, key, rows, (columns) => {
    const rest = columns.filter((column) => !key.includes(column));
    const set = rest.map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`);
    return sql`do update set ${sql.join(set)}`;
  });
}

/** Inserts; a row whose key is there already stays as it is. */
function keep(
  db: Database,
  table: keyof Tables,
  key: readonly string[],
  rows: readonly Cells[],
): Promise<void> {
  return insert(db, table, key, rows, () => sql`do nothing`);
}

async function insert(
  db: Database,
  table: keyof Tables,
  key: readonly string[],
  rows: readonly Cells[],
  onConflict: (columns: readonly string[]) => RawBuilder<unknown>,
): Promise<void> {
  const [sample] = rows;
  if (sample === undefined) return;
  const columns = Object.keys(sample);
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const conflict = sql`on conflict (${sql.join(key.map((column) => sql.ref(column)))})`;
  for (const part of partsOf(rows, key)) {
    const values = part.map((row) => sql`(${sql.join(columns.map((column) => row[column]))})`);
    await sql`insert into ${sql.table(table)} (${names}) values ${sql.join(values)} ${conflict} ${onConflict(columns)}`.execute(
      db,
    );
  }
}

/** Rows in their order, so many a statement, and no key twice in one: some engines refuse that. */
function partsOf(rows: readonly Cells[], key: readonly string[]): readonly (readonly Cells[])[] {
  const parts: Cells[][] = [];
  let [part, keys]: [Cells[], Set<string>] = [[], new Set()];
  for (const row of rows) {
    const own = JSON.stringify(key.map((column) => row[column]));
    if (part.length === 0 || part.length === atOnce || keys.has(own)) {
      [part, keys] = [[], new Set()];
      parts.push(part);
    }
    part.push(row);
    keys.add(own);
  }
  return parts;
}
