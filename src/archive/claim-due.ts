import type { Services } from './services.ts';
import type { Right } from './work-leases.ts';

/** What becomes due, and what the right to do it is called. */
export interface Claiming<Job> {
  /** What the names of these rights begin with. */
  readonly prefix: string;
  /** The rest of the name: of jobs with the same one at a time is done. */
  readonly keyOf: (job: Job) => string;
  /** Jobs that are due, at most so many and each of another key, none of these keys. */
  readonly find: (without: readonly string[], limit: number) => Promise<readonly Job[]>;
  /** The job as it is on record now; undefined where it is not to be done any more. */
  readonly again: (job: Job) => Promise<Job | undefined>;
}

export interface Claimed<Job> {
  readonly job: Job;
  readonly right: Right;
}

/** Others may be faster so many times; what they leave is looked for at the next turn. */
const mostLooks = 10;

/**
 * Takes the rights to what is due and nobody does, up to `room` jobs. What others do is passed over and the
 * next is looked for. `skip`: keys that are left out; those that were looked at are put into it.
 */
export async function claimDue<Job>(
  { leases }: Pick<Services, 'leases'>,
  room: number,
  skip: Set<string>,
  claiming: Claiming<Job>,
): Promise<Claimed<Job>[]> {
  const claimed: Claimed<Job>[] = [];
  for (let looks = 0; looks < mostLooks; looks += 1) {
    const found = await claiming.find([...skip], room - claimed.length);
    const own = await takeThose(leases, found, skip, claiming);
    claimed.push(...own);
    // Where all of it is ours, there is no more, or no room.
    if (own.length === found.length || !leases.isShared || claimed.length >= room) break;
  }
  return claimed;
}

async function takeThose<Job>(
  leases: Services['leases'],
  found: readonly Job[],
  skip: Set<string>,
  { prefix, keyOf, again }: Claiming<Job>,
): Promise<Claimed<Job>[]> {
  const fresh = found.filter((job) => !skip.has(keyOf(job)));
  const rights = await leases.take([...new Set(fresh.map((job) => prefix + keyOf(job)))]);
  const own: Claimed<Job>[] = [];
  for (const job of fresh) {
    const key = keyOf(job);
    const right = rights.get(prefix + key);
    if (skip.has(key)) continue;
    // Read before the right was ours: another may have done it since.
    const still = right !== undefined && leases.isShared ? await again(job) : job;
    if (right !== undefined && still === undefined) {
      // What comes next of this key is looked for.
      leases.release(right);
      continue;
    }
    skip.add(key);
    if (right !== undefined && still !== undefined) own.push({ job: still, right });
  }
  return own;
}
