import { draftExchanges } from '../capture/index.ts';
import {
  ArchiveError,
  type ArticleImage,
  instant,
  type Revision,
  type Source,
} from '../model/index.ts';
import type { ArticleRecord } from '../store/index.ts';
import { exchangeKeepings } from './about.ts';
import { isFaultOfOurs } from './ask-page.ts';
import { askingFor } from './asking.ts';
import { decide } from './decide.ts';
import { draftOptions } from './draft-options.ts';
import { mayBePrivate } from './may-be-private.ts';
import type { Services } from './services.ts';
import { keepCaptures } from './write.ts';

/** Images captured of one article, and the most bytes of one. */
const most = 24;
const maxBytes = 8 * 1024 * 1024;

/** So long after they became due the images of an article are still captured; older ones are lost. */
const dueForMs = 7 * 86_400_000;
/** Images that our own network kept us from are asked for again after so long. */
const laterMs = 3_600_000;

/**
 * Articles whose images are due and not in `without`, the latest first: those of new revisions, and
 * those that were left when the schedule stopped.
 */
export async function imagesDue(
  services: Services,
  query: {
    readonly sourceId?: string;
    readonly without?: readonly string[];
    readonly limit: number;
  },
): Promise<ArticleRecord[]> {
  const now = services.now();
  return await services.store.dueImages({
    ...query,
    from: instant(now - dueForMs),
    at: instant(now),
  });
}

/**
 * Captures the images of an article's newest revision that are not in the archive yet; gives how
 * many captures were made. An image that cannot be had is told as a warning: the article stands
 * without it. Where the fault may be ours all of them are due again later.
 */
export async function captureImages(
  services: Services,
  source: Source | undefined,
  articleId: string,
): Promise<number> {
  const [revision] = await services.store.latestRevisions([articleId]);
  let captured = 0;
  let isOurs = false;
  for (const image of (revision?.content.images ?? []).slice(0, most)) {
    const taken = await takeImage(services, source, articleId, image);
    captured += taken.captured;
    isOurs ||= taken.isOurs;
  }
  if (revision !== undefined) {
    await decide(services, (deciding) => noteDone(deciding, revision, isOurs));
  }
  return captured;
}

interface Taken {
  readonly captured: number;
  /** Whether it failed, perhaps by a fault of ours. */
  readonly isOurs: boolean;
}

/** Captures an image unless it is in the archive, or on its way there for another article. */
async function takeImage(
  services: Services,
  source: Source | undefined,
  articleId: string,
  image: ArticleImage,
): Promise<Taken> {
  const { imagesUnderWay: underWay } = services;
  const others = underWay.get(image.url);
  if (others !== undefined) return { captured: 0, isOurs: (await others).isOurs };
  const taking = (async (): Promise<Taken> => {
    const isThere = (await services.store.captureOf(image.url)) !== undefined;
    if (isThere) return { captured: 0, isOurs: false };
    return await captureImage(services, source, articleId, image);
  })();
  underWay.set(image.url, taking);
  try {
    return await taking;
  } finally {
    underWay.delete(image.url);
  }
}

/** The images of a revision were asked for, or are again later; those of a newer one are due still. */
async function noteDone(
  services: Services,
  { article: id, id: revisionId }: Revision,
  isOurs: boolean,
): Promise<void> {
  const article = await services.store.article(id);
  if (article === undefined || article.revisionId !== revisionId) return;
  const imagesDueAt = instant(services.now() + laterMs);
  await services.store.commit(
    isOurs ? { articles: [{ ...article, imagesDueAt }] } : { imagesDone: [id] },
  );
}

/** Or is being taken down: its record is still there, but what is captured now would be overlooked. */
async function isTakenDown(store: Services['store'], articleId: string): Promise<boolean> {
  if ((await store.article(articleId)) === undefined) return true;
  const takedowns = await store.takedownsByPrefix(articleId);
  return takedowns.some(({ liftedAt }) => liftedAt === undefined);
}

async function captureImage(
  services: Services,
  source: Source | undefined,
  articleId: string,
  image: ArticleImage,
): Promise<Taken> {
  try {
    const exchanged = await draftExchanges(
      services.http,
      {
        url: image.url,
        allowPrivate: mayBePrivate(source, image.url),
        maxBytes,
        ...(await askingFor(services, source, image.url)),
      },
      draftOptions(services, source),
    );
    return await decide(services, async (deciding) => {
      // Taken down while its image was waited for.
      const isGone = await isTakenDown(deciding.store, articleId);
      if (isGone) return { captured: 0, isOurs: false };
      const about = {
        v: 1,
        kind: 'image',
        article: articleId,
        ...(source === undefined ? {} : { source: source.id }),
      };
      const kept = await keepCaptures(deciding, exchangeKeepings(exchanged, about));
      await deciding.store.commit(kept.change);
      return { captured: kept.captures.length, isOurs: false };
    });
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code === 'internal') throw error;
    services.tell({ type: 'warning', url: image.url, message: error.message });
    return { captured: 0, isOurs: isFaultOfOurs(services, image.url, error) };
  }
}
