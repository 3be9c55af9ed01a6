import type { Change } from '../store/index.ts';
import { servedAsIs } from './less-pages.ts';
import type { Evidence, ReplayMeans } from './replay-means.ts';

/** What stands beside evidence: with an article, a page of it that lacked a part for the moment. */
export interface LessAbout {
  readonly kind: string;
  readonly article?: string;
}

/** What a page that lacked a part meant: that the article was served then. */
export async function lessMeaning(
  means: ReplayMeans,
  { article }: LessAbout,
  { capture }: Pick<Evidence, 'capture'>,
): Promise<Change> {
  if (article === undefined) return {};
  return await servedAsIs(means, article, Date.parse(capture.capturedAt));
}
