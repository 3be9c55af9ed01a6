import { ArchiveError, type User } from '../model/index.ts';
import { noFollowing } from '../pages/index.ts';

/** Whether somebody may change what is followed and saved for all: docs/accounts.md has the table. */
export const isEditor = (user: User | undefined): user is User =>
  user !== undefined && user.role !== 'reader';

/** Whether somebody keeps the archive, and may see its measurements. */
export const isOwner = (user: User | undefined): user is User => user?.role === 'owner';

/** Throws ArchiveError `refused` for readers, and for whoever has not logged in. */
export function holdEditor(user: User | undefined): void {
  if (isEditor(user)) return;
  throw new ArchiveError(
    'refused',
    'What is followed and saved for all is changed by editors and owners; backissue users role NAME --role editor makes one.',
  );
}

/** Throws ArchiveError `refused` for readers, and `conflict` where nothing is followed (`serve --no-work`). */
export function holdKeeper(user: User | undefined, keepsSources: boolean | undefined): void {
  holdEditor(user);
  if (keepsSources === false) throw new ArchiveError('conflict', noFollowing);
}

/** Who has logged in. Throws ArchiveError `refused` for whoever has not. */
export function holdUser(user: User | undefined): User {
  if (user !== undefined) return user;
  throw new ArchiveError('refused', 'What is read and starred is kept for users; log in first.');
}
