import type { Source } from '../model/index.ts';
import { unlessLost } from './by-right.ts';
import { healthEvents } from './health.ts';
import { leaseAgain } from './poll-stand-in.ts';
import { afterPages } from './poll-state.ts';
import type { Services } from './services.ts';

/** Writes what was seen of article pages into the states of their sources; a source that is being
 * polled just now takes it in with that poll. Where another worker has the lease of a source by the time it is
 * written (this one stood still, or had to wait for long), that is told, and nothing of it is written. */
export async function notePages(services: Services): Promise<void> {
  for (const id of services.pages.sources()) {
    // Our own lease would be given to us again, and its poll could not write any more.
    if (services.polling.has(id)) continue;
    const source = await services.store.source(id);
    if (source === undefined) continue;
    // So that the lease is renewed while others commit.
    services.polling.add(id);
    try {
      await unlessLost(services, source.url, () => noteOf(services, source));
    } finally {
      services.polling.delete(id);
    }
  }
}

async function noteOf(services: Services, source: Source): Promise<void> {
  const due = await leaseAgain(services, source);
  if (due === undefined) return;
  const after = afterPages(services, due, services.pages.take(source.id));
  await services.record({ keepings: [], means: async () => ({ change: { polls: [after] } }) });
  for (const event of healthEvents(due.source, due.poll, after)) services.tell(event);
}
