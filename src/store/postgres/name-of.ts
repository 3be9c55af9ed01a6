import { ArchiveError } from '../../model/index.ts';

/** What a database is called in sentences: its URL without password and options. Throws ArchiveError
 * `invalid` where it is no such URL. */
export function nameOf(url: string): string {
  if (!URL.canParse(url) || !/^postgres(?:ql)?:$/.test(new URL(url).protocol)) {
    throw new ArchiveError(
      'invalid',
      'The database is named by a URL like postgres://user:password@host:5432/database.',
    );
  }
  const { host, pathname } = new URL(url);
  return `postgres://${host}${pathname}`;
}
