import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { IsolationLevel } from 'kysely';
import type { Database } from './schema.ts';

/** SQLSTATE of what is to be done again as it was: two transactions that could not be put in an order, two
 * that waited for each other, and one that said nothing for so long that it was ended, with nothing of it
 * written. SQLite, where one writes at a time, never says so. */
const again: ReadonlySet<unknown> = new Set(['40001', '40P01', '25P03']);
const mostTries = 12;

/**
 * Does work in a transaction, and does all of it again where the engine asks for that. So the work must read in it
 * whatever it decides by. `isolation`: unset, that of the engine.
 */
export async function transact<Result>(
  db: Database,
  work: (at: Database) => Promise<Result>,
  isolation?: IsolationLevel,
): Promise<Result> {
  return await repeated(() => {
    const begin = db.transaction();
    const transaction = isolation === undefined ? begin : begin.setIsolationLevel(isolation);
    return transaction.execute(work);
  });
}

/** Does what leaves nothing behind where it fails, a transaction or one statement, again where the engine asks for
 * that: the one place where it is. */
export async function repeated<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (tries === mostTries || !again.has(codeOf(error))) throw error;
      // Not all at once again: as with secrets, what one draws must not be what the others draw.
      await pause(randomInt(2 ** Math.min(tries, 7)));
    }
  }
}

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
