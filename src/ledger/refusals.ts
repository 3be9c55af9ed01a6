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
