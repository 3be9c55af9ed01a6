import type { Digest, Url } from '../../model/index.ts';
import type { Change } from '../change.ts';
import type { CommitTerms } from '../commit-terms.ts';
import { Overtaken } from '../expectation.ts';
import type { LeafReads, LeafRow, LoggedLeaf } from '../leaf-records.ts';
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

/** Leaves of others that leaves may be numbered anew behind, most. */
const mostOthers = 1000;

/**
 * The leaves of a change as they go on exactly where the log ends. Where others have logged since they were numbered, that
 * is as the terms say; throws `Overtaken` where those do not.
 */
export async function placedLeaves(
  db: Database,
  { leaves = [] }: Change,
  { behind }: Pick<CommitTerms, 'behind'>,
): Promise<readonly LeafRow[]> {
  const [first] = leaves;
  if (first === undefined) return [];
  const read = db.selectFrom('leaves').select(['idx', 'line', 'article_id']);
  const there = read.where('idx', '>=', first.index - 1).orderBy('idx');
  const rows = (await there.limit(mostOthers + 1).execute()).map(loggedOf);
  // The last that was seen when they were numbered.
  const seen = first.index === 0 ? undefined : rows.shift();
  const last = rows.at(-1) ?? seen;
  const next = last === undefined ? await count(db) : last.index + 1;
  const canMove = rows.length > 0 && rows.length < mostOthers;
  const placed = (canMove ? behind?.(rows) : undefined) ?? leaves;
  if (placed.every(({ index }, place) => index === next + place)) return placed;
  throw new Overtaken(
    'leaves',
    `Leaf ${first.index} of the ledger cannot be written where leaf ${next} comes next; try again.`,
  );
}

const loggedOf = (row: Pick<Tables['leaves'], 'idx' | 'line' | 'article_id'>): LoggedLeaf => ({
  ...{ index: Number(row.idx), line: row.line },
  ...given('articleId', row.article_id),
});

/** Writes leaves behind those that are there, as `placedLeaves` gave them. */
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
