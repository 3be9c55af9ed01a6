import { hubLinks } from '../feed/index.ts';
import type { Source, Url } from '../model/index.ts';
import type { DuePoll } from '../store/index.ts';
import { healthEvents } from './health.ts';
import { pollMirror } from './mirrors/poll-mirror.ts';
import { moveSource } from './move-source.ts';
import { type OwnPoll, pollOwn } from './poll-own.ts';
import { pollStandIn, pollStandInAlone, standsAlone } from './poll-stand-in.ts';
import { type Polled, polledBoth } from './polled.ts';
import { type HubOffer, subscribeToHub } from './push.ts';
import type { Services } from './services.ts';

/**
 * Polls a leased source: its own document, and, while that fails or is silent, what stands in for
 * it. All that an answer brought is one commit, so that a crash leaves either the poll undone or
 * every entry due. Tells what began and ended to be wrong with it. Throws the failure of its own
 * document, after it is on record, when nothing stood in; `conflict` when the lease was lost. A
 * source that this process is polling already, for longer than a lease lasts, is left to that poll.
 */
export async function pollSource(services: Services, due: DuePoll): Promise<Polled> {
  const { id } = due.source;
  if (services.polling.has(id)) return { entries: 0, captured: 0, recorded: [] };
  services.polling.add(id);
  try {
    return await pollLeased(services, due);
  } finally {
    services.polling.delete(id);
  }
}

async function pollLeased(services: Services, due: DuePoll): Promise<Polled> {
  const { source, poll: before } = due;
  if (source.kind === 'mirror') return await pollMirror(services, due);
  if (standsAlone(before, services.now())) return await pollStandInAlone(services, due);
  const own = await pollOwn(services, due);
  for (const event of healthEvents(source, before, own.poll)) services.tell(event);
  const stoodIn = await pollStandIn(services, source, own.poll);
  await moveSource(services, source, own.poll);
  if ('error' in own) {
    if (stoodIn === undefined) throw own.error;
    return stoodIn;
  }
  await subscribe(services, source, own);
  return stoodIn === undefined ? own.polled : polledBoth(own.polled, stoodIn);
}

/** Subscribes to the hub that the document or its answer names; renews what stands. */
async function subscribe(
  services: Services,
  source: Source,
  own: Extract<OwnPoll, { readonly polled: Polled }>,
): Promise<void> {
  if (services.publicUrl === undefined) return;
  const push = await services.store.push(source.id);
  const known = push && { hubs: [push.hub], self: push.topic };
  await subscribeToHub(services, source, offerOf(own) ?? known);
}

function offerOf(own: Extract<OwnPoll, { readonly polled: Polled }>): HubOffer | undefined {
  const told = own.listing?.hints;
  const linked = hubLinks(own.headers, own.url);
  const hubs: readonly Url[] = linked.hubs.length > 0 ? linked.hubs : (told?.hubs ?? []);
  const self = linked.self ?? told?.self;
  return hubs.length === 0 ? undefined : { hubs, ...(self === undefined ? {} : { self }) };
}
