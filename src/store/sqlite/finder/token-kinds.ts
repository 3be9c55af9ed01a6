import { type Connection, statement } from './tables.ts';

/** The kind of a token (`fr` of `fr:election`): what stands before its colon. */
export const kindOf = (token: string): string => token.split(':', 1)[0] ?? '';

/** The kinds of tokens that any article ever had: of those of eight languages most archives have two. */
export const knownKinds = (connection: Connection): ReadonlySet<string> =>
  new Set(
    statement<[], { name: string }>(
      connection,
      "select name from find_names where name >= 'also ' and name < 'also!'",
    )
      .all()
      .map(({ name }) => name.slice('also '.length)),
  );
