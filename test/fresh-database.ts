import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';

/** Where a run of tests has its PostgreSQL; '' where there is none. */
export const postgres = (): string => inject('postgresUrl');

/** The URL of a database of a test's own: the schema that `name` stands for, in which nothing is until
 * somebody opens it. It is made unless it is there, and goes with the run. */
export async function databaseFor(name: string): Promise<string> {
  const server = postgres();
  if (server === '')
    throw new Error(`${name}: there is no PostgreSQL for it; see docs/postgres.md`);
  const schema = `${inject('postgresRun')}_${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
  const client = new Client({ connectionString: server });
  await client.connect();
  await client.query(`create schema if not exists ${schema}`);
  await client.end();
  return `${server}${server.includes('?') ? '&' : '?'}options=-csearch_path%3D${schema}`;
}
