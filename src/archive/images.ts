import { draftExchanges } from '../capture/index.ts';
import { ArchiveError, type Article, type ArticleImage, type Source } from '../model/index.ts';
import { exchangeKeepings } from './about.ts';
import { askingFor } from './asking.ts';
import type { Services } from './services.ts';
import { mayBePrivate } from './visit.ts';
import { keepCaptures } from './write.ts';

/** Images captured of one article, and the most bytes of one. */
const most = 24;
const maxBytes = 8 * 1024 * 1024;

/** Captures the images of an article that are not in the archive yet; gives how many captures were
 * made. An image that cannot be had is told as a warning: the article stands without it. */
export async function captureImages(
  services: Services,
  source: Source | undefined,
  articleId: string,
  { images }: Pick<Article, 'images'>,
): Promise<number> {
  let captured = 0;
  for (const image of images.slice(0, most)) {
    if ((await services.store.captureOf(image.url)) !== undefined) continue;
    captured += await captureImage(services, source, articleId, image);
  }
  return captured;
}

async function captureImage(
  services: Services,
  source: Source | undefined,
  articleId: string,
  image: ArticleImage,
): Promise<number> {
  try {
    const exchanged = await draftExchanges(
      services.http,
      {
        url: image.url,
        allowPrivate: mayBePrivate(source, image.url),
        maxBytes,
        ...(await askingFor(services, source, image.url)),
      },
      {
        ...(source === undefined ? {} : { sourceId: source.id }),
        known: services.store.captureWithPayload,
        payloadOf: services.payloadOf,
      },
    );
    return await services.alone(async () => {
      const about = {
        v: 1,
        kind: 'image',
        article: articleId,
        ...(source === undefined ? {} : { source: source.id }),
      };
      const kept = await keepCaptures(services, exchangeKeepings(exchanged, about));
      await services.store.commit(kept.change);
      return kept.captures.length;
    });
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code === 'internal') throw error;
    services.tell({ type: 'warning', url: image.url, message: error.message });
    return 0;
  }
}
