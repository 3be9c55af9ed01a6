import { setImmediate as whatIsAtHand } from 'node:timers/promises';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type { Database, Tables } from '../sql/schema.ts';

/** Statements that are on their way and not answered, most: they are in memory so long. */
const mostOnTheWay = 64;

/**
 * Does work in a transaction that waits for as few answers as it can: a statement that writes and gives nothing is sent
 * and not waited for (nor is told how many rows it wrote), and what is asked at the same time goes together. The server
 * does them in the order in which they were sent, and none behind one that fails; so what is read and written is the
 * same, and each way to the database and back that is spared is one less for which all others wait. `first` is sent
 * before all else. `work` must have waited for whatever it asks when it ends, also where it throws. Throws what the
 * first statement that failed has thrown, be it waited for or not.
 */
export async function sendingAhead<Result>(
  db: Database,
  first: CompiledQuery,
  work: (at: Database) => Promise<Result>,
): Promise<Result> {
  const sent = new Sent();
  // Each statement sees what was committed before it: whoever waited for its turn, all of it.
  const transaction = db.transaction().setIsolationLevel('read committed');
  try {
    const result = await transaction.execute((at) =>
      at.getExecutor().provideConnection(async (connection) => {
        void sent.through(connection, first);
        const done = await work(sendingThrough(connection, sent));
        // What failed here, and never got as far as the server, does not keep the server from committing the rest.
        await whatIsAtHand();
        sent.throwKnown();
        return done;
      }),
    );
    await sent.answered();
    return result;
  } catch (error) {
    // After a fault all that follows, the commit too, fails for the sole reason that there was one.
    await sent.answered();
    throw error;
  }
}

/** Statements of one transaction. */
class Sent {
  readonly #onTheWay = new Set<Promise<void>>();
  readonly #faults: unknown[] = [];

  /** Sends at once, and gives the answer. */
  through<Row>(connection: DatabaseConnection, query: CompiledQuery): Promise<QueryResult<Row>> {
    const answer = connection.executeQuery<Row>(query);
    const end = answer.then(
      () => void this.#onTheWay.delete(end),
      (fault: unknown) => {
        this.#onTheWay.delete(end);
        this.#faults.push(fault);
      },
    );
    this.#onTheWay.add(end);
    return answer;
  }

  get areMany(): boolean {
    return this.#onTheWay.size >= mostOnTheWay;
  }

  /** Waits until all are answered; throws what the first that failed has thrown. */
  async answered(): Promise<void> {
    await Promise.all(this.#onTheWay);
    this.throwKnown();
  }

  /** Throws what the first has thrown of those that failed so far. */
  throwKnown(): void {
    if (this.#faults.length > 0) throw this.#faults[0];
  }
}

/** SQL over a connection on which somebody else begins and ends the transaction. Kysely's own transactions send what is
 * asked at the same time one after the other; this does not. */
function sendingThrough(connection: DatabaseConnection, sent: Sent): Database {
  const ahead: DatabaseConnection = {
    executeQuery: async <Row>(query: CompiledQuery): Promise<QueryResult<Row>> => {
      const isAwaited = sent.areMany || !isSilent(query.sql);
      const answer = sent.through<Row>(connection, query);
      return isAwaited ? await answer : { rows: [] };
    },
    streamQuery: refused,
  };
  const driver: Driver = {
    ...{ init: nothing, destroy: nothing, releaseConnection: nothing },
    acquireConnection: async () => ahead,
    ...{ beginTransaction: refused, commitTransaction: refused, rollbackTransaction: refused },
  };
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}

/** Whether a statement writes and gives nothing. */
const isSilent = (text: string): boolean =>
  /^\s*(?:insert|update|delete)\b/i.test(text) && !/\breturning\b/i.test(text);

const nothing = async (): Promise<void> => {};

const refused = (): never => {
  throw new TypeError('a transaction within this one, or a stream of it, is not foreseen');
};
