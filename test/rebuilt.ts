import { expect } from 'vitest';
import { command } from './newspaper.ts';

/** Makes the catalogue of an archive again by the command, which must go well; gives its report. */
export async function rebuilt(folder: string, ...more: string[]): Promise<Record<string, never>> {
  const done = await command(['rebuild', '--archive', folder, '--json', ...more]);
  expect(done).toMatchObject({ code: 0, err: '' });
  return done.json();
}
