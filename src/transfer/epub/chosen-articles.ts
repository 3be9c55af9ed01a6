import {
  type Archive,
  boundsOfDay,
  dateIn,
  newestArticles,
  sourcesIn,
} from '../../archive/index.ts';
import { ArchiveError, type Instant } from '../../model/index.ts';

type Articles = Awaited<ReturnType<Archive['articles']>>;
export type BookArticle = Articles[number];

/** What a book is made of. `day` is `YYYY-MM-DD` in the time zone. */
export type BookOf =
  | { readonly of: 'day'; readonly day: string; readonly timeZone: string }
  | { readonly of: 'sources'; readonly sourceIds: readonly string[] }
  | { readonly of: 'folder'; readonly folder: string }
  | { readonly of: 'search'; readonly query: string }
  | { readonly of: 'article'; readonly named: string }
  | { readonly of: 'all' };

/** Narrower: published (or first seen) from one moment on and before another; so many at most. */
export interface BookBounds {
  readonly since?: Instant;
  readonly until?: Instant;
  readonly limit: number;
}

/** Articles for a book, and whether there are more of its choice. */
export interface Chosen {
  readonly articles: Articles;
  readonly isCut: boolean;
}

/** Finds what a book is made of: the newest first, of a search the best. Throws ArchiveError `invalid`
 * for a day that is none, `not-found` for an article or a folder that is not there. */
export async function chosenArticles(
  archive: Archive,
  of: BookOf,
  { limit, ...bounds }: BookBounds,
): Promise<Chosen> {
  const few = (articles: Articles): Chosen => ({
    articles: articles.slice(0, limit),
    isCut: articles.length > limit,
  });
  switch (of.of) {
    case 'article':
      return few([(await archive.article(of.named)).article]);
    case 'search':
      return few(await found(archive, of.query, { limit: limit + 1, ...bounds }));
    case 'sources':
      return few(await newestArticles(archive, of.sourceIds, { limit: limit + 1, ...bounds }));
    case 'folder': {
      const ids = sourcesIn(of.folder, await archive.sourceList());
      return few(await newestArticles(archive, ids, { limit: limit + 1, ...bounds }));
    }
    case 'day':
      return few(await ofDay(archive, of, bounds));
    case 'all':
      return few(await archive.articles({ limit: limit + 1, ...bounds }));
  }
}

async function found(archive: Archive, text: string, bounds: BookBounds): Promise<Articles> {
  if (text.trim() === '') {
    throw new ArchiveError('invalid', 'A book of a search needs words to search for.');
  }
  const { hits } = await archive.search({ text, exact: true, ...bounds });
  return hits.map(({ article }) => article);
}

/** A day of very many articles brings the newest of them; `since` and `until` narrow it. */
async function ofDay(
  archive: Archive,
  { day, timeZone }: Extract<BookOf, { of: 'day' }>,
  { since, until }: Omit<BookBounds, 'limit'>,
): Promise<Articles> {
  const bounds = boundsOfDay(day);
  const near = await archive.articles({
    since: since !== undefined && since > bounds.since ? since : bounds.since,
    until: until !== undefined && until < bounds.until ? until : bounds.until,
    limit: mostNearDay,
  });
  return near.filter(({ sortAt }) => dateIn(timeZone, sortAt) === day);
}

/** Looked through for a day's articles: those of the 52 hours in which it lies somewhere on Earth. */
const mostNearDay = 10_000;
