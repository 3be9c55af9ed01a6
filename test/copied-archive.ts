import { cpSync } from 'node:fs';
import { Client } from 'pg';
import { databaseOf } from './house-store.ts';

/** Copies an archive as it lies: its folder, and what its database holds, if its catalogue is in one. */
export async function copyArchive(from: string, to: string): Promise<void> {
  cpSync(from, to, { recursive: true });
  const [source, target] = [await databaseOf(from), await databaseOf(to)];
  if (source.database === undefined || target.database === undefined) return;
  const [there, here] = [await connected(source.database), await connected(target.database)];
  const { rows } = await there.query<{ schema: string; name: string }>(
    'select table_schema as schema, table_name as name from information_schema.tables where table_schema = current_schema()',
  );
  await here.query('begin');
  for (const { schema, name } of rows) {
    await here.query(`create table ${name} (like ${schema}.${name} including all)`);
    await here.query(`insert into ${name} overriding system value select * from ${schema}.${name}`);
    await countOn(here, name);
  }
  await here.query('commit');
  await Promise.all([there.end(), here.end()]);
}

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}

/** Has the rows of a table that number themselves go on behind those that are there. */
async function countOn(client: Client, table: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    "select column_name as name from information_schema.columns where table_schema = current_schema() and table_name = $1 and is_identity = 'YES'",
    [table],
  );
  for (const { name } of rows) {
    await client.query(
      `select setval(pg_get_serial_sequence('${table}', '${name}'), (select coalesce(max(${name}), 0) + 1 from ${table}), false)`,
    );
  }
}
