import { type ErrorCode, errorFrom } from '../model/index.ts';

/** One thing that is wrong, where, and in one sentence what. */
export interface AuditFault {
  readonly kind:
    | 'altered-record'
    | 'altered-file'
    | 'torn-record'
    | 'malformed-record'
    | 'missing-file'
    | 'unreadable'
    /** Where it lies does not answer, or refuses to: nothing is known of it. */
    | 'unreachable';
  readonly path: string;
  /** Of the gzip member in the file. */
  readonly offset?: number;
  readonly message: string;
}

const kinds: Partial<Record<ErrorCode, AuditFault['kind']>> = {
  'not-found': 'missing-file',
  unreachable: 'unreachable',
  refused: 'unreachable',
};

/** The fault of a file, or of the list of files, that could not be read. */
export function unreadable(path: string, thrown: unknown): AuditFault {
  const error = errorFrom(thrown, path === '' ? 'The list of files' : path);
  return { kind: kinds[error.code] ?? 'unreadable', path, message: error.message };
}

/** What is wrong with one member of a file. */
export interface MemberFault {
  readonly kind: 'altered-record' | 'torn-record' | 'malformed-record';
  /** Goes on after "the record at offset N". */
  readonly message: string;
}

/** The bytes contradict a checksum or digest that stands with them. */
export function altered(message: string): MemberFault {
  return { kind: 'altered-record', message };
}

/** The file ends in it. */
export function torn(): MemberFault {
  return { kind: 'torn-record', message: 'is torn: the file ends in it' };
}

/** The bytes are whole, but not a record as the archive writes it. */
export function malformed(message: string): MemberFault {
  return { kind: 'malformed-record', message };
}
