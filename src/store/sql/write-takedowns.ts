import { sql } from 'kysely';
import type { CutCapture, Takedown } from '../../model/index.ts';
import type { Change } from '../change.ts';
import type { Rewrite } from '../takedown-contract.ts';
import { bounded } from './bounded.ts';
import { takedownRow } from './rows.ts';
import type { Database } from './schema.ts';

/** Writes takedowns, what they make the catalogue forget, and where rewritten records lie. */
export async function writeTakedowns(db: Database, change: Change): Promise<void> {
  for (const takedown of change.takedowns ?? []) await putTakedown(db, takedown);
  for (const takedown of change.erased ?? []) await erase(db, takedown);
  for (const rewrite of change.rewrites ?? []) await putRewrite(db, rewrite);
}

/** The key under which an article's id is refused. */
export const idKey = (articleId: string): string => `id\n${articleId}`;

async function putTakedown(db: Database, takedown: Takedown): Promise<void> {
  const row = takedownRow(takedown);
  await db
    .insertInto('takedowns')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
  const keys = [...takedown.keys.map(bounded), ...takedown.articles.map(idKey)];
  await db
    .insertInto('takedown_keys')
    .values(keys.map((key) => ({ key, takedown_id: takedown.id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function erase(db: Database, takedown: Takedown): Promise<void> {
  const { removal } = takedown;
  const articles = await erasedArticles(db, takedown);
  for (const { id } of removal.captures) {
    await db
      .updateTable('captures')
      .set({ removed: takedown.id, headers: '[]' })
      .where('id', '=', id)
      .execute();
  }
  for (const cut of removal.cut) await renameCapture(db, cut);
  for (const table of ['revisions', 'edits', 'keys', 'absences'] as const) {
    await db.deleteFrom(table).where('article_id', 'in', articles).execute();
  }
  const serials = db.selectFrom('articles').select('ord').where('id', 'in', articles);
  await db.deleteFrom('article_marks').where('ord', 'in', serials).execute();
  await db.deleteFrom('articles').where('id', 'in', articles).execute();
}

/** The articles that a takedown makes the catalogue forget: those it names, and those its keys name.
 * One that is made again of its captures may get another id, and others may be merged into it. A key
 * that was merely claimed is no article's own. */
export async function erasedArticles(
  db: Database,
  { articles, keys }: Pick<Takedown, 'articles' | 'keys'>,
): Promise<readonly string[]> {
  const found = new Set<string>(articles);
  if (keys.length > 0) {
    const named = await db
      .selectFrom('keys')
      .select('article_id')
      .where('key', 'in', keys.map(bounded))
      .where('claimed', '=', 0)
      .execute();
    for (const row of named) found.add(row.article_id);
  }
  const merged = await db
    .selectFrom('articles')
    .select('id')
    .where('merged_into', 'in', [...found])
    .execute();
  for (const { id } of merged) found.add(id);
  return [...found];
}

/** The capture of a document from which something was cut has another payload, and so another id. */
async function renameCapture(db: Database, { id, now }: CutCapture): Promise<void> {
  const row = await db
    .selectFrom('captures')
    .select('headers')
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return;
  const headers = (JSON.parse(row.headers) as [string, string][]).map(([name, value]) =>
    /^(?:content-(?:encoding|length)|transfer-encoding)$/i.test(name)
      ? [`X-Archive-Orig-${name}`, value]
      : [name, value],
  );
  await db
    .updateTable('captures')
    .set({ id: now.id, payload: now.payload, headers: JSON.stringify(headers) })
    .where('id', '=', id)
    .execute();
  for (const table of ['entries', 'revisions', 'absences', 'slots'] as const) {
    await sql`update ${sql.table(table)} set capture_id = ${now.id} where capture_id = ${id}`.execute(
      db,
    );
  }
}

async function putRewrite(db: Database, rewrite: Rewrite): Promise<void> {
  const { file, replacement, state, length, moved, uploaded = null, worker = null } = rewrite;
  await db.deleteFrom('rewrites').where('file', '=', file).execute();
  if (state === 'over') return;
  await db.insertInto('rewrites').values({ file, replacement, state, worker }).execute();
  if (state !== 'done' || length === undefined || moved === undefined) return;
  const rows = await db
    .selectFrom('captures')
    .select(['id', 'offset'])
    .where('file', '=', file)
    .execute();
  for (const { id, offset } of rows) {
    const place = moved.get(offset);
    if (place === undefined) throw new TypeError(`${file}: no record begins at ${offset}`);
    await db
      .updateTable('captures')
      .set({ file: replacement, ...place })
      .where('id', '=', id)
      .execute();
  }
  await db.deleteFrom('warc_files').where('file', '=', file).execute();
  await db.insertInto('warc_files').values({ file: replacement, length, uploaded }).execute();
}
