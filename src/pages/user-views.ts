import type { Instant, Role } from '../model/index.ts';
import type { Proof } from './account-views.ts';

/** A user as the list has it. */
export interface UserLine {
  readonly name: string;
  readonly role: Role;
  readonly madeAt: Instant;
  /** Unset: not known. */
  readonly seenAt?: Instant;
  /** Whether it is who reads. */
  readonly isSelf: boolean;
}

export interface UsersView extends Proof {
  /** By name. */
  readonly users: readonly UserLine[];
  /** Who was removed just now. */
  readonly removed?: string;
}

/** One user, and how what was done went. */
export interface UserView extends Proof {
  readonly user: UserLine;
  /** Whether no other user is an owner: then nothing can be taken from this one. */
  readonly isLastOwner: boolean;
  readonly said?: 'added' | 'role' | 'password';
  /** A password that was made just now. */
  readonly made?: string;
}
