import { type Asking, all } from '../sql/asking.ts';

/** The rows that a `select` of a table by `doc` has of some documents, ascending. */
export const rowsOf = <Row>(select: string, docs: Iterable<number>): Asking<readonly Row[]> =>
  all<Row>(
    ({ numbers }) => `${select} where doc in ${numbers} order by doc`,
    JSON.stringify([...docs]),
  );
