import { sql } from 'kysely';
import {
  ArchiveError,
  type Digest,
  type Instant,
  type Role,
  type User,
} from '../../model/index.ts';
import type {
  AccountStore,
  SessionRecord,
  TokenRecord,
  UseRecord,
  UserRecord,
} from '../account-contract.ts';
import { given, type Row } from './cells.ts';
import type { Database } from './schema.ts';
import { transact } from './transact.ts';

type Accounts = Omit<
  AccountStore,
  'markArticles' | 'markAllRead' | 'marksOf' | 'unreadCounts' | 'markedArticles' | 'articleStream'
>;

/** Users and what lets them in. */
export function accounts(db: Database, writer: () => Database): Accounts {
  return {
    ...users(db, writer),
    ...sessions(db, writer),
    ...tokens(db, writer),
    lastUses: () => lastUses(db),
  };
}

type Users = Pick<
  Accounts,
  'users' | 'user' | 'userNamed' | 'addUser' | 'changeUser' | 'removeUser'
>;

function users(db: Database, writer: () => Database): Users {
  return {
    async users() {
      const rows = await db.selectFrom('users').selectAll().orderBy('name').execute();
      return rows.map(userOf);
    },
    async user(id) {
      const row = await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
      return row && recordOf(row);
    },
    async userNamed(name) {
      const query = db.selectFrom('users').selectAll().where('name', '=', name);
      const row = await query.executeTakeFirst();
      return row && recordOf(row);
    },
    async addUser({ name, role, password, madeAt }) {
      const row = await writer()
        .insertInto('users')
        .values({ name, role, password: password ?? null, made_at: madeAt })
        .onConflict((conflict) => conflict.doNothing())
        .returningAll()
        .executeTakeFirst();
      if (row !== undefined) return userOf(row);
      throw new ArchiveError(
        'conflict',
        `${name}: there is a user of this name already; choose another.`,
      );
    },
    async changeUser(id, change) {
      const isLess = change.role !== undefined && change.role !== 'owner';
      const work = async (at: Database): Promise<void> => {
        const update = at.updateTable('users').set(change).where('id', '=', id);
        const { numUpdatedRows } = await (isLess
          ? update.where(keepsAnOwner(id))
          : update
        ).executeTakeFirst();
        if (isLess && numUpdatedRows === 0n) await refuseLastOwner(at, id);
        if (change.password === undefined) return;
        await at.deleteFrom('sessions').where('user_id', '=', id).execute();
      };
      await transact(writer(), work, 'serializable');
    },
    async removeUser(id) {
      const work = async (at: Database): Promise<void> => {
        const user = at.deleteFrom('users').where('id', '=', id).where(keepsAnOwner(id));
        const { numDeletedRows } = await user.executeTakeFirst();
        if (numDeletedRows === 0n) await refuseLastOwner(at, id);
        for (const table of ['sessions', 'tokens', 'article_marks', 'read_lines'] as const) {
          await at.deleteFrom(table).where('user_id', '=', id).execute();
        }
      };
      await transact(writer(), work, 'serializable');
    },
  };
}

/** Of a row of `users`: whether there is an owner without this one, or it is none. Asked by the statement that
 * writes: of two owners who are made less at the same moment one would not know of the other. */
const keepsAnOwner = (id: number) =>
  sql<boolean>`(role <> 'owner' or exists (
    select 1 from users other where other.role = 'owner' and other.id <> ${id}))`;

/** Throws `conflict` where a user is there: nothing but being the last owner kept the row as it is. */
async function refuseLastOwner(db: Database, id: number): Promise<void> {
  const row = await db.selectFrom('users').select('name').where('id', '=', id).executeTakeFirst();
  if (row === undefined) return;
  throw new ArchiveError(
    'conflict',
    `${row.name}: this is the last owner; make another user owner first.`,
  );
}

