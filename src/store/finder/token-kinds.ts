import { type Asking, all } from '../sql/asking.ts';

/** The kind of a token (`fr` of `fr:election`): what stands before its colon. */
export const kindOf = (token: string): string => token.split(':', 1)[0] ?? '';

/** The kinds of tokens that any article ever had: of those of eight languages most archives have two. */
export function* knownKinds(): Asking<ReadonlySet<string>> {
  const rows = yield* all<{ name: string }>(
    "select name from find_names where name >= 'also ' and name < 'also!'",
  );
  return new Set(rows.map(({ name }) => name.slice('also '.length)));
}
