import { draftExchanges } from '../capture/index.ts';
import { callsForFallback, type Finding } from '../guardian/index.ts';
import {
  ArchiveError,
  instant,
  type PollState,
  type Source,
  type StandIn,
} from '../model/index.ts';
import type { DuePoll } from '../store/index.ts';
import { exchangeKeepings, partKeepings } from './about.ts';
import { isFaultOfOurs } from './ask-page.ts';
import { askingFor } from './asking.ts';
import type { Keeping } from './deed.ts';
import { type Listing, readListing } from './document.ts';
import { draftOptions } from './draft-options.ts';
import { healthEvents } from './health.ts';
import { meaningOf } from './listing-meaning.ts';
import { mayBePrivate } from './may-be-private.ts';
import { afterStandIn, shapesOf } from './poll-state.ts';
import type { Polled } from './polled.ts';
import { leaseOf } from './schedule.ts';
import type { Services } from './services.ts';
import { readSitemaps } from './sitemaps.ts';
import { findStandIn } from './stand-in.ts';

/** A search asks up to twenty addresses, so it is not made with every poll. */
const searchEveryMs = 86_400_000;

/**
 * Reads what stands in for a source whose own document fails or is silent, or looks for it; drops it
 * when the own document is well again. Gives what it brought; undefined without a stand-in.
 */
export async function pollStandIn(
  services: Services,
  source: Source,
  poll: PollState,
): Promise<Polled | undefined> {
  const isNeeded = ((poll.findings ?? []) as readonly Finding[]).some(callsForFallback);
  if (!isNeeded) {
    if (poll.standIn !== undefined) await changeState(services, source, dropped);
    return undefined;
  }
  const { standIn } = poll;
  if (standIn !== undefined) return await readStandIn(services, { source, poll }, standIn, same);
  // Nothing would be found, and the search of this day would be made.
  if (services.weather.isOurs(services.now())) return undefined;
  const soughtAt = Date.parse(poll.soughtAt ?? '1970-01-01T00:00:00Z');
  if (services.now() - soughtAt < searchEveryMs) return undefined;
  return await seek(services, source);
}

/** How often a document that only fails is asked for while another does its work. */
const ownEveryMs = 6 * 3_600_000;
const deadFailures = 3;

/** Whether a poll is of the stand-in alone: the own document has failed often, and just lately. */
export function standsAlone({ standIn, failures }: PollState, now: number): boolean {
  if (standIn?.ownAskedAt === undefined || (standIn.failures ?? 0) > 0) return false;
  return failures >= deadFailures && now - Date.parse(standIn.ownAskedAt) < ownEveryMs;
}

/** Reads what stands in for a leased source, and nothing else. */
export async function pollStandInAlone(
  services: Services,
  { source, poll }: DuePoll,
): Promise<Polled> {
  const { standIn } = poll;
  if (standIn === undefined) throw new TypeError('a stand-in that is none');
  const after = (before: PollState) => afterStandIn(services, { source, poll: before });
  const read = await readStandIn(services, { source, poll }, standIn, after);
  return read ?? { entries: 0, captured: 0, recorded: [] };
}

async function seek(services: Services, source: Source): Promise<Polled | undefined> {
  const now = instant(services.now());
  const found = await findStandIn(services, source);
  if (found === undefined) {
    await changeState(services, source, (before) => ({ ...before, soughtAt: now }));
    return undefined;
  }
  const { kind, url, listing, drafts } = found;
  const standIn: StandIn = { kind, url, since: now };
  const keepings = [
    ...partKeepings(source, drafts.slice(0, -1)),
    ...drafts.slice(-1).map((draft) => ({ draft, about: aboutStandIn(source, standIn, {}) })),
  ];
  const set = (before: PollState) => ({ ...before, standIn, soughtAt: now });
  return await keep(services, source, listing, keepings, set);
}