const userOf = (row: Row<'users'>): User => ({
  id: row.id,
  name: row.name,
  role: row.role as Role,
  madeAt: row.made_at as Instant,
});

const recordOf = (row: Row<'users'>): UserRecord => ({
  ...userOf(row),
  ...given('password', row.password),
});

async function lastUses(db: Database): Promise<UseRecord[]> {
  const rows = await db
    .selectFrom('users')
    .select((at) => [
      'id',
      at
        .selectFrom('sessions')
        .whereRef('user_id', '=', 'users.id')
        .select((of) => of.fn.max('until').as('until'))
        .as('until'),
      at
        .selectFrom('tokens')
        .whereRef('user_id', '=', 'users.id')
        .select((of) => of.fn.max('used_at').as('used'))
        .as('used'),
    ])
    .orderBy('id')
    .execute();
  return rows
    .filter(({ until, used }) => until !== null || used !== null)
    .map(({ id, until, used }) => ({
      userId: id,
      ...given('sessionUntil', until as Instant | null),
      ...given('tokenUsedAt', used as Instant | null),
    }));
}

type Sessions = Pick<
  Accounts,
  'addSession' | 'session' | 'prolongSession' | 'endSession' | 'endSessions'
>;

function sessions(db: Database, writer: () => Database): Sessions {
  return {
    async addSession({ digest, userId, madeAt, until }) {
      await transact(writer(), async (at) => {
        await at.deleteFrom('sessions').where('until', '<=', madeAt).execute();
        const row = { digest, user_id: userId, made_at: madeAt, until };
        await at.insertInto('sessions').values(row).execute();
      });
    },
    async session(digest) {
      const query = db.selectFrom('sessions').selectAll().where('digest', '=', digest);
      const row = await query.executeTakeFirst();
      return row && sessionOf(row);
    },
    async prolongSession(digest, until) {
      await writer()
        .updateTable('sessions')
        .set({ until })
        .where('digest', '=', digest)
        .where('until', '<', until)
        .execute();
    },
    async endSession(digest) {
      await writer().deleteFrom('sessions').where('digest', '=', digest).execute();
    },
    async endSessions(userId) {
      await writer().deleteFrom('sessions').where('user_id', '=', userId).execute();
    },
  };
}

const sessionOf = (row: Row<'sessions'>): SessionRecord => ({
  digest: row.digest as Digest,
  userId: row.user_id,
  madeAt: row.made_at as Instant,
  until: row.until as Instant,
});

type Tokens = Pick<Accounts, 'addToken' | 'tokens' | 'token' | 'useToken' | 'removeToken'>;

function tokens(db: Database, writer: () => Database): Tokens {
  return {
    async addToken({ id, digest, userId, label, madeAt, usedAt }) {
      await writer()
        .insertInto('tokens')
        .values({ id, digest, user_id: userId, label, made_at: madeAt, used_at: usedAt ?? null })
        .execute();
    },
    async tokens(userId) {
      const query = db.selectFrom('tokens').selectAll().where('user_id', '=', userId);
      const rows = await query.orderBy('made_at').orderBy('id').execute();
      return rows.map(tokenOf);
    },
    async token(digest) {
      const query = db.selectFrom('tokens').selectAll().where('digest', '=', digest);
      const row = await query.executeTakeFirst();
      return row && tokenOf(row);
    },
    async useToken(id, at) {
      await writer().updateTable('tokens').set({ used_at: at }).where('id', '=', id).execute();
    },
    async removeToken(id) {
      const query = writer().deleteFrom('tokens').where('id', '=', id).returning('id');
      return (await query.executeTakeFirst()) !== undefined;
    },
  };
}

const tokenOf = (row: Row<'tokens'>): TokenRecord => ({
  id: row.id,
  digest: row.digest as Digest,
  userId: row.user_id,
  label: row.label,
  madeAt: row.made_at as Instant,
  ...given('usedAt', row.used_at as Instant | null),
});
