import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { type Key, keyOf, type Part, rowsOf } from '../migrate/catalogue-end.ts';
import { bounded } from './bounded.ts';
import type { Database } from './schema.ts';

/** Addresses are indexed by their beginnings, and what rows are known by is bounded. */
export const longTextsMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
    await bind(db as Database, { table: 'keys', key: ['key'] }, ['key', 'whole']);
    await bind(db as Database, { table: 'entries', key: ['source_id', 'guid'] }, ['guid']);
    await bind(db as Database, { table: 'takedown_keys', key: ['key', 'takedown_id'] }, ['key']);
  },
};

const statements = [
  'drop index captures_asked',
  'create index captures_asked on captures (substr(asked_url, 1, 600), captured_at)',
  'drop index sources_url',
  'create index sources_url on sources (substr(url, 1, 600))',
  'alter table keys add column whole text',
  'delete from find_words where length(word) > 600',
];

const together = 1000;

/** Bounds a column of all rows of a table; `whole`: the column that keeps what was there. */
async function bind(
  db: Database,
  part: Part,
  [column, whole]: readonly [column: string, whole?: string],
): Promise<void> {
  for (let after: Key | undefined; ; ) {
    const rows = await rowsOf(db, { ...part, columns: part.key }, { after, limit: together });
    const last = rows.at(-1);
    if (last === undefined) return;
    for (const row of rows) {
      const text = String(row[column]);
      const own = bounded(text);
      if (own === text) continue;
      const kept = whole === undefined ? sql`` : sql`, ${sql.ref(whole)} = ${text}`;
      const where = part.key.map((name) => sql`${sql.ref(name)} = ${row[name]}`);
      await sql`update ${sql.table(part.table)} set ${sql.ref(column)} = ${own}${kept}
        where ${sql.join(where, sql` and `)}`.execute(db);
    }
    after = keyOf(part, last);
  }
}
