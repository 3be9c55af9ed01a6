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
  const schema = schemaFor(name);
  if (!made.has(schema)) await onServer(`create schema if not exists ${schema}`);
  made.add(schema);
  return `${server}${server.includes('?') ? '&' : '?'}options=-csearch_path%3D${schema}`;
}

/** Takes away all that lies in the schema that `name` stands for. */
export async function emptyDatabaseFor(name: string): Promise<void> {
  const schema = schemaFor(name);
  await onServer(`drop schema if exists ${schema} cascade; create schema ${schema}`);
}

const schemaFor = (name: string): string =>
  `${inject('postgresRun')}_${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;

/** The schemas that this process has seen made: each command and each look at a catalogue asks for its own. */
const made = new Set<string>();
let server: Promise<Client> | undefined;

/** Runs statements on the one connection that this process keeps for it: a connection costs the server more
 * than most tests ask of it. It keeps no process from ending. */
async function onServer(statements: string): Promise<void> {
  server ??= connected();
  await (await server).query(statements);
}

async function connected(): Promise<Client> {
  const client: Client & { unref?(): void } = new Client({ connectionString: postgres() });
  client.on('error', () => {
    server = undefined;
  });
  await client.connect();
  client.unref?.();
  return client;
}
