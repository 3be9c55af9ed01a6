import { expect } from 'vitest';
import { emptyDatabase, isOnPostgres } from './house-store.ts';
import { command } from './newspaper.ts';

/** Makes the catalogue of an archive again by the command, which must go well; gives its report. The one before
 * stands beside it meanwhile, unless it is in a database: that is lost first. */
export async function rebuilt(
  folder: string,
  { now, more = [] }: { readonly now?: () => number; readonly more?: readonly string[] } = {},
): Promise<Record<string, never>> {
  if (isOnPostgres) await emptyDatabase(folder);
  const done = await command(['rebuild', '--archive', folder, '--json', ...more], {
    ...(now === undefined ? {} : { now }),
  });
  expect(done).toMatchObject({ code: 0, err: '' });
  return done.json();
}
