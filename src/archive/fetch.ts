import { ArchiveError, type Entry, errorFrom, instant, type Source } from '../model/index.ts';
import type { ArticleRecord } from '../store/index.ts';
import { hostKey } from '../url/index.ts';
import type { Failure } from './events.ts';
import type { Recorded } from './find.ts';
import { captureImages } from './images.ts';
import { pollSource } from './poll.ts';
import type { Services } from './services.ts';
import { type Taken, takeAgain, takeEntry } from './take.ts';

export interface FetchOptions {
  /** Every source and every article still looked at, due or not. */
  readonly all?: boolean;
  /** This source only, due or not. */
  readonly sourceId?: string;
  /** Ends the pass after what is under way. */
  readonly signal?: AbortSignal;
}

/** What one pass did, in numbers; `failed` names every failure. */
export interface FetchReport {
  readonly sources: number;
  readonly entries: number;
  readonly captured: number;
  /** New articles. */
  readonly articles: number;
  /** Revisions written: the first of every new article, and every later one. */
  readonly revisions: number;
  /** Revisions after the first. */
  readonly edited: number;
  readonly absences: number;
  readonly failed: readonly Failure[];
}

/** How much of the network is waited for at once. */
const width = 16;

/**
 * One pass: sources that are due are polled, entries that are due become articles, articles that
 * are due are looked at again, images of what is new are captured. A failure is named in the
 * report and stays local.
 */
export async function fetchPass(services: Services, options: FetchOptions): Promise<FetchReport> {
  const tally = new Tally(services);
  const polled = await dueSources(services, options);
  await inParallel(
    spread(polled, (source) => source.url),
    options.signal,
    async (source) => {
      await tally.poll(source, () => pollSource(services, source));
    },
  );
  const sources = new Map((await services.store.sources()).map((source) => [source.id, source]));
  await takeDueEntries(services, options, sources, tally);
  await visitDueArticles(services, options, sources, tally);
  const fresh = tally.fresh();
  if (services.images) {
    await inParallel(fresh, options.signal, async ({ articleId, find }) => {
      const source = sources.get(find.sourceId);
      tally.add({ captured: await captureImages(services, source, articleId, find.article) });
    });
  }
  return tally.report();
}

async function dueSources(services: Services, options: FetchOptions): Promise<Source[]> {
  const now = instant(services.now());
  const followed = (await services.store.sources()).filter(
    (source) => source.state === 'followed' && source.kind !== 'import',
  );
  if (options.sourceId !== undefined) {
    const chosen = followed.filter((source) => source.id === options.sourceId);
    if (chosen.length > 0) return chosen;
    throw new ArchiveError(
      'not-found',
      `${options.sourceId}: no such source is followed; backissue sources lists them.`,
    );
  }
  if (options.all === true) return followed;
  const polls = new Map((await services.store.pollStates()).map((poll) => [poll.sourceId, poll]));
  return followed.filter((source) => (polls.get(source.id)?.nextPollAt ?? now) <= now);
}

async function takeDueEntries(
  services: Services,
  options: FetchOptions,
  sources: ReadonlyMap<string, Source>,
  tally: Tally,
): Promise<void> {
  const due = await services.store.dueEntries({
    ...(options.all === true ? {} : { at: instant(services.now()) }),
    ...(options.sourceId === undefined ? {} : { sourceId: options.sourceId }),
    limit: 20_000,
  });
  const wanted = due.filter((entry) => sources.get(entry.sourceId)?.state === 'followed');
  await inParallel(
    spread(wanted, (entry) => entry.entry.url),
    options.signal,
    async (entry) => {
      const source = sources.get(entry.sourceId);
      if (source !== undefined)
        await tally.take(entry.entry.url, () => takeEntry(services, source, entry));
    },
  );
}

async function visitDueArticles(
  services: Services,
  options: FetchOptions,
  sources: ReadonlyMap<string, Source>,
  tally: Tally,
): Promise<void> {
  const due = await services.store.dueVisits({
    at: options.all === true ? ('9999' as ReturnType<typeof instant>) : instant(services.now()),
    ...(options.sourceId === undefined ? {} : { sourceId: options.sourceId }),
    limit: 20_000,
  });
  const rest = due.filter((article) => !tally.saw(article.id));
  await inParallel(
    spread(rest, (article) => article.url),
    options.signal,
    async (article) => {
      await tally.take(article.url, () =>
        takeAgain(services, sources.get(article.sourceId), article),
      );
    },
  );
}

