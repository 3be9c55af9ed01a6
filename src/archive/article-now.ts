import type { ArticleRecord, Store } from '../store/index.ts';

/** An article as it is by now, or the one that it has become part of: it may have changed while its
 * page was waited for. To be asked inside `alone`. Undefined where it is not there any more. */
export async function articleNow(
  store: Pick<Store, 'article'>,
  id: string,
): Promise<ArticleRecord | undefined> {
  const article = await store.article(id);
  return article?.mergedInto === undefined ? article : await store.article(article.mergedInto);
}
