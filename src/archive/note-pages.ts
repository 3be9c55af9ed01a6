import { healthEvents } from './health.ts';
import { leaseAgain } from './poll-stand-in.ts';
import { afterPages } from './poll-state.ts';
import type { Services } from './services.ts';

/** Writes what was seen of article pages into the states of their sources; a source that is being
 * polled just now takes it in with that poll. */
export async function notePages(services: Services): Promise<void> {
  for (const id of services.pages.sources()) {
    // Our own lease would be given to us again, and its poll could not write any more.
    if (services.polling.has(id)) continue;
    const source = await services.store.source(id);
    const due = source && (await leaseAgain(services, source));
    if (due === undefined) continue;
    const after = afterPages(services, due, services.pages.take(id));
    await services.record({ keepings: [], means: async () => ({ change: { polls: [after] } }) });
    for (const event of healthEvents(due.source, due.poll, after)) services.tell(event);
  }
}