/** The same things with those of one host far apart, in a fixed order: no worker then waits for a
 * host that another is at while other hosts are idle. */
function spread<Thing extends Source | Entry | ArticleRecord>(
  things: readonly Thing[],
  urlOf: (thing: Thing) => Source['url'],
): Thing[] {
  const turns = new Map<string, number>();
  const placed = things.map((thing) => {
    const host = hostKey(urlOf(thing));
    const turn = turns.get(host) ?? 0;
    turns.set(host, turn + 1);
    return { thing, turn };
  });
  return placed.sort((one, other) => one.turn - other.turn).map(({ thing }) => thing);
}

async function inParallel<Thing>(
  things: readonly Thing[],
  signal: AbortSignal | undefined,
  act: (thing: Thing) => Promise<void>,
): Promise<void> {
  const queue = things.values();
  const work = async () => {
    for (const thing of queue) {
      if (signal?.aborted) return;
      await act(thing);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, things.length) }, work));
}

/** Counts a pass; owns its numbers. */
class Tally {
  readonly #services: Services;
  readonly #seen = new Map<string, Recorded>();
  readonly #failed: Failure[] = [];
  #counts = {
    sources: 0,
    entries: 0,
    captured: 0,
    articles: 0,
    revisions: 0,
    edited: 0,
    absences: 0,
  };

  constructor(services: Services) {
    this.#services = services;
  }

  async poll(source: Source, act: () => ReturnType<typeof pollSource>): Promise<void> {
    this.#counts.sources += 1;
    await this.#guard(source.url, async () => {
      const polled = await act();
      this.#counts.entries += polled.entries;
      this.#counts.captured += polled.captured;
      for (const recorded of polled.recorded) this.#note(recorded);
    });
  }

  async take(url: string, act: () => Promise<Taken>): Promise<void> {
    await this.#guard(url, async () => this.add(await act()));
  }

  add(taken: Taken): void {
    this.#counts.captured += taken.captured;
    if (taken.recorded !== undefined) this.#note(taken.recorded);
    if (taken.absence !== undefined) this.#counts.absences += 1;
    if (taken.error !== undefined)
      this.#fail(taken.error.message.split(': ')[0] ?? '', taken.error);
  }

  /** Whether this pass looked at an article already. */
  saw(articleId: string): boolean {
    return this.#seen.has(articleId);
  }

  /** New and changed articles, in order of their ids. */
  fresh(): Recorded[] {
    return [...this.#seen.values()]
      .filter((recorded) => recorded.outcome !== 'unchanged')
      .sort((one, other) => (one.articleId < other.articleId ? -1 : 1));
  }

  report(): FetchReport {
    const failed = [...this.#failed].sort((one, other) => (one.url < other.url ? -1 : 1));
    return { ...this.#counts, failed };
  }

  #note(recorded: Recorded): void {
    const { articleId: id, find, outcome, revisionNumber } = recorded;
    const before = this.#seen.get(id);
    if (before === undefined || outcome !== 'unchanged') this.#seen.set(id, recorded);
    if (outcome === 'unchanged') return;
    const about = { id, url: find.urls[0], title: find.article.title };
    this.#counts.revisions += 1;
    if (outcome === 'new') {
      this.#counts.articles += 1;
      this.#services.tell({ type: 'article', ...about });
    } else {
      this.#counts.edited += 1;
      this.#services.tell({ type: 'revision', ...about, number: revisionNumber });
    }
  }

  #fail(url: string, error: ArchiveError): void {
    const failure = { url, code: error.code, message: error.message };
    this.#failed.push(failure);
    this.#services.tell({ type: 'failed', failure });
  }

  /** A failure of the other side is counted; one of our own disk or of damage ends the pass. */
  async #guard(url: string, act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (thrown) {
      const error = errorFrom(thrown, url);
      if (error.code === 'internal' || error.code === 'corrupt') throw error;
      this.#fail(url, error);
    }
  }
}
