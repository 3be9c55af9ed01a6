import { readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { errorFrom } from '../model/index.ts';
import { type Place, runGit } from './run-git.ts';

/**
 * A git that was killed leaves its locks behind, and every later command refuses to work. Removes
 * those last touched before the moment (milliseconds since 1970); returns their names.
 */
export async function removeOldLocks(place: Place, before: number): Promise<readonly string[]> {
  const answer = await runGit(place, { args: ['rev-parse', '--git-dir'] });
  const folder = resolve(place.folder, answer.stdout.trimEnd());
  const removed: string[] = [];
  for (const name of ['index.lock', 'HEAD.lock', 'config.lock', ...(await branchLocks(folder))]) {
    const path = join(folder, name);
    const seen = await stat(path).catch((thrown: unknown) => missing(thrown, path));
    if (seen === undefined || seen.mtimeMs >= before) continue;
    await rm(path, { force: true });
    removed.push(name);
  }
  return removed;
}

async function branchLocks(folder: string): Promise<string[]> {
  const heads = join(folder, 'refs', 'heads');
  const names = await readdir(heads).catch((thrown: unknown) => missing(thrown, heads));
  return (names ?? [])
    .filter((name) => name.endsWith('.lock'))
    .sort()
    .map((name) => join('refs', 'heads', name));
}

function missing(thrown: unknown, path: string): undefined {
  const fault = errorFrom(thrown, path);
  if (fault.code !== 'not-found') throw fault;
  return undefined;
}
