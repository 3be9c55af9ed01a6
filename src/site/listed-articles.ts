import { type Archive, type ArticleOutline, type ArticleState, dateIn } from '../archive/index.ts';
import { sha256 } from '../digest/index.ts';
import type { Instant } from '../model/index.ts';

type Article = ArticleState['article'];

/** What is held in memory of every article: enough to see what has to be made anew. */
export interface Listed {
  readonly id: string;
  readonly sourceId: string;
  readonly language: string;
  readonly sortAt: Instant;
  readonly firstSeenAt: Instant;
  /** Its day in the time zone of the site. */
  readonly date: string;
  readonly revisionId: string;
  readonly revisions: number;
  /** Changes with whatever lists tell of it. */
  readonly line: string;
  /** Changes with what its page tells besides. */
  readonly beside: string;
}

const atOnce = 500;

/** All articles, oldest first in the order of lists. */
export async function listedArticles(archive: Archive, timeZone: string): Promise<Listed[]> {
  const all: Listed[] = [];
  for await (const some of archive.outlines()) {
    for (const one of some) all.push(listed(one, timeZone));
  }
  return all;
}

function listed({ url: _, line, beside, ...outline }: ArticleOutline, timeZone: string): Listed {
  return { ...outline, date: dateIn(timeZone, outline.sortAt), line: shortOf(line), beside };
}

/** A short name of a text: equal texts have the same. */
export const shortOf = (text: string): string => sha256(text).slice(0, 20);

/** A short name of values: equal values have the same. */
export const keyOf = (...values: readonly unknown[]): string => shortOf(JSON.stringify(values));

/** The articles of these ids, in their order; those that have left meanwhile are left out. */
export async function articlesOf(archive: Archive, ids: readonly string[]): Promise<Article[]> {
  const found = new Map<string, Article>();
  for (let from = 0; from < ids.length; from += atOnce) {
    const some = await archive.articlesById(ids.slice(from, from + atOnce));
    for (const article of some) found.set(article.id, article);
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}
