import { folderNames } from '../feed/index.ts';
import type { Capture, Entry, Source } from '../model/index.ts';
import type { Stats } from '../store/index.ts';
import { publishedView } from './article-proofs.ts';
import type { Services } from './services.ts';
import { sourceById } from './source-by-id.ts';
import { type HealthFacts, healthOf, type SourceHealth } from './source-health.ts';
import { workersOf } from './workers.ts';

export interface SourceOverview {
  readonly source: Source;
  /** Its folder and those that hold it, outermost first. */
  readonly folders: readonly string[];
  readonly articles: number;
  readonly health: SourceHealth;
}

/** One source whole. */
export interface SourceWhole extends SourceOverview {
  /** What its server answered lately, to itself and to what stands in for it, newest first. */
  readonly answers: readonly Capture[];
}

export interface ArchiveStats extends Stats {
  /** Followed sources with something wrong. */
  readonly troubled: number;
  /** Saved searches. */
  readonly saved: number;
  /** Entries of the ledger, and of those the ones logged since it was last published. */
  readonly leaves: number;
  readonly unpublished: number;
  /** Those who work on a shared catalogue just now; 0 where one process works alone. */
  readonly workers: number;
}

export interface OverviewOptions {
  /** Whether rhythms are worked out, a tenth of a millisecond each; default true. */
  readonly rhythms?: boolean;
  /** Whether articles are counted, which goes through all of them; default true. They are 0 otherwise. */
  readonly articles?: boolean;
}

/** Every source with its health, in order of following. */
export async function overviewSources(
  services: Services,
  { rhythms = true, articles = true }: OverviewOptions = {},
): Promise<SourceOverview[]> {
  const { store } = services;
  const polls = new Map((await store.pollStates()).map((poll) => [poll.sourceId, poll]));
  const pushes = new Map((await store.pushes()).map((push) => [push.sourceId, push]));
  const stats = new Map((await store.sourceStats({ articles })).map((one) => [one.sourceId, one]));
  const lost = Map.groupBy(await store.failedEntries(), ({ sourceId }) => sourceId);
  return (await store.sources()).map((source) => {
    const counts = stats.get(source.id);
    return overviewOf(source, counts?.articles, {
      poll: polls.get(source.id),
      push: pushes.get(source.id),
      lost: lostWords(lost.get(source.id) ?? []),
      pending: counts?.pending ?? 0,
      rhythms,
    });
  });
}

const overviewOf = (source: Source, articles: number | undefined, facts: HealthFacts) => ({
  source,
  folders: folderNames(source.folder ?? ''),
  articles: articles ?? 0,
  health: healthOf(source, facts),
});

const lostWords = (entries: readonly Entry[]): readonly string[] =>
  entries.map(({ entry, lastError }) => lastError ?? `${entry.url}: it could not be captured.`);

const answersShown = 5;

/** One source with its last answers. Throws `not-found`. */
export async function wholeSource(services: Services, id: string): Promise<SourceWhole> {
  const { store } = services;
  const source = await sourceById(store, id);
  const counts = (await store.sourceStats({ sourceId: id })).find((one) => one.sourceId === id);
  const found = overviewOf(source, counts?.articles, {
    poll: await store.pollState(id),
    push: await store.push(id),
    lost: lostWords(await store.failedEntries(id)),
    pending: counts?.pending ?? 0,
    rhythms: true,
  });
  const { standIn } = found.health;
  const urls = [source.url, ...(standIn === undefined ? [] : [standIn.url])];
  return { ...found, answers: await store.capturesOf(urls, answersShown) };
}

/** Followed sources with something wrong. */
export async function troubledSources(services: Services): Promise<SourceOverview[]> {
  const all = await overviewSources(services, { rhythms: false, articles: false });
  return all.filter(({ health }) => health.findings.length > 0);
}

/** What the archive holds, in numbers. */
export async function statsOf(services: Services): Promise<ArchiveStats> {
  const troubled = (await troubledSources(services)).length;
  const saved = (await services.store.savedSearches()).length;
  const leaves = await services.store.countLeaves();
  const published = (await publishedView(services.ledgerFolder))?.checkpoint.size ?? 0;
  const unpublished = Math.max(0, leaves - published);
  const workers = (await workersOf(services)).length;
  return { ...(await services.store.stats()), troubled, saved, leaves, unpublished, workers };
}
