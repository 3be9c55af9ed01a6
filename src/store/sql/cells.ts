import type { Selectable } from 'kysely';
import type { Url } from '../../model/index.ts';
import type { Tables } from './schema.ts';

/** A row as it is read. */
export type Row<Table extends keyof Tables> = Selectable<Tables[Table]>;

// The catalogue only ever holds what went through a typed value, so reading brands it again.
export const list = (json: string): string[] => JSON.parse(json) as string[];
export const given = <Key extends string, Value>(key: Key, value: Value | null) =>
  (value === null ? {} : { [key]: value }) as { readonly [K in Key]?: Value };

/** The host that a request for this goes to: name and port. Rows of old catalogues have ''. */
export const hostOf = (url: Url): string => new URL(url).host;
