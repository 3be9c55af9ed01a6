import { ArchiveError } from './archive-error.ts';

/** What a database is called in sentences: its URL without user, password and options. Throws ArchiveError
 * `invalid` where it is no such URL; the value is not repeated, for there may be a password in it. */
export function databaseName(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null || !/^postgres(?:ql)?:$/.test(parsed.protocol)) {
    throw new ArchiveError(
      'invalid',
      'The database is named by a URL like postgres://user:password@host:5432/database.',
    );
  }
  // What stands before this @ was meant as user and password, and would be told as host and path.
  if (/[/?#][^@]*@/.test(url.replace(/^\w+:\/\//, ''))) {
    throw new ArchiveError(
      'invalid',
      "The database's URL has an @ behind a /, ? or #; write these signs of a user name or password as %40, %2F, %3F and %23.",
    );
  }
  return `postgres://${parsed.host}${parsed.pathname}`;
}
