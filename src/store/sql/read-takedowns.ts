import type { Capture } from '../../model/index.ts';
import type { Store } from '../contract.ts';
import type { Rewrite } from '../takedown-contract.ts';
import { bounded } from './bounded.ts';
import { lowerHeaders } from './lower-headers.ts';
import { subjectReads } from './read-takedown-subjects.ts';
import { captureOf, takedownOf } from './rows.ts';
import type { Database } from './schema.ts';
import { idKey } from './write-takedowns.ts';

type TakedownReads = Pick<
  Store,
  | 'takedowns'
  | 'takedown'
  | 'takedownOf'
  | 'takedownsByPrefix'
  | 'refusedKeys'
  | 'capturesAt'
  | 'capturesWith'
  | 'documentsOf'
  | 'entriesAfter'
  | 'urlsAfter'
  | 'evidenceOfOthers'
  | 'capturesTelling'
  | 'filesWithStatus'
  | 'imagesOfOthers'
  | 'rewrites'
  | 'capturesBeside'
>;

/** What is asked of takedowns and their traces. */
export function takedownReads(db: Database): TakedownReads {
  return {
    async takedowns() {
      const rows = await db
        .selectFrom('takedowns')
        .selectAll()
        .orderBy('at')
        .orderBy('id')
        .execute();
      return rows.map(takedownOf);
    },
    async takedown(id) {
      const row = await db
        .selectFrom('takedowns')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row && takedownOf(row);
    },
    async takedownOf(keys) {
      if (keys.length === 0) return undefined;
      const row = await inForce(db)
        .selectAll('takedowns')
        .where('takedown_keys.key', 'in', keys.map(bounded))
        .orderBy('takedowns.at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row && takedownOf(row);
    },
    async takedownsByPrefix(prefix) {
      const rows = await db
        .selectFrom('takedowns')
        .innerJoin('takedown_keys', 'takedown_keys.takedown_id', 'takedowns.id')
        .selectAll('takedowns')
        .where('takedown_keys.key', '>=', idKey(prefix))
        .where('takedown_keys.key', '<', `${idKey(prefix)}\uffff`)
        .groupBy('takedowns.id')
        .orderBy('takedowns.at', 'desc')
        .execute();
      return rows.map(takedownOf);
    },
    async refusedKeys(keys) {
      const refused = new Set<string>();
      for (let from = 0; from < keys.length; from += 1000) {
        const part = new Map(keys.slice(from, from + 1000).map((key) => [bounded(key), key]));
        const rows = await inForce(db)
          .select('takedown_keys.key')
          .where('takedown_keys.key', 'in', [...part.keys()])
          .execute();
        for (const { key } of rows) refused.add(part.get(key) ?? key);
      }
      return refused;
    },
    capturesBeside: (file, offset) => capturesBeside(db, file, offset),
    capturesTelling: (header) => capturesTelling(db, header),
    async rewrites() {
      const rows = await db.selectFrom('rewrites').selectAll().orderBy('file').execute();
      return rows.map(({ worker, state, ...row }) => ({
        ...{ ...row, state: state as Rewrite['state'] },
        ...(worker === null ? {} : { worker }),
      }));
    },
    ...subjectReads(db),
  };
}

async function capturesBeside(
  db: Database,
  file: string,
  offset: number,
): ReturnType<Store['capturesBeside']> {
  const inFile = db.selectFrom('captures').selectAll().where('file', '=', file);
  const of = await inFile
    .where('offset', '<=', offset)
    .orderBy('offset', 'desc')
    .limit(1)
    .executeTakeFirst();
  const next = await inFile
    .where('offset', '>', offset)
    .orderBy('offset')
    .limit(1)
    .executeTakeFirst();
  return { ...(of && { of: captureOf(of) }), ...(next && { next: captureOf(next) }) };
}

async function capturesTelling(db: Database, header: string): Promise<Capture[]> {
  const rows = await db
    .selectFrom('captures')
    .selectAll()
    .where('status', '=', 0)
    .where('removed', 'is', null)
    .where(lowerHeaders, 'like', `%${header.toLowerCase()}"%`)
    .execute();
  return rows.map(captureOf);
}

const inForce = (db: Database) =>
  db
    .selectFrom('takedown_keys')
    .innerJoin('takedowns', 'takedowns.id', 'takedown_keys.takedown_id')
    .where('takedowns.lifted_at', 'is', null);
