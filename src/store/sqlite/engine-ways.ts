import { sql } from 'kysely';
import type { EngineWays } from '../migrate/catalogue-end.ts';
import type { Database } from '../sql/schema.ts';

const blocksOf = (segment: number): string => `find_terms_${segment}`;

/** How a catalogue in a SQLite file is copied. */
export const sqliteWays = (file: string): EngineWays => ({
  name: file,
  tables,
  columns: async (db, table) => {
    const { rows } = await sql<{ name: string }>`
      select name from pragma_table_info(${table}) order by name`.execute(db);
    return rows.map(({ name }) => name);
  },
  blocks: (segment) => ({
    table: blocksOf(segment),
    key: ['first'],
    columns: ['bytes', 'first'],
  }),
  keepSegments: async (db, segments) => {
    const wanted = new Set(segments.map(blocksOf));
    const there = (await tables(db)).filter((name) => /^find_terms_\d+$/.test(name));
    for (const name of there) {
      if (!wanted.has(name)) await sql`drop table ${sql.table(name)}`.execute(db);
    }
    for (const name of wanted) {
      await sql`create table if not exists ${sql.table(name)}
        (first integer primary key, bytes blob not null)`.execute(db);
    }
  },
  highest: async (db, { name }) => {
    const { rows } = await sql<{ seq: number }>`
      select seq from sqlite_sequence where name = ${name}`.execute(db);
    return rows[0]?.seq ?? 0;
  },
  goOnBehind: async (db, { name }, number) => {
    await sql`delete from sqlite_sequence where name = ${name}`.execute(db);
    await sql`insert into sqlite_sequence (name, seq) values (${name}, ${number})`.execute(db);
  },
});

async function tables(db: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`select name from sqlite_master
    where type = 'table' and name not like 'sqlite!_%' escape '!' order by name`.execute(db);
  return rows.map(({ name }) => name);
}
