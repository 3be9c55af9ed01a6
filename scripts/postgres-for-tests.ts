import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { postgresPrograms, startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The URL of a PostgreSQL that tests may fill; '' where there is none. */
    readonly postgresUrl: string;
    /** What the names of the schemas begin with that tests of this run make. */
    readonly postgresRun: string;
  }
}

/**
 * One PostgreSQL for all tests of a run: the one of `BACKISSUE_TEST_DATABASE_URL`, else Debian's over a
 * folder of its own, which is taken away when the run ends. Where neither is there, its tests are skipped.
 */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const { BACKISSUE_TEST_DATABASE_URL: given } = process.env;
  const programs = postgresPrograms();
  const run = `run_${process.pid}_${Date.now().toString(36)}`;
  project.provide('postgresRun', run);
  if (given !== undefined || programs === undefined) {
    project.provide('postgresUrl', given ?? '');
    return given ? () => dropSchemas(given, run) : undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'backissue-postgres-'));
  // It runs as another user, who has to get through to its own folder.
  chmodSync(folder, 0o711);
  const server = await startPostgres(programs, join(folder, 'data'), ['max_connections=200']);
  project.provide('postgresUrl', `postgres://bench@localhost/postgres?host=${server.socket}`);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

/** What the tests of a run made on a server that stays. */
async function dropSchemas(url: string, run: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    'select nspname as name from pg_namespace where starts_with(nspname::text, $1)',
    [run],
  );
  for (const { name } of rows) await client.query(`drop schema ${name} cascade`);
  await client.end();
}
