import { extractFragment, type FragmentInput } from '../extract/index.ts';
import type { Article } from '../model/index.ts';
import { wordsOf } from '../search/index.ts';

/** What a given body comes to: the article and its search words. */
export interface Prepared {
  readonly article: Article;
  readonly words: { readonly title: string; readonly body: string };
}

/** Extracts a given body and cuts its search words: the work that needs no catalogue. */
export function prepare(input: FragmentInput): Prepared {
  const { article } = extractFragment(input);
  return { article, words: wordsOf(article) };
}
