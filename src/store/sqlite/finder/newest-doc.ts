import { type Connection, statement } from './tables.ts';

/** The number of the last document there is; 0: there is none. */
export const newestDoc = (connection: Connection): number =>
  statement<[], { newest: number }>(
    connection,
    'select coalesce(max(doc), 0) newest from find_docs',
  ).get()?.newest ?? 0;
