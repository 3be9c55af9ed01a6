import { ArchiveError } from '../model/index.ts';
import { byRight } from './by-right.ts';
import type { Services } from './services.ts';

/** What the right to take something down is called: there is one, for all workers. */
const rightName = 'takedown';
/** How long a right that another has is left alone before it is asked for again, in ms. */
const lookMs = 1000;
/** So long is waited, in ms, for a worker that is at it. */
const patienceMs = 30_000;

/**
 * Does what takes something down, alone among all workers: two that write one capture file anew at once would
 * give it the bytes of the one and, on record, the places of the other. Undefined where another worker has the
 * right; `waitMs`: so long it is waited for.
 */
export async function removing<Result>(
  services: Services,
  work: (services: Services) => Promise<Result>,
  waitMs = 0,
): Promise<Result | undefined> {
  const { leases } = services;
  return await leases.during(async () => {
    const right = await taken(services, waitMs);
    if (right === undefined) return undefined;
    try {
      return await work(byRight(services, right));
    } finally {
      leases.release(right);
    }
  });
}

/** The same for who was told to: waits a while for another, then throws ArchiveError `conflict`. */
export async function removingNow<Result extends object>(
  services: Services,
  named: string,
  work: (services: Services) => Promise<Result>,
): Promise<Result> {
  const done = await removing(services, work, patienceMs);
  if (done !== undefined) return done;
  throw new ArchiveError(
    'conflict',
    `${named}: another worker takes something down just now; try again when it has ended.`,
  );
}

async function taken({ leases, delay }: Services, waitMs: number) {
  for (let waited = 0; ; waited += lookMs) {
    const right = (await leases.take([rightName])).get(rightName);
    if (right !== undefined || waited >= waitMs) return right;
    await delay(lookMs, new AbortController().signal);
  }
}
