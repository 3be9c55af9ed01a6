import type { Hook } from '../store/index.ts';
import { byRight, unlessLost } from './by-right.ts';
import type { Claimed } from './claim-due.ts';
import { deliver, dueHooks } from './hook-delivery.ts';
import { type Lane, type LaneOptions, startLane } from './lane.ts';
import type { Services } from './services.ts';

/** Receivers that are talked to at one time. */
const hooksAtOnce = 4;
/** What the right to send to a hook is called. */
const hookPrefix = 'hook:';

type Means = Parameters<typeof deliver>[0] & Pick<Services, 'leases'>;

/** Each hook is sent one message at a time. */
export function startHookLane(
  services: Services,
  common: Pick<LaneOptions<unknown>, 'delay' | 'signal' | 'restMs'>,
): Lane {
  const busy = new Set<string>();
  return startLane<Claimed<Hook>>({
    ...common,
    width: hooksAtOnce,
    take: async (room) => {
      const claimed = await claimHooks(services, busy, room);
      for (const { job } of claimed) busy.add(job.id);
      return claimed;
    },
    act: async (claimed) => {
      try {
        await deliverBy(services, claimed, common.signal);
      } finally {
        busy.delete(claimed.job.id);
      }
    },
  });
}

/** Delivers all that is due now and nobody else delivers, a few hooks at a time. */
export async function deliverAll(services: Means, signal: AbortSignal): Promise<void> {
  const claimed = await claimHooks(services, new Set(), Number.POSITIVE_INFINITY);
  const queue = claimed.values();
  const work = async () => {
    for (const one of queue) await deliverBy(services, one, signal);
  };
  await Promise.all(Array.from({ length: hooksAtOnce }, work));
}

async function claimHooks(
  services: Means,
  busy: ReadonlySet<string>,
  room: number,
): Promise<Claimed<Hook>[]> {
  const { leases } = services;
  const skip = new Set([...busy, ...(await leases.elsewhere(hookPrefix))]);
  const due = (await dueHooks(services, skip)).slice(0, room);
  const rights = await leases.take(due.map(({ id }) => hookPrefix + id));
  // How far they are may have been read before the right was ours.
  const now = leases.isShared && due.length > 0 ? await dueHooks(services, skip) : due;
  return [...rights.values()].flatMap((right) => {
    const job = now.find(({ id }) => hookPrefix + id === right.name);
    if (job !== undefined) return [{ job, right }];
    leases.release(right);
    return [];
  });
}

async function deliverBy(
  services: Means,
  { job, right }: Claimed<Hook>,
  signal: AbortSignal,
): Promise<void> {
  try {
    const { origin } = new URL(job.url);
    await unlessLost(services, `${origin}/`, () => deliver(byRight(services, right), job, signal));
  } finally {
    services.leases.release(right);
  }
}
