import { fieldEnd, isOfToken } from './packed-text.ts';
import type { Docs } from './postings.ts';
import type { Sought, SoughtClause } from './sought.ts';
import { type Connection, statement } from './tables.ts';

/** What the database itself can tell of a packed article: a third less time than to hand it out. */
interface Condition {
  readonly sql: string;
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
export function heldInTable(
  connection: Connection,
  docs: Docs,
  clauses: readonly SoughtClause[],
  most: number,
): Docs | undefined {
  const condition = conditionOf(clauses);
  if (condition === undefined) return undefined;
  const held = statement<[string, ...Buffer[]], { doc: number }>(
    connection,
    `select doc from find_docs where doc in (select value from json_each(?)) and ${condition.sql}
     order by doc desc`,
  );
  const found: number[] = [];
  for (let to = docs.length; to > 0 && found.length < most; to -= atOnce) {
    const some = docs.subarray(Math.max(0, to - atOnce), to);
    for (const { doc } of held.iterate(JSON.stringify([...some]), ...condition.bytes)) {
      found.push(doc);
    }
  }
  return Uint32Array.from(found.slice(0, most).reverse());
}

function conditionOf(clauses: readonly SoughtClause[]): Condition | undefined {
  const phrases = clauses.flatMap(({ anyOf }) => anyOf);
  if (phrases.length > mostPhrases || !phrases.every(isTold)) return undefined;
  const parts = clauses.map(
    ({ exclude, anyOf }) =>
      `${exclude ? 'not ' : ''}(${anyOf.map(partOf).join(' or ') || 'false'})`,
  );
  return { sql: parts.join(' and ') || 'true', bytes: phrases.map(({ bytes }) => bytes) };
}

/** Fields are told apart by where they end, which the database sees of the first alone. No word but a
 * token holds what tokens do, so that one is never taken for the other. */
const isTold = ({ field, bytes }: Sought): boolean =>
  field !== 'author' && (field === 'also' || !isOfToken(bytes));

const endOfTitle = `x'${fieldEnd.toString(16).padStart(2, '0')}'`;

const partOf = ({ field }: Sought): string =>
  field === 'title'
    ? `instr(packed, ?) between 1 and instr(packed, ${endOfTitle}) - 1`
    : 'instr(packed, ?) > 0';
