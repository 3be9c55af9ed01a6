import type { Url } from '../model/index.ts';
import type { ArticleRecord, Store } from '../store/index.ts';
import { keysOfUrl } from './article-keys.ts';

/**
 * The article that was known by an id, as it is by now: it may have changed while its page was waited
 * for, so this is to be asked inside `alone` by who writes it. Where there is none of that id, the one
 * that `url` leads to (a better extractor, or a merging, may have given it another); the one that stays
 * where it was merged.
 */
export async function articleNamed(
  store: Pick<Store, 'article' | 'knownKeys'>,
  id: string,
  url?: Url,
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
