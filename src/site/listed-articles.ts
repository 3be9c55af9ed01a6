import { type Archive, type ArticleState, dateIn } from '../archive/index.ts';
import { sha256 } from '../digest/index.ts';
import type { Instant } from '../model/index.ts';

type Article = ArticleState['article'];

/** What is held in memory of every article: enough to see what has to be made anew. */
export interface Listed {
  readonly id: string;
  readonly sourceId: string;
  readonly sortAt: Instant;
  readonly firstSeenAt: Instant;
  /** Its day in the time zone of the site. */
  readonly date: string;
  readonly revisionId: string;
  readonly revisions: number;
  /** Changes with whatever its page tells. */
  readonly trace: string;
  /** Changes with whatever lists tell of it. */
  readonly line: string;
}

const atOnce = 500;

/** All articles, oldest first in the order of lists. */
export async function listedArticles(archive: Archive, timeZone: string): Promise<Listed[]> {
  const all: Listed[] = [];
  let after: { readonly sortAt: Instant; readonly id: string } | undefined;
  for (;;) {
    const some = await archive.articles({
      oldestFirst: true,
      limit: atOnce,
      ...(after && { after }),
    });
    const traces = await archive.traces(some);
    for (const one of some) all.push(listed(one, timeZone, traces.get(one.id) ?? ''));
    const last = some.at(-1);
    if (last === undefined) return all;
    after = { sortAt: last.sortAt, id: last.id };
  }
}

function listed(article: Article, timeZone: string, trace: string): Listed {
  const { id, sourceId, sortAt, firstSeenAt, revisionId, revisions } = article;
  return {
    ...{ id, sourceId, sortAt, firstSeenAt, revisionId, revisions, trace },
    date: dateIn(timeZone, sortAt),
    line: lineKey(article),
  };
}

function lineKey(article: Article): string {
  const { lastSeenAt: _, lastVisitAt: _visit, nextVisitAt: _next, imagesDueAt, ...told } = article;
  return keyOf(told, imagesDueAt === undefined);
}

/** A short name of values: equal values have the same. */
export const keyOf = (...values: readonly unknown[]): string =>
  sha256(JSON.stringify(values)).slice(0, 20);

/** The articles of these ids, in their order; those that have left meanwhile are left out. */
export async function articlesOf(archive: Archive, ids: readonly string[]): Promise<Article[]> {
  const found = new Map<string, Article>();
  for (let from = 0; from < ids.length; from += atOnce) {
    const some = await archive.articlesById(ids.slice(from, from + atOnce));
    for (const article of some) found.set(article.id, article);
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}
