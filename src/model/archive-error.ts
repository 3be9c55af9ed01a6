/**
 * What went wrong, in the few kinds a face needs to tell apart (HTTP status, exit code).
 * `invalid`: the caller's input is at fault. `not-found`: no such thing here. `conflict`: somebody
 * else holds it or it is there already. `refused`: a rule of ours forbids it. `unreachable`: the
 * other side did not answer as it should. `corrupt`: bytes on disk are not what was written.
 * `internal`: disk full, no permission, or a fault of ours.
 */
export type ErrorCode =
  | 'invalid'
  | 'not-found'
  | 'conflict'
  | 'refused'
  | 'unreachable'
  | 'corrupt'
  | 'internal';

/** The one error of the house: a single sentence that holds the value and the mend. */
export class ArchiveError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'ArchiveError';
    this.code = code;
  }
}

const diskFaults: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full; free some space and run the command again',
  EDQUOT: 'the disk quota is used up; free some space and run the command again',
  EFBIG: 'the file may not grow further; raise the file size limit and run the command again',
  EROFS: 'the disk is read-only; mount it writable or name another folder with --archive',
  EACCES: 'permission is denied; give this user access or name another folder',
  EPERM: 'permission is denied; give this user access or name another folder',
  ENOENT: 'there is no such file or folder; check the path',
  ENOTDIR: 'a part of the path is not a folder; check the path',
  EISDIR: 'it is a folder, not a file; check the path',
  EMFILE: 'too many files are open; raise the limit (ulimit -n) and run the command again',
  SQLITE_FULL: 'the disk is full; free some space and run the command again',
  SQLITE_READONLY: 'the disk or file is read-only; make it writable or name another folder',
  SQLITE_READONLY_DIRECTORY: 'the folder is read-only; make it writable or name another folder',
  SQLITE_CANTOPEN: 'it cannot be opened; check the path and its permissions',
  SQLITE_IOERR: 'the disk failed to read or write; check the disk and its free space',
  SQLITE_NOTADB: 'it is not a database; bring it back from a backup',
  SQLITE_CORRUPT: 'the database is damaged; bring it back from a backup',
};

/**
 * Any thrown value as an ArchiveError: one passes unchanged; a known fault of disk or database
 * becomes one sentence with `what` (the path or thing worked on) and the mend; the rest is
 * `internal` with the original as its cause.
 */
export function errorFrom(thrown: unknown, what: string): ArchiveError {
  if (thrown instanceof ArchiveError) return thrown;
  const code = codeOf(thrown);
  const family = Object.keys(diskFaults).find((known) => code === known) ?? sqliteFamily(code);
  const mend = family === undefined ? undefined : diskFaults[family];
  if (mend !== undefined) {
    return new ArchiveError(kindOf(family), `${what}: ${mend} (${code}).`, { cause: thrown });
  }
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  return new ArchiveError('internal', `${what}: ${said}`, { cause: thrown });
}

function codeOf(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return '';
  return typeof thrown.code === 'string' ? thrown.code : '';
}

function sqliteFamily(code: string): string | undefined {
  return ['SQLITE_IOERR', 'SQLITE_READONLY', 'SQLITE_CANTOPEN', 'SQLITE_CORRUPT'].find((known) =>
    code.startsWith(known),
  );
}

function kindOf(family: string | undefined): ErrorCode {
  if (family === 'ENOENT') return 'not-found';
  if (family === 'SQLITE_NOTADB' || family === 'SQLITE_CORRUPT') return 'corrupt';
  return 'internal';
}
