import { ArchiveError } from '../model/index.ts';
import type { ArticleRecord } from '../store/index.ts';
import { parseUrl } from '../url/index.ts';
import { captureImages } from './images.ts';
import { loneSource } from './lone-source.ts';
import type { Services } from './services.ts';
import { takePage } from './take.ts';
import { visitPage } from './visit.ts';

/** How one page is captured. */
export interface CaptureOptions {
  /** Its address may be private or loopback. */
  readonly allowPrivate?: boolean;
  /** A browser shows it before it is read. */
  readonly browser?: boolean;
}

/** Captures one page now; its article is new, revised or unchanged. Throws ArchiveError when it is not
 * served, or `invalid` for what is no address. */
export async function captureOne(
  services: Services,
  text: string,
  { allowPrivate = false, browser = false }: CaptureOptions,
): Promise<ArticleRecord> {
  const url = parseUrl(text);
  if (url === undefined) {
    throw new ArchiveError(
      'invalid',
      `${text}: this is no http or https address; give one like https://example.org/story.`,
    );
  }
  // The person named this very address, so it vouches for its host.
  const lone = { ...(await loneSource(services.store)), url, allowPrivate };
  const source = browser ? { ...lone, browser } : lone;
  const page = await visitPage(services, url, source);
  if (!page.served) throw page.error;
  const taken = await takePage(services, page, { source });
  if (taken.refused !== undefined) throw taken.refused;
  if (taken.elsewhere !== undefined) throw taken.elsewhere.error;
  const id = taken.recorded?.articleId ?? '';
  if (services.images) await captureImages(services, source, id);
  const article = await services.store.article(id);
  if (article === undefined)
    throw new ArchiveError('internal', `${url}: it was captured but is not on record; run doctor.`);
  return article;
}
