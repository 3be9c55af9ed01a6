import { articleSketch, wordsOf } from '../search/index.ts';
import { type ArticleRecord, LeaseLost, type RevisionRecord } from '../store/index.ts';
import { throwUnlessAway } from './away.ts';
import { byRight } from './by-right.ts';
import { decide } from './decide.ts';
import { indexSomeRemoved } from './index-removed.ts';
import { logSomeUnlogged } from './log-unlogged.ts';
import type { Services } from './services.ts';

/** Articles indexed in one commit: a tenth of a second. */
const atOnce = 50;

/** What the right to index is called, and how long another that has it is left alone, in ms. */
const indexRight = 'index';
const othersMs = 2000;
/** How long a database that went away is left alone, in ms. */
const awayMs = 30_000;

/** Work that goes on beside everything else until it is done. */
export interface Indexing {
  /** Ends when all is indexed, or it was stopped. Faults of the catalogue end it too. */
  readonly ended: Promise<void>;
  /** Ends it after the batch under way. */
  stop(): Promise<void>;
}

/**
 * Indexes the articles whose words search does not know, the latest on record first: those of an
 * archive whose index has another form; then what earlier revisions took away; then sketches those that
 * have no sketch. Of several workers one does each batch. Searches answer meanwhile with what is indexed. What is
 * not finished is gone on with at the next opening.
 */
export function indexMissing(
  services: Pick<Services, 'store' | 'alone' | 'now' | 'delay' | 'leases'>,
): Indexing {
  const stopped = new AbortController();
  const { signal } = stopped;
  const more = async (some: typeof indexSome) => {
    try {
      const isMore = await byItsRight(services, some);
      if (isMore !== undefined) return isMore;
      await services.delay(othersMs, signal);
    } catch (thrown) {
      throwUnlessAway(thrown);
      await services.delay(awayMs, signal);
    }
    return true;
  };
  const run = async () => {
    for (const some of [logSomeUnlogged, indexSome, indexSomeRemoved, sketchSome]) {
      while (!signal.aborted && (await more(some)));
    }
  };
  const ended = run();
  // Whoever waits for it is told; until then a fault must not end the process.
  ended.catch(() => {});
  return {
    ended,
    stop: () => {
      stopped.abort();
      return ended;
    },
  };
}

/** Does a step by the right to index, which one worker has at a time; undefined where another has it. */
async function byItsRight(
  services: Pick<Services, 'store' | 'alone' | 'now' | 'leases'>,
  some: typeof indexSome,
): Promise<boolean | undefined> {
  const { leases } = services;
  const [right] = (await leases.take([indexRight])).values();
  if (right === undefined) return undefined;
  try {
    return await decide(byRight(services, right), some);
  } catch (thrown) {
    // It stood still for so long that another went on.
    if (thrown instanceof LeaseLost) return undefined;
    throw thrown;
  } finally {
    leases.release(right);
  }
}

/** Gives whether there may be more. */
async function indexSome({ store }: Pick<Services, 'store'>): Promise<boolean> {
  const missing = await store.withoutWords(atOnce);
  const revisions = await newestOf(store, missing);
  if (revisions.length === 0) return false;
  const words = revisions.map(({ article, content }) => ({
    articleId: article,
    ...wordsOf(content),
  }));
  await store.commit({ words });
  return missing.length === atOnce;
}

/** Gives whether there may be more. */
async function sketchSome({ store }: Pick<Services, 'store'>): Promise<boolean> {
  const missing = await store.withoutSketch(atOnce);
  const revisions = await newestOf(store, missing);
  if (revisions.length === 0) return false;
  await store.commit({
    sketches: revisions.map(({ article, content }) => ({
      articleId: article,
      sketch: articleSketch(content),
    })),
  });
  return missing.length === atOnce;
}

/** Asks for the articles too, so that what is written does not take the place of newer words. */
async function newestOf(
  store: Services['store'],
  articles: readonly ArticleRecord[],
): Promise<RevisionRecord[]> {
  const ids = articles.map(({ id }) => id);
  await store.articlesById(ids);
  return await store.latestRevisions(ids);
}
