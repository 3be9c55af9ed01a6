import type { Change } from '../store/index.ts';
import type { Missing, ToldEntry } from './about.ts';
import { articleNamed } from './article-named.ts';
import { servedAsIs } from './less-pages.ts';
import type { Evidence, ReplayMeans } from './replay-means.ts';
import { toldEntry } from './replay-page.ts';
import { missedPage, triedEntry } from './tried-entry.ts';
import { joined } from './write.ts';

/** What stands beside evidence: with an article, a page of it that lacked a part for the moment. */
export interface LessAbout extends Partial<ToldEntry> {
  readonly kind: string;
  readonly article?: string;
  /** What was missing, where an entry led to it. */
  readonly missing?: Missing;
}

/** What a page that lacked a part meant: that the article was served then, and another try of the
 * entry that led to it. */
export async function lessMeaning(
  means: ReplayMeans,
  about: LessAbout,
  { capture, hops }: Pick<Evidence, 'capture' | 'hops'>,
): Promise<Change> {
  const { missing, guid } = about;
  if (about.article === undefined) return {};
  const now = Date.parse(capture.capturedAt);
  const asked = hops[0]?.askedUrl ?? capture.askedUrl;
  const article = await articleNamed(means.store, about.article, asked);
  const change = await servedAsIs(means, article, now);
  if (missing === undefined || guid === undefined) return change;
  const entry = await toldEntry(means, about as ToldEntry, undefined);
  return joined(change, { entries: [triedEntry(entry, missedPage(missing), now)] });
}
