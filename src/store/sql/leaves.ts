import type { Digest, Url } from '../../model/index.ts';
import type { Change } from '../change.ts';
import { Overtaken } from '../expectation.ts';
import type { LeafReads, LeafRow } from '../leaf-records.ts';
import { given } from './cells.ts';
import type { Database, Tables } from './schema.ts';

export function leafReads(db: Database): LeafReads {
  return {
    countLeaves: () => count(db),
    leaves: async (from, limit) => {
      const read = db.selectFrom('leaves').selectAll().where('idx', '>=', from);
      return (await read.orderBy('idx').limit(limit).execute()).map(leafOf);
    },
    leavesOf: async (articleIds) => {
      if (articleIds.length === 0) return [];
      const read = db.selectFrom('leaves').selectAll().where('article_id', 'in', articleIds);
      return (await read.orderBy('idx').execute()).map(leafOf);
    },
  };
}

async function count(db: Database): Promise<number> {
  const last = db.selectFrom('leaves').select(({ fn }) => fn.max('idx').as('last'));
  return Number((await last.executeTakeFirst())?.last ?? -1) + 1;
}

/** Throws `Overtaken` unless a change's leaves go on exactly where the log ends: whoever numbered them did not see what
 * another has logged. */
export async function checkLeaves(db: Database, { leaves = [] }: Change): Promise<void> {
  const [first] = leaves;
  if (first === undefined) return;
  const next = await count(db);
  if (leaves.every(({ index }, place) => index === next + place)) return;
  throw new Overtaken(
    'leaves',
    `Leaf ${first.index} of the ledger cannot be written where leaf ${next} comes next; try again.`,
  );
}

/** Writes leaves behind those that are there, as `checkLeaves` found. */
export async function writeLeaves(db: Database, change: Change): Promise<void> {
  const { leaves = [] } = change;
  for (const leaf of leaves) await db.insertInto('leaves').values(leafRow(leaf)).execute();
  await forget(db, change.recordsRemoved ?? []);
}

/** Of a record that is taken down the line stays, which tells nothing of what it was about. */
async function forget(db: Database, indexes: readonly number[]): Promise<void> {
  for (const index of indexes) {
    await db
      .updateTable('leaves')
      .set({ bytes: null, url: null, removed: 1 })
      .where('idx', '=', index)
      .execute();
  }
}

const leafRow = (leaf: LeafRow): Tables['leaves'] => ({
  idx: leaf.index,
  line: leaf.line,
  record: leaf.record,
  article_id: leaf.articleId ?? null,
  url: leaf.url ?? null,
  rev: leaf.rev ?? null,
  capture_id: leaf.captureId ?? null,
  bytes: leaf.bytes ?? null,
  removed: leaf.removed === undefined ? 0 : 1,
});

const leafOf = (row: Tables['leaves']): LeafRow => ({
  index: Number(row.idx),
  line: row.line,
  record: row.record as Digest,
  ...given('articleId', row.article_id),
  ...given('url', row.url as Url | null),
  ...given('rev', row.rev),
  ...given('captureId', row.capture_id),
  ...(row.bytes === null ? {} : { bytes: new Uint8Array(row.bytes) }),
  ...(row.removed === 0 ? {} : { removed: true as const }),
});
