import { sql } from 'kysely';
import type { EngineWays } from '../migrate/catalogue-end.ts';

/** How a catalogue in a PostgreSQL database is copied. `name` is it in sentences, without the password. */
export const postgresWays = (name: string): EngineWays => ({
  name,
  tables: async (db) => {
    const { rows } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables
      where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1`.execute(db);
    return rows.map((row) => row.name);
  },
  columns: async (db, table) => {
    const { rows } = await sql<{ name: string }>`
      select column_name as name from information_schema.columns
      where table_schema = current_schema() and table_name = ${table}
      order by column_name collate "C"`.execute(db);
    return rows.map((row) => row.name);
  },
  blocks: (segment) => ({
    table: 'find_terms',
    key: ['first'],
    columns: ['bytes', 'first'],
    only: { column: 'segment', value: segment },
  }),
  keepSegments: async (db, segments) => {
    const others = segments.length === 0 ? sql`1 = 1` : sql`segment not in (${sql.join(segments)})`;
    await sql`delete from find_terms where ${others}`.execute(db);
  },
  highest: async (db, table) => {
    const named = await sql<{ name: string }>`select ${sequenceOf(table)} as name`.execute(db);
    const name = named.rows[0]?.name ?? '';
    const { rows } = await sql<{ last: number; given: boolean }>`
      select last_value as last, is_called as given from ${sql.raw(name)}`.execute(db);
    return rows[0]?.given === true ? rows[0].last : 0;
  },
  goOnBehind: async (db, table, number) => {
    // A sequence is at 1 at least; that it was not given yet is the third parameter.
    await sql`select setval(${sequenceOf(table)}, ${Math.max(number, 1)}, ${number > 0})`.execute(
      db,
    );
  },
});

const sequenceOf = ({ name, serial = '' }: { readonly name: string; readonly serial?: string }) =>
  sql`pg_get_serial_sequence(${name}, ${serial})`;
