import type { Instant, Role, User } from '../model/index.ts';
import type { AccountStore } from '../store/index.ts';

/** A login that was taken: the secret goes into the cookie and is nowhere kept. */
export interface LoggedIn {
  readonly kind: 'in';
  readonly user: User;
  readonly secret: string;
  readonly until: Instant;
}

/** Wrong name or wrong password are not told apart. */
export type LoginAnswer =
  | LoggedIn
  | { readonly kind: 'wrong' }
  | { readonly kind: 'wait'; readonly seconds: number };

export interface LoginAttempt {
  readonly name: string;
  readonly password: string;
  /** The IP address it comes from. */
  readonly address: string;
}

/** A user as whoever keeps them sees it. */
export interface SeenUser extends User {
  /** To about a day: the last use of a login that goes on, or of a token; unset: none is known. */
  readonly seenAt?: Instant;
}

/** A token as its user sees it. */
export interface Token {
  readonly id: string;
  readonly label: string;
  readonly madeAt: Instant;
  readonly usedAt?: Instant;
}

type Marks = Pick<
  AccountStore,
  'markArticles' | 'markAllRead' | 'marksOf' | 'unreadCounts' | 'markedArticles' | 'articleStream'
>;

/** Users, what lets them in, and what they have marked. Names are taken in any case and width. */
export interface Accounts extends Omit<Marks, 'markArticles'> {
  users(): Promise<User[]>;
  /** The same, with when each was last here. */
  usersSeen(): Promise<SeenUser[]>;
  /** Throws `not-found`. */
  user(name: string): Promise<User>;
  /**
   * Adds a user, for whom all that is in the archive already counts as read. Without a password one is
   * made and given back, here and never again. Throws `invalid`, or `conflict` for a name that is taken.
   */
  add(user: {
    readonly name: string;
    readonly role: Role;
    readonly password?: string;
  }): Promise<{ readonly user: User; readonly password?: string }>;
  /** Adds the first user, `owner`, where there is none yet; undefined where there is. */
  begin(
    password?: string,
  ): Promise<{ readonly user: User; readonly password?: string } | undefined>;
  /** Throws `not-found`, or `conflict` for the last owner. */
  remove(name: string): Promise<User>;
  /** Throws as `remove`. */
  setRole(name: string, role: Role): Promise<User>;
  /** Ends the user's sessions. Without a password one is made and given back. Throws `not-found`,
   * `invalid`. */
  setPassword(name: string, password?: string): Promise<{ user: User; password?: string }>;

  logIn(attempt: LoginAttempt): Promise<LoginAnswer>;
  /** Whose session a secret is; undefined for none and for one that is over. */
  sessionUser(secret: string): Promise<User | undefined>;
  logOut(secret: string): Promise<void>;
  /** A session for a user who has shown who that is. */
  enter(user: User): Promise<LoggedIn>;

  /** Makes a token; its secret is told here and never again. Throws `not-found`. */
  makeToken(name: string, label: string): Promise<Token & { readonly secret: string }>;
  /** Throws `not-found`. */
  tokens(name: string): Promise<Token[]>;
  /** Throws `not-found`; with `name` for a token that is another's, too. */
  revokeToken(id: string, name?: string): Promise<void>;
  /** Whose token a secret is; with `name` that user's alone. */
  tokenUser(secret: string, name?: string): Promise<User | undefined>;

  /** What an address of an image carries for the apps of a user, which show images without a login: the
   * user's id, a dot, and 128 bits that nobody makes but this archive. */
  imageProof(name: string, userId: number): Promise<string>;
  /** Whether that was made here of this image, for somebody who is a user still. */
  isImageProof(name: string, proof: string): Promise<boolean>;

  markArticles(
    userId: number,
    articleIds: readonly string[],
    marks: Parameters<AccountStore['markArticles']>[2],
  ): Promise<void>;
}
