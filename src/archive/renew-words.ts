import { wordsOf } from '../search/index.ts';
import type { Services } from './services.ts';

/** Which cut the search words of all articles are of; another cut, another value. */
const cut = { name: 'words', value: 'folded' } as const;
/** Up to which article the words are renewed, while that goes on. */
const upTo = 'words-up-to';

/** Articles renewed in one commit. */
const atOnce = 500;

/**
 * Writes the search words of every article anew where they were cut as an earlier version cut them:
 * what is asked for is folded, and would not be found in words that are not. Done once for an
 * archive; a kill leaves what is done.
 */
export async function renewWords({ store }: Pick<Services, 'store'>): Promise<void> {
  if ((await store.mark(cut.name)) === cut.value) return;
  let after = Number(await store.mark(upTo)) || undefined;
  for (;;) {
    const { articles, last } = await store.recordedAfter(after, atOnce);
    if (articles.length === 0) break;
    const revisions = await store.latestRevisions(articles.map(({ id }) => id));
    const words = revisions.map(({ article, content }) => ({
      articleId: article,
      ...wordsOf(content),
    }));
    after = last;
    await store.commit({ words, marks: [{ name: upTo, value: String(last) }] });
  }
  await store.commit({ marks: [cut] });
}
