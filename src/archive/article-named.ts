import type { Url } from '../model/index.ts';
import type { ArticleRecord, Store } from '../store/index.ts';
import { keysOfUrl } from './article-keys.ts';

/**
 * The article that was known by an id, or that its address leads to where none is (a better extractor,
 * or a merging, may have given it another); the one that stays where it was merged.
 */
export async function articleNamed(
  store: Pick<Store, 'article' | 'knownKeys'>,
  id: string,
  url: Url | undefined,
): Promise<ArticleRecord | undefined> {
  const named = (await store.article(id)) ?? (url && (await articleAt(store, url)));
  return named?.mergedInto === undefined ? named : await store.article(named.mergedInto);
}

async function articleAt(
  store: Pick<Store, 'article' | 'knownKeys'>,
  url: Url,
): Promise<ArticleRecord | undefined> {
  const [key] = await store.knownKeys(keysOfUrl(url));
  return key && (await store.article(key.articleId));
}
