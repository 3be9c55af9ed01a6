import type { Url } from '../model/index.ts';

const frontPath = /^\/(?:[a-z]{2}(?:[-_][a-z]{2,4})?\/?)?(?:index\.\w+|home\/?)?$/i;

/** Whether a path is the front page of a host, or of one of its languages. */
export const isFrontPath = (url: Url): boolean => frontPath.test(new URL(url).pathname);

/** Whether `folder` is the front page, or a section that `url` lies in; never `url` itself. */
export function isFolderOf(url: Url, folder: Url): boolean {
  const [inner, outer] = [new URL(url).pathname, new URL(folder).pathname];
  if (isFrontPath(folder)) return !isFrontPath(url);
  const stem = outer.replace(/(?:index\.\w+)?\/?$/, '/');
  return inner.startsWith(stem) && inner.length > stem.length;
}
