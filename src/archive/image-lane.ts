import type { ArticleRecord } from '../store/index.ts';
import { articleAsFound } from './as-found.ts';
import { byRight, unlessLost } from './by-right.ts';
import { type Claimed, claimDue } from './claim-due.ts';
import { captureImages, imagesDue } from './images.ts';
import { type Lane, type LaneOptions, startLane } from './lane.ts';
import type { Services } from './services.ts';
import type { Tally } from './tally.ts';

/** What the right to capture an article's images is called. */
export const imagesPrefix = 'images:';

/** Images of what is new, and those that were left when the schedule last stopped. */
export function startImageLane(
  services: Services,
  tally: Tally,
  common: Pick<LaneOptions<unknown>, 'delay' | 'signal' | 'width' | 'restMs'>,
): Lane {
  const busy = new Set<string>();
  return startLane<Claimed<ArticleRecord>>({
    ...common,
    take: async (room) => {
      if (!services.images) return [];
      const claimed = await dueNow(services, room, busy);
      for (const { job } of claimed) busy.add(job.id);
      return claimed;
    },
    act: async ({ job: { id, sourceId, url }, right }) => {
      try {
        const source = await services.store.source(sourceId);
        const own = byRight(services, right);
        const captured = await unlessLost(services, url, () => captureImages(own, source, id));
        tally.add({ captured: captured ?? 0 });
      } finally {
        busy.delete(id);
        services.leases.release(right);
      }
    },
  });
}

async function dueNow(
  services: Services,
  room: number,
  busy: ReadonlySet<string>,
): Promise<Claimed<ArticleRecord>[]> {
  const skip = new Set([...busy, ...(await services.leases.elsewhere(imagesPrefix))]);
  return await claimDue(services, room, skip, {
    prefix: imagesPrefix,
    keyOf: ({ id }) => id,
    find: (without, limit) => imagesDue(services, { without, limit }),
    again: (article) => articleAsFound(services, article, 'imagesDueAt'),
  });
}
