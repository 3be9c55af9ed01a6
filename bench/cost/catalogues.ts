import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Client } from 'pg';
import { postgresPrograms, startPostgres } from '../../scripts/postgres-server.ts';

/** What a catalogue has taken so far. */
export interface Taken {
  /** Bytes of each table with its indexes. */
  readonly tables: ReadonlyMap<string, number>;
  /** ms of CPU of the database's own processes. */
  readonly cpu: number;
  /** Bytes of the log of writes, and transactions that ended; 0 with SQLite. */
  readonly log: number;
  readonly transactions: number;
}

export interface Catalogue {
  readonly database?: string;
  taken(): Promise<Taken>;
  close(): Promise<void>;
}

/** The file in the archive's folder. */
export function sqlite(folder: string): Catalogue {
  const sizes = `select coalesce(tbl_name, dbstat.name) as name, sum(pgsize) as bytes
    from dbstat left join sqlite_schema on sqlite_schema.name = dbstat.name group by 1`;
  return {
    async taken() {
      const db = new Sqlite(join(folder, 'backissue.sqlite'), { readonly: true });
      const rows = db.prepare<[], { name: string; bytes: number }>(sizes).all();
      db.close();
      const tables = new Map(rows.map(({ name, bytes }) => [name, bytes]));
      return { tables, cpu: 0, log: 0, transactions: 0 };
    },
    close: async () => {},
  };
}

/** Debian's PostgreSQL, durable as it is by default; undefined where it is not installed. */
export async function postgres(): Promise<Catalogue | undefined> {
  const programs = postgresPrograms();
  if (programs === undefined) return undefined;
  const place = mkdtempSync(join(tmpdir(), 'bench-cost-postgres-'));
  // It runs as another user, who has to get through to its own folder.
  chmodSync(place, 0o711);
  const durable = ['fsync=on', 'synchronous_commit=on', 'full_page_writes=on', 'max_wal_size=4GB'];
  const server = await startPostgres(programs, join(place, 'data'), durable);
  const database = `postgres://bench@localhost/postgres?host=${server.socket}`;
  const client = new Client({ connectionString: database });
  await client.connect();
  const number = async (sql: string) =>
    Number((await client.query({ text: sql, rowMode: 'array' })).rows[0]?.[0]);
  return {
    database,
    async taken() {
      const { rows } = await client.query<{ name: string; bytes: string }>(
        `select relname as name, pg_total_relation_size(oid) as bytes from pg_class
          where relkind = 'r' and relnamespace = 'public'::regnamespace`,
      );
      return {
        tables: new Map(rows.map(({ name, bytes }) => [name, Number(bytes)])),
        cpu: server.cpu(),
        log: await number(`select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')`),
        transactions: await number(
          'select xact_commit from pg_stat_database where datname = current_database()',
        ),
      };
    },
    async close() {
      await client.end();
      await server.stop();
      rmSync(place, { recursive: true, force: true });
    },
  };
}
