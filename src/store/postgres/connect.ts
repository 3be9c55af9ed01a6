import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import { Client, type ClientConfig, Pool, types } from 'pg';
import type { Database, Tables } from '../sql/schema.ts';
import { typed } from './typed.ts';

/** Connections of one process, most. */
const mostConnections = 10;

/** Milliseconds after which a connection that is silent is asked whether it still is one; ten seconds later it is
 * given up. */
const silentMs = 10_000;

/** Milliseconds until a server that says nothing is given up. Waiting for one of our own connections to
 * become free is not counted: what holds it may take as long as it likes. */
const mostWaiting = 10_000;

class Connection extends Client {
  constructor(config?: string | ClientConfig) {
    const own = typeof config === 'string' ? { connectionString: config } : config;
    super({
      ...{ ...own, connectionTimeoutMillis: mostWaiting },
      ...{ keepAlive: true, keepAliveInitialDelayMillis: silentMs },
      // What is sent before the answer to the last statement came goes out at once: see `sendingAhead`.
      pipeline: true,
    });
  }
}

/**
 * Whoever says nothing for so long within a transaction (a machine that was put to sleep, a cable that was cut) is
 * sent away by the server, which writes nothing of it: it may hold the turn for which all who commit wait.
 * Longer than this process is ever busy between two statements.
 */
const mostIdleMs = 20_000;
/** So long a statement waits for rows or tables that another holds: all who have the turn before it, or a scrub. */
const mostLockedMs = 300_000;

/** Whole numbers of 8 bytes and sums of such come as text: no count here is above 2^53. */
const numbers: ReadonlySet<number> = new Set([20, 1700]);
const getTypeParser: typeof types.getTypeParser = (oid: number, ...rest: []) =>
  numbers.has(oid) ? Number : types.getTypeParser(oid, ...rest);

/** SQL over a pool of connections to the database of a URL. `idleMs`: how long a transaction may say nothing. */
export function connect(url: string, idleMs = mostIdleMs): Database {
  const pool = new Pool({
    connectionString: url,
    max: mostConnections,
    Client: Connection,
    application_name: 'backissue',
    idle_in_transaction_session_timeout: idleMs,
    lock_timeout: mostLockedMs,
    types: { getTypeParser },
  });
  // A connection that breaks while nobody uses it is made anew when the next needs it.
  pool.on('error', () => {});
  // One that the server ends while it is used, but between two statements, says so to nobody else; the next
  // statement throws it.
  pool.on('connect', (client) => client.on('error', (ended) => noteEnd(client, ended)));
  const own: PostgresPool = {
    options: pool.options,
    connect: async () => guarded(await pool.connect()),
    end: () => pool.end(),
  };
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: own }) });
}

/** Why connections were ended. */
const ends = new WeakMap<object, unknown>();

/** The first is the reason; after it comes that there is no connection. */
function noteEnd(client: object, ended: unknown): void {
  if (!ends.has(client)) ends.set(client, ended);
}

/** Text of PostgreSQL holds no NUL, and what makes tables is said in its way. Kysely asks through these
 * two alone, as long as nobody asks it for a cursor. */
function guarded(client: PostgresPoolClient): PostgresPoolClient {
  const query = async (text: string, given: readonly unknown[]) => {
    try {
      return await client.query(typed(text), given.map(withoutNul));
    } catch (error) {
      throw ends.get(client) ?? error;
    }
  };
  return {
    query: query as PostgresPoolClient['query'],
    release: (isBroken) => client.release(isBroken),
  };
}

const withoutNul = (given: unknown): unknown =>
  typeof given === 'string' && given.includes('\0') ? given.replaceAll('\0', '\ufffd') : given;
