import { type Archive, sourcesIn } from '../../archive/index.ts';
import { ArchiveError, type Instant, instant } from '../../model/index.ts';

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

/** Articles for a book, and how many there are more. */
export interface Chosen {
  readonly articles: Articles;
  readonly leftOut: number;
}

const hour = 3_600_000;

/** Finds what a book is made of: the newest first, of a search the best. Throws ArchiveError `invalid`
 * for a day that is none, `not-found` for an article or a folder that is not there. */
export async function chosenArticles(
  archive: Archive,
  of: BookOf,
  { limit, ...bounds }: BookBounds,
): Promise<Chosen> {
  const few = (articles: Articles): Chosen => ({
    articles: articles.slice(0, limit),
    leftOut: Math.max(0, articles.length - limit),
  });
  switch (of.of) {
    case 'article':
      return few([(await archive.article(of.named)).article]);
    case 'search':
      return few(await found(archive, of.query, { limit: limit + 1, ...bounds }));
    case 'sources':
      return few(await newestOf(archive, of.sourceIds, { limit: limit + 1, ...bounds }));
    case 'folder': {
      const ids = sourcesIn(of.folder, await archive.sourceList());
      return few(await newestOf(archive, ids, { limit: limit + 1, ...bounds }));
    }
    case 'day':
      return few(await ofDay(archive, of));
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

async function newestOf(
  archive: Archive,
  sourceIds: readonly string[],
  bounds: BookBounds,
): Promise<Articles> {
  const lists: Articles[] = [];
  for (const sourceId of sourceIds) lists.push(await archive.articles({ sourceId, ...bounds }));
  return lists.flat().sort((one, other) => (one.sortAt < other.sortAt ? 1 : -1));
}

/** A day lies between these moments in every zone, from UTC−12 to UTC+14. */
async function ofDay(
  archive: Archive,
  { day, timeZone }: Extract<BookOf, { of: 'day' }>,
): Promise<Articles> {
  const start = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(start) || instant(start).slice(0, 10) !== day) {
    throw new ArchiveError('invalid', `${day}: this is no date; write it like 2026-11-24.`);
  }
  const dates = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  const near = await archive.articles({
    since: instant(start - 14 * hour),
    until: instant(start + 38 * hour),
    limit: mostOfDay,
  });
  return near.filter(({ sortAt }) => dates.format(Date.parse(sortAt)) === day);
}

const mostOfDay = 10_000;
