import { type Instant, instant } from '../model/index.ts';
import { workerPrefix } from './lease-keeper.ts';
import type { Services } from './services.ts';

/** One of those who work on a shared catalogue. */
export interface Worker {
  /** The worker's, the process' number and a part by chance. */
  readonly name: string;
  readonly since: Instant;
  /** When it counts as dead unless it says by then that it is not. */
  readonly until: Instant;
  /** How much it does just now of each kind: `pages`, `images`, `hook`, `digest`, `saved`. */
  readonly doing: Readonly<Record<string, number>>;
}

/** Who is at work, by name; nobody where one process works alone. */
export async function workersOf({
  store,
  now,
}: Pick<Services, 'store' | 'now'>): Promise<Worker[]> {
  const all = await store.leases(instant(now()));
  return all
    .filter(({ name }) => name.startsWith(workerPrefix))
    .map(({ holder, epoch, until }) => {
      const doing: Record<string, number> = {};
      for (const one of all) {
        const [kind = ''] = one.name.split(':');
        if (one.holder !== holder || one.name.startsWith(workerPrefix)) continue;
        doing[kind] = (doing[kind] ?? 0) + 1;
      }
      // Epochs begin with the time at which they do.
      return { name: holder, since: instant(epoch), until, doing };
    });
}