/** Reads a stand-in; one that fails again and again is dropped, so that another is looked for. */
async function readStandIn(
  services: Services,
  { source, poll }: DuePoll,
  standIn: StandIn,
  change: (poll: PollState) => PollState,
): Promise<Polled | undefined> {
  try {
    const exchanged = await draftExchanges(
      services.http,
      {
        url: standIn.url,
        allowPrivate: mayBePrivate(source, standIn.url),
        ...(await askingFor(services, source, standIn.url, poll)),
      },
      draftOptions(services, source),
    );
    const { status, finalUrl: url, content, headers } = exchanged.answer;
    if (status !== 200) {
      throw new ArchiveError('unreachable', `${standIn.url}: the server answered ${status}.`);
    }
    const own = readListing({ url, content, headers }, standIn.kind, shapesOf(poll));
    const inner =
      own.kind === 'sitemap'
        ? await readSitemaps(services, source, own, { askedFor: source })
        : { ...own, drafts: [] };
    const keepings = [
      ...partKeepings(source, inner.drafts),
      ...exchangeKeepings(exchanged, aboutStandIn(source, standIn, poll)),
    ];
    const listing = { ...own, entries: inner.entries, warnings: inner.warnings };
    services.weather.good(services.now());
    return await keep(services, source, listing, keepings, (before) => change(well(before)));
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code === 'internal') throw error;
    services.tell({ type: 'warning', url: standIn.url, message: error.message });
    const isOurs = isFaultOfOurs(services, standIn.url, error);
    const failed = (before: PollState) => change(isOurs ? before : worse(before));
    await changeState(services, source, failed);
    return undefined;
  }
}

const same = (poll: PollState): PollState => poll;

/** So many failures in a row are borne. */
const mostFailures = 2;

/** The state once its stand-in could be read. */
function well(poll: PollState): PollState {
  if (poll.standIn?.failures === undefined) return poll;
  const { failures: _over, ...standIn } = poll.standIn;
  return { ...poll, standIn };
}

/** The state once its stand-in could not be read. */
function worse(poll: PollState): PollState {
  if (poll.standIn === undefined) return poll;
  const failures = (poll.standIn.failures ?? 0) + 1;
  if (failures > mostFailures) return dropped(poll);
  return { ...poll, standIn: { ...poll.standIn, failures } };
}

const aboutStandIn = (source: Source, { kind, url }: StandIn, { shapes }: Partial<PollState>) => ({
  v: 1,
  kind: 'listing',
  source: source.id,
  standIn: { kind, url },
  ...(shapes === undefined ? {} : { shapes }),
});

const dropped = (poll: PollState): PollState => {
  const { standIn: _none, ...rest } = poll;
  return rest;
};

async function keep(
  services: Services,
  source: Source,
  listing: Listing,
  keepings: readonly Keeping[],
  change: (poll: PollState) => PollState,
): Promise<Polled | undefined> {
  const due = await leaseAgain(services, source);
  if (due === undefined) return undefined;
  const after = change(due.poll);
  const { captures, recorded } = await services.record({
    keepings,
    means: async (kept, store) => {
      const capture = kept.at(-1);
      if (capture === undefined) throw new TypeError('a stand-in without a capture');
      const { finds, entries } = await meaningOf({ ...services, store }, source, capture, listing);
      return { finds, change: { entries, polls: [after] } };
    },
  });
  for (const event of healthEvents(source, due.poll, after)) services.tell(event);
  return { entries: listing.entries.length, captured: captures.length, recorded };
}

/** Writes a change of a source's state alone. */
async function changeState(
  services: Services,
  source: Source,
  change: (poll: PollState) => PollState,
): Promise<void> {
  const due = await leaseAgain(services, source);
  if (due === undefined) return;
  const after = change(due.poll);
  await services.record({ keepings: [], means: async () => ({ change: { polls: [after] } }) });
  for (const event of healthEvents(source, due.poll, after)) services.tell(event);
}

/** The own poll has ended its lease; undefined when another worker has one now. */
export async function leaseAgain(services: Services, source: Source): Promise<DuePoll | undefined> {
  const now = services.now();
  return await services.store.leasePoll(source.id, instant(now), leaseOf(services, now));
}
