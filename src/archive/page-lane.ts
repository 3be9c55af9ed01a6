import { type Entry, instant, type Source } from '../model/index.ts';
import type { ArticleRecord } from '../store/index.ts';
import { hostKey } from '../url/index.ts';
import { articleAsFound, entryAsFound, isSeenElsewhere, tellsAnew } from './as-found.ts';
import { byRight, unlessLost } from './by-right.ts';
import { type Claimed, type Claiming, claimDue } from './claim-due.ts';
import type { Recorded } from './find.ts';
import { type Lane, type LaneOptions, startLane } from './lane.ts';
import type { Services } from './services.ts';
import { asksNoPage, joinEntry, postponeEntry, takeAgain, takeEntry } from './take.ts';
import type { Taken } from './taken.ts';
import type { Tally } from './tally.ts';

/** A page to be asked for: of an entry that waits, or of an article that is looked at again. */
type PageJob = { readonly host: string } & (
  | { readonly entry: Entry; readonly source: Source }
  | { readonly article: ArticleRecord }
);

/** What the right to ask a host for pages is called. */
export const pagesPrefix = 'pages:';

/** One page of a host at a time: a host's next poll then waits for one page, not for all. `show` is told what
 * came on record. */
export function startPageLane(
  services: Services,
  tally: Tally,
  common: Pick<LaneOptions<unknown>, 'delay' | 'signal' | 'width' | 'restMs'>,
  show: (recorded: readonly Recorded[]) => void,
): Lane {
  const busy = new Set<string>();
  return startLane<Claimed<PageJob>>({
    ...common,
    take: async (room) => {
      const claimed = await duePages(services, room, busy);
      for (const { job } of claimed) busy.add(job.host);
      return claimed;
    },
    act: async ({ job, right }) => {
      try {
        show(await takeJob(byRight(services, right), job, tally));
      } finally {
        busy.delete(job.host);
        services.leases.release(right);
      }
    },
  });
}

async function duePages(
  services: Services,
  room: number,
  busy: ReadonlySet<string>,
): Promise<Claimed<PageJob>[]> {
  const skip = new Set([...busy, ...(await services.leases.elsewhere(pagesPrefix))]);
  const at = instant(services.now());
  const entries = await claimDue(services, room, skip, dueEntries(services, at));
  if (entries.length >= room) return entries;
  const visits = dueVisits(services, at);
  return [...entries, ...(await claimDue(services, room - entries.length, skip, visits))];
}

const keyOf = ({ host }: PageJob): string => host;

function dueEntries(services: Services, at: ReturnType<typeof instant>): Claiming<PageJob> {
  const { store } = services;
  return {
    ...{ prefix: pagesPrefix, keyOf },
    find: async (withoutHosts, limit) => {
      const due = await store.dueEntries({ at, perHost: 1, withoutHosts, limit });
      const jobs = due.map(async (entry): Promise<PageJob[]> => {
        const source = await store.source(entry.sourceId);
        return source === undefined ? [] : [{ entry, source, host: hostKey(entry.entry.url) }];
      });
      return (await Promise.all(jobs)).flat();
    },
    again: async (job) => {
      const entry = 'entry' in job ? await entryAsFound(services, job.entry) : undefined;
      return entry && { ...job, entry };
    },
  };
}

function dueVisits(services: Services, at: ReturnType<typeof instant>): Claiming<PageJob> {
  return {
    ...{ prefix: pagesPrefix, keyOf },
    find: async (withoutHosts, limit) => {
      const due = await services.store.dueVisits({ at, perHost: 1, withoutHosts, limit });
      return due.map((article) => ({ article, host: hostKey(article.url) }));
    },
    again: async (job) => {
      if (!('article' in job)) return undefined;
      const article = await articleAsFound(services, job.article, 'nextVisitAt');
      return article && { ...job, article };
    },
  };
}

async function takeJob(services: Services, job: PageJob, tally: Tally): Promise<Recorded[]> {
  const recorded: Recorded[] = [];
  const take = async (url: Source['url'], act: () => Promise<Taken>) => {
    await tally.take(url, async () => {
      const taken = (await unlessLost(services, url, act)) ?? { captured: 0 };
      if (taken.recorded !== undefined) recorded.push(taken.recorded);
      return taken;
    });
  };
  if ('article' in job) {
    const { article } = job;
    const source = await services.store.source(article.sourceId);
    await take(article.url, () => takeAgain(services, source, article));
  } else if (!(await isJoined(services, job, tally))) {
    const { entry, source } = job;
    await take(entry.entry.url, () => takeEntry(services, source, entry));
  }
  return recorded;
}

/** Whether an entry was put to what its address brought a moment ago, or is left for later. One that was asked
 * for itself is asked for again when its own time has come. */
async function isJoined(
  services: Services,
  { entry, source }: Extract<PageJob, { readonly entry: Entry }>,
  tally: Tally,
): Promise<boolean> {
  if (asksNoPage(source, entry)) return false;
  const isAsked = tally.asks(entry.entry.url);
  if (entry.lastError !== undefined || (await tellsAnew(services, entry))) return false;
  const isElsewhere = !isAsked && (await isSeenElsewhere(services, entry));
  if (!isAsked && !isElsewhere) return false;
  const join = async () => {
    const isFresh = (articleId: string) => isElsewhere || tally.saw(articleId);
    if (await joinEntry(services, entry, isFresh)) return true;
    if (isAsked) await postponeEntry(services, entry);
    return isAsked;
  };
  return (await unlessLost(services, entry.entry.url, join)) ?? true;
}
