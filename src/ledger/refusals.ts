import { ArchiveError } from '../model/index.ts';

/** Fewer leaves than were signed. */
export const rolledBack = (
  origin: string,
  { signed, count }: { readonly signed: number; readonly count: number },
): ArchiveError =>
  new ArchiveError(
    'refused',
    `The ledger ${origin} was signed with ${signed} leaves and the catalogue has ${count}: it is ` +
      'an older copy, and signing it would contradict what others have seen; ' +
      'bring back a newer backup, or begin a new ledger with a new key.',
  );

/** Other leaves than were signed. */
export const contradicts = (origin: string, size: number): ArchiveError =>
  new ArchiveError(
    'refused',
    `The catalogue’s first ${size} leaves are not those that ${origin} was signed with: ` +
      'signing them would contradict what others have seen; ' +
      'bring back the catalogue they came from, or begin a new ledger with a new key.',
  );

/** A key of which nothing is remembered. */
export const nothingRemembered = (origin: string): ArchiveError =>
  new ArchiveError(
    'refused',
    `Nothing is remembered here of what the key of ${origin} signed, so an older copy of the ` +
      'archive could contradict a newer one; if this is its newest copy, say that it is to be adopted.',
  );

/** A catalogue that knows less of what was signed than this host does. */
export const rowBehind = (
  origin: string,
  { signed, row }: { readonly signed: number; readonly row: number },
): ArchiveError =>
  new ArchiveError(
    'refused',
    `The ledger ${origin} was signed with ${signed} leaves by this host and the database tells of ${row}: it is an ` +
      'older copy, and signing it would contradict what others have seen; bring back a newer backup of the database, or, ' +
      'if no other host has signed more, say that it is to be adopted.',
  );

/** The hosts sign with another key than this one. */
export const otherKey = (vkey: string, own: string): ArchiveError =>
  new ArchiveError(
    'refused',
    `The ledger in the database is signed with ${named(vkey)}, and the key here is ${named(own)}; move this one aside, and ` +
      'have this host follow, or bring that key here from the host that has it.',
  );

/** No second key is made where the hosts have one. */
export const keyElsewhere = (vkey: string): ArchiveError =>
  new ArchiveError(
    'refused',
    `The ledger in the database is signed with ${named(vkey)}, which is not on this host; bring the file key here from the ` +
      'host that has it, or leave it there: this host follows.',
  );

/** Name and id of a verifier key. */
const named = (vkey: string): string => vkey.split('+').slice(0, 2).join('+');
