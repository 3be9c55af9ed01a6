import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { postgresPrograms, startPostgres } from '../../scripts/postgres-server.ts';

/** Where workers are let loose: a folder, and a PostgreSQL of its own that keeps what it has said it keeps. */
export interface Ground {
  readonly folder: string;
  /** The folder of the server's socket. */
  readonly socket: string;
  /** The URL of a new schema. */
  databaseFor(schema: string): Promise<string>;
  /** Ms of CPU of the server since it started. */
  cpu(): number;
  /** Ends the server as a cut of its power would, but for the disk, and starts it again after so many ms. */
  crash(restMs: number): Promise<void>;
  /** How a worker is started whose commits are noted in a file. */
  measured(file: string): { readonly environment: Readonly<Record<string, string>> };
  close(): Promise<void>;
}

/** As it runs for people: what is committed is on disk. */
const durable = [
  ...['fsync=on', 'synchronous_commit=on', 'full_page_writes=on', 'max_connections=200'],
];

/** Undefined where there is no PostgreSQL. */
export async function openGround(): Promise<Ground | undefined> {
  const programs = postgresPrograms();
  if (programs === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'backissue-workers-'));
  chmodSync(folder, 0o711);
  const data = join(folder, 'data');
  let server = await startPostgres(programs, data, durable);
  const url = `postgres://bench@localhost/postgres?host=${data}`;
  const environment = {
    NODE_COMPILE_CACHE: join(folder, 'compiled'),
    XDG_STATE_HOME: join(folder, 'state'),
  };
  return {
    ...{ folder, socket: data, cpu: () => server.cpu() },
    databaseFor: async (schema) => {
      const client = new Client({ connectionString: url });
      await client.connect();
      await client.query(`create schema ${schema}`);
      await client.end();
      return `${url}&options=-csearch_path%3D${schema}`;
    },
    crash: async (restMs) => {
      const pid = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
      process.kill(pid, 'SIGQUIT');
      while (isThere(pid)) await pause(20);
      await pause(restMs);
      server = await startPostgres(programs, data, durable);
    },
    measured: (file) => {
      const script = join(import.meta.dirname, '../../test/crawl/commit-times.ts');
      const more = { NODE_OPTIONS: `--import=${script}`, BACKISSUE_COMMIT_TIMES: file };
      return { environment: { ...environment, ...more } };
    },
    close: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
