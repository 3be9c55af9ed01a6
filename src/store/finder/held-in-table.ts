import { type Asking, all, type Dialect } from '../sql/asking.ts';
import { fieldEnd, isOfToken } from './packed-text.ts';
import type { Docs } from './postings.ts';
import type { Sought, SoughtClause } from './sought.ts';

/** What the database itself can tell of a packed article: a third less time than to hand it out. */
interface Condition {
  readonly sql: (dialect: Dialect) => string;
  readonly bytes: readonly Buffer[];
}

/** Phrases in one condition, most: each makes it longer. */
const mostPhrases = 60;
/** Documents a statement: where only the last so many are wanted, few too many are looked at. */
const atOnce = 512;

/**
 * Looks in the table which documents, ascending, hold every clause, and gives the last `most` of them;
 * undefined where that cannot be told without reading them here.
 */
export function* heldInTable(
  docs: Docs,
  clauses: readonly SoughtClause[],
  most: number,
): Asking<Docs | undefined> {
  const condition = conditionOf(clauses);
  if (condition === undefined) return undefined;
  const found: number[] = [];
  for (let to = docs.length; to > 0 && found.length < most; to -= atOnce) {
    const some = docs.subarray(Math.max(0, to - atOnce), to);
    const rows = yield* all<{ doc: number }>(
      (dialect) => `select doc from find_docs where doc in ${dialect.numbers}
        and ${condition.sql(dialect)} order by doc desc`,
      JSON.stringify([...some]),
      ...condition.bytes,
    );
    for (const { doc } of rows) found.push(doc);
  }
  return Uint32Array.from(found.slice(0, most).reverse());
}

function conditionOf(clauses: readonly SoughtClause[]): Condition | undefined {
  const phrases = clauses.flatMap(({ anyOf }) => anyOf);
  if (phrases.length > mostPhrases || !phrases.every(isTold)) return undefined;
  return {
    sql: (dialect) => clauses.map((clause) => clauseOf(clause, dialect)).join(' and ') || 'true',
    bytes: phrases.flatMap(({ field, bytes }) =>
      field === 'title' ? [bytes, endOfTitle] : [bytes],
    ),
  };
}

const clauseOf = ({ exclude, anyOf }: SoughtClause, dialect: Dialect): string => {
  const parts = anyOf.map((sought) => partOf(sought, dialect));
  return `${exclude ? 'not ' : ''}(${parts.join(' or ') || 'false'})`;
};

/** Fields are told apart by where they end, which the database sees of the first alone. No word but a
 * token holds what tokens do, so that one is never taken for the other. */
const isTold = ({ field, bytes }: Sought): boolean =>
  field !== 'author' && (field === 'also' || !isOfToken(bytes));

const endOfTitle = Buffer.of(fieldEnd);

const partOf = ({ field }: Sought, dialect: Dialect): string => {
  const place = dialect.place('packed');
  return field === 'title' ? `${place} between 1 and ${place} - 1` : `${place} > 0`;
};
