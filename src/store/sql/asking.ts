import type { BlockStatements } from './block-statements.ts';
import type { Given, Statement } from './statement.ts';

/** What engines say differently. */
export interface Dialect {
  /** A parameter, a JSON list of whole numbers, as rows with one column `value`. */
  readonly numbers: string;
  /** The same of a list of words. */
  readonly texts: string;
  /** Where a parameter's bytes stand in a column of bytes, from 1 on; 0: nowhere. */
  place(column: string): string;
  /** A member of a column that holds JSON; null where it has none. */
  member(column: string, name: string): string;
  /** Gives a row where there is a table of this name; unset where there always is. */
  isThere?(table: string): Statement;
  /** A statement that gives `n`: about how many rows a table has, or ever had, at no more cost in a large
   * one. */
  rowsEver(table: string): string;
  /** A statement that gives `n`: how much the database takes on disk. */
  readonly databaseBytes: string;
  readonly blocks: BlockStatements;
}

/** One question to the database, said in the way of the engine that is asked; undefined where that need not be asked:
 * its answer is one row, of which nobody reads more than that it is there. */
export type Ask = (dialect: Dialect) => Statement | undefined;

/**
 * Work on the database that asks one question after the other and gives a result in the end. It does not
 * know whether it is answered at once, as by SQLite, or has to wait: whoever runs it does (`answerAtOnce`,
 * `answerInTurn`). So what is found and written is the same on every engine, and costs no promise where
 * none is needed. It runs within a transaction of its caller, unless it asks one question alone. A list of questions is
 * answered by a list of answers; where answers have to be waited for, that is one wait for all of them.
 */
export type Asking<Result> = Generator<Ask | readonly Ask[], Result, readonly unknown[]>;

/** A statement, or how each engine says it. */
export type Text = string | ((dialect: Dialect) => string);

/** All rows that a statement gives; `?` stands for what it is given. */
export function* all<Row>(text: Text, ...given: readonly Given[]): Asking<readonly Row[]> {
  const rows = yield (dialect) => ({
    text: typeof text === 'string' ? text : text(dialect),
    given,
  });
  return rows as readonly Row[];
}

/** The first of the rows that a statement gives. */
export function* first<Row>(text: Text, ...given: readonly Given[]): Asking<Row | undefined> {
  const rows = yield* all<Row>(text, ...given);
  return rows[0];
}

/** A statement that gives nothing. */
export function* run(text: Text, ...given: readonly Given[]): Asking<void> {
  yield* all(text, ...given);
}

/**
 * Pieces of work of which none needs what another writes: what they ask first is asked together, then what they ask
 * next, and so on. Gives their results in the same order.
 */
export function* together<Results extends readonly unknown[]>(
  ...works: { readonly [Place in keyof Results]: Asking<Results[Place]> }
): Asking<Results> {
  const all: readonly Asking<unknown>[] = works;
  const steps = all.map((work) => ({ work, at: work.next([]) }));
  for (;;) {
    const open = steps.flatMap((step) => {
      const { done, value } = step.at;
      return done === true ? [] : [{ step, asked: typeof value === 'function' ? [value] : value }];
    });
    if (open.length === 0) return steps.map(({ at }) => at.value) as unknown as Results;
    const answers = (yield open.flatMap(({ asked }) => asked)) as readonly (readonly unknown[])[];
    let from = 0;
    for (const { step, asked } of open) {
      const own = answers.slice(from, from + asked.length);
      from += asked.length;
      step.at = step.work.next(typeof step.at.value === 'function' ? (own[0] ?? []) : own);
    }
  }
}

/** Whether the catalogue is of a version that has a table: one that is only read may be older. */
export function* isThere(table: string): Asking<boolean> {
  const rows = yield (dialect) => dialect.isThere?.(table);
  return rows.length > 0;
}
