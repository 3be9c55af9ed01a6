import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import { Client, type ClientConfig, Pool, types } from 'pg';
import type { Database, Tables } from '../sql/schema.ts';
import { typed } from './typed.ts';

/** Connections of one process, most. */
const mostConnections = 10;

/** Milliseconds until a server that says nothing is given up. Waiting for one of our own connections to
 * become free is not counted: what holds it may take as long as it likes. */
const mostWaiting = 10_000;

class Connection extends Client {
  constructor(config?: string | ClientConfig) {
    const own = typeof config === 'string' ? { connectionString: config } : config;
    super({ ...own, connectionTimeoutMillis: mostWaiting, keepAlive: true });
  }
}

/** Whole numbers of 8 bytes and sums of such come as text: no count here is above 2^53. */
const numbers: ReadonlySet<number> = new Set([20, 1700]);
const getTypeParser: typeof types.getTypeParser = (oid: number, ...rest: []) =>
  numbers.has(oid) ? Number : types.getTypeParser(oid, ...rest);

/** SQL over a pool of connections to the database of a URL. */
export function connect(url: string): Database {
  const pool = new Pool({
    connectionString: url,
    max: mostConnections,
    Client: Connection,
    application_name: 'backissue',
    types: { getTypeParser },
  });
  // A connection that breaks while nobody uses it is made anew when the next needs it.
  pool.on('error', () => {});
  const own: PostgresPool = {
    options: pool.options,
    connect: async () => guarded(await pool.connect()),
    end: () => pool.end(),
  };
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: own }) });
}

/** Text of PostgreSQL holds no NUL, and what makes tables is said in its way. Kysely asks through these
 * two alone, as long as nobody asks it for a cursor. */
function guarded(client: PostgresPoolClient): PostgresPoolClient {
  const query = (text: string, given: readonly unknown[]) =>
    client.query(typed(text), given.map(withoutNul));
  return { query: query as PostgresPoolClient['query'], release: () => client.release() };
}

const withoutNul = (given: unknown): unknown =>
  typeof given === 'string' && given.includes('\0') ? given.replaceAll('\0', '\ufffd') : given;
