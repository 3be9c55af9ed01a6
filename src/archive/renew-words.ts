import { wordsOf } from '../search/index.ts';
import type { Mark } from '../store/index.ts';
import type { Services } from './services.ts';

/** Which cut the search words of all articles are of; another cut, another value. */
export const wordsCut: Mark = { name: 'words', value: 'folded' };
/** The cut that is being written, and the serial of the article up to which it is. */
const progress = 'words-up-to';

/** Articles renewed in one commit. */
const atOnce = 500;

/**
 * Writes the search words of every article anew where they were cut as an earlier version cut them:
 * what is asked for is folded, and would not be found in words that are not. Done once for an
 * archive and a cut; a kill leaves what is done.
 */
export async function renewWords({ store }: Pick<Services, 'store'>): Promise<void> {
  if ((await store.mark(wordsCut.name)) === wordsCut.value) return;
  const [cut, serial] = (await store.mark(progress))?.split(' ') ?? [];
  let after = cut === wordsCut.value ? Number(serial) : undefined;
  for (;;) {
    const { articles, last } = await store.recordedAfter(after, atOnce);
    if (articles.length === 0) break;
    const revisions = await store.latestRevisions(articles.map(({ id }) => id));
    const words = revisions.map(({ article, content }) => ({
      articleId: article,
      ...wordsOf(content),
    }));
    after = last;
    const done = { name: progress, value: `${wordsCut.value} ${last}` };
    await store.commit({ words, marks: [done] });
  }
  await store.commit({ marks: [wordsCut] });
}
