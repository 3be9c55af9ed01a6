import { extractFragment, type FragmentInput, type PageKind } from '../extract/index.ts';
import type { Article } from '../model/index.ts';
import { type ArticleWords, wordsOf } from '../search/index.ts';

/** What a given body comes to: the article and its search words. */
export interface Prepared {
  readonly article: Article;
  readonly kind: PageKind;
  readonly words: ArticleWords;
}

/** Extracts a given body and cuts its search words: the work that needs no catalogue. */
export function prepare(input: FragmentInput): Prepared {
  const { article, kind } = extractFragment(input);
  return { article, kind, words: wordsOf(article) };
}
