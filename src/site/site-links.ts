import type { Url } from '../model/index.ts';
import type { EditsQuery, Links } from '../pages/index.ts';
import { type EditsPageName, sitePaths } from './site-paths.ts';

/** What the links of a page depend on. */
export interface LinkPlace {
  /** What leads from the page to the root of the site: empty, `../`, or an address that ends in a slash. */
  readonly root: string;
  /** The outlet that a source's articles are listed under. */
  readonly mainOf: (sourceId: string) => string;
  /** The path of a picture's copy; undefined where there is none. */
  readonly picture?: (url: Url) => string | undefined;
  /** The article that the page is of, and the number of its newest revision, which has no page of its own. */
  readonly newest?: { readonly id: string; readonly number: number };
  /** Where the site is on the internet, with a slash at the end; unset: nobody knows. */
  readonly base?: string | undefined;
}

/** What leads from a page to the root of its site. */
export const rootFrom = (path: string): string => '../'.repeat(path.split('/').length - 1);

/** The links of a page of a static site, from file to file. */
export function siteLinks({ root, mainOf, picture, newest, base }: LinkPlace): Links {
  const to = (path: string): string => `${root}${path}`;
  const orNone = (path: string | undefined) => (path === undefined ? undefined : to(path));
  const article = (id: string, revision?: number): string => {
    const isNewest = newest?.id === id && newest.number === revision;
    return sitePaths.article(id, isNewest ? undefined : revision);
  };
  return {
    front: () => to(sitePaths.front),
    day: (date) => to(sitePaths.day(date)),
    outlet: (id) => to(sitePaths.outlet(mainOf(id))),
    article: (id, revision) => to(article(id, revision)),
    sources: () => to(sitePaths.sources),
    about: () => to(sitePaths.about),
    absences: (id) => to(sitePaths.absences(id === undefined ? undefined : mainOf(id))),
    search: (query) =>
      to(`${sitePaths.search}${query === undefined ? '' : `?q=${encodeURIComponent(query)}`}`),
    style: () => to(sitePaths.style),
    image: (url) => orNone(picture?.(url)),
    edits: (id, query) => orNone(editsPath(id === undefined ? undefined : mainOf(id), query)),
    difference: (id, from, until) => to(sitePaths.difference(id, from, until)),
    feed: (of, format) =>
      orNone(sitePaths.feed(of.of === 'outlet' ? { ...of, id: mainOf(of.id) } : of, format)),
    ...(base !== undefined && {
      address: (id: string, revision: number) => `${base}${article(id, revision)}`,
    }),
  };
}

function editsPath(id: string | undefined, query: EditsQuery = {}): string | undefined {
  const { order, days } = query;
  if (id !== undefined) return sitePaths.edits(order === 'time' ? 'newest' : 'ever', id);
  if (order === undefined) return sitePaths.edits('30');
  if (order === 'time') return sitePaths.edits('newest');
  const name: EditsPageName = days === 7 ? '7' : days === 30 ? '30' : 'ever';
  return sitePaths.edits(name);
}
