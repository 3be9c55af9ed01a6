import { parseQuery } from './parse-query.ts';
import type { TypedFilters } from './typed-filters.ts';

/** Fields a result is narrowed by, and what each sets. */
const sets = {
  source: ['sources'],
  lang: ['languages'],
  date: ['since', 'until'],
} as const satisfies Readonly<Record<string, readonly (keyof TypedFilters)[]>>;

/** A query narrowed to a value of a field, in place of what it had of that field. */
export function narrowedText(text: string, field: keyof typeof sets, value: string): string {
  const kept = parseQuery(text).pieces.filter(
    ({ filters = {} }) => !sets[field].some((one) => one in filters),
  );
  return [...kept.map((piece) => piece.text), `${field}:${value}`].join(' ');
}
