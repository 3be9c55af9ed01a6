import { join } from 'node:path';
import { errorFrom, instant, type PollState } from '../../model/index.ts';
import type { DuePoll } from '../../store/index.ts';
import type { Services, Turn } from '../services.ts';
import { forgetRepositories, idOf, repositoryIds } from './git-place.ts';
import { soonSeconds } from './mirror-health.ts';

const lockOf = ({ ledgers }: Pick<Services, 'ledgers'>, id: string): string =>
  join(ledgers, 'locks', id);

/**
 * Waits for the turn to read a followed mirror, its repository and those of its copies: one at a time, of all processes that
 * use this folder. Throws `conflict`, which tells who reads it, where that takes too long.
 */
export async function turnFor(services: Services, followed: string): Promise<Turn> {
  const address = followed.replace(/\/\/[^/@]*@/, '//');
  const what = `The mirror ${address} is being read`;
  return await services.turns.take(lockOf(services, idOf(followed)), what);
}

/** The turn to poll a mirror. Where another process reads it, the poll is put off: nothing is wrong with the mirror. */
export async function turnToPoll(services: Services, due: DuePoll): Promise<Turn> {
  const { source, poll } = due;
  try {
    return await turnFor(services, source.url);
  } catch (thrown) {
    const error = errorFrom(thrown, source.url);
    if (error.code === 'conflict') {
      const nextPollAt = instant(services.now() + soonSeconds * 1000);
      const later: PollState = { ...poll, nextPollAt, warnings: [error.message] };
      await services.record({ keepings: [], means: async () => ({ change: { polls: [later] } }) });
    }
    throw error;
  }
}

/**
 * Throws away the repositories of mirrors that are not followed, and of their copies. What is being read just now is left
 * to who reads it: he does the same when he is done.
 */
export async function forgetUnfollowed(
  services: Pick<Services, 'store' | 'ledgers' | 'turns'>,
): Promise<void> {
  const there = await repositoryIds(services);
  if (there.size === 0) return;
  const followed = await followedIds(services);
  for (const id of there) {
    if (followed.has(id)) continue;
    const turn = await services.turns.takeIfFree(lockOf(services, id));
    if (turn === undefined) continue;
    try {
      // Somebody may have followed it just before he was done.
      if (!(await followedIds(services)).has(id)) await forgetRepositories(services, id);
    } finally {
      turn.release();
    }
  }
}

async function followedIds({ store }: Pick<Services, 'store'>): Promise<ReadonlySet<string>> {
  const sources = await store.sources();
  const mirrors = sources.filter(({ kind, state }) => kind === 'mirror' && state === 'followed');
  return new Set(mirrors.map(({ url }) => idOf(url)));
}
