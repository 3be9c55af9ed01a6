import { type Asking, first } from '../sql/asking.ts';

/** The number of the last document there is; 0: there is none. */
export function* newestDoc(): Asking<number> {
  const row = yield* first<{ newest: number }>(
    'select coalesce(max(doc), 0) newest from find_docs',
  );
  return row?.newest ?? 0;
}
