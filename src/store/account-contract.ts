import type { Digest, Instant, Role, User } from '../model/index.ts';
import type { ArticleRecord } from './records.ts';

/** A user with the hash of the password; unset: none, as for those that a proxy logs in. */
export interface UserRecord extends User {
  /** In the form of whoever hashes. */
  readonly password?: string;
}

/** A login that goes on, known by the digest of its secret alone. */
export interface SessionRecord {
  readonly digest: Digest;
  readonly userId: number;
  readonly madeAt: Instant;
  /** It counts until then. */
  readonly until: Instant;
}

/** What lets a program in as a user, known by the digest of its secret alone. */
export interface TokenRecord {
  /** Names it among the tokens of all users. */
  readonly id: string;
  readonly digest: Digest;
  readonly userId: number;
  /** What it is for, in its user's words. */
  readonly label: string;
  readonly madeAt: Instant;
  readonly usedAt?: Instant;
}

/** What is known of when a user was here last. */
export interface UseRecord {
  readonly userId: number;
  /** Until when the login counts that was used last; it is moved on about once a day. */
  readonly sessionUntil?: Instant;
  /** When a token was used last; noted about once an hour. */
  readonly tokenUsedAt?: Instant;
}

/** How an article stands with a user. */
export interface ArticleMarks {
  readonly articleId: string;
  readonly read: boolean;
  /** When it was read, where the user marked it alone. */
  readonly readAt?: Instant;
  readonly starredAt?: Instant;
}

/** What a user has not read of a source. */
export interface UnreadCount {
  readonly sourceId: string;
  readonly articles: number;
  /** The latest first sight among them. */
  readonly newestAt: Instant;
}

/** Which articles of a user's. */
export interface MarkedQuery {
  readonly userId: number;
  readonly only: 'unread' | 'starred';
  readonly sourceIds?: readonly string[];
  /** The last article of the page before. */
  readonly after?: Pick<ArticleRecord, 'firstSeenAt' | 'id'>;
  readonly limit: number;
}

/** Which articles of a user's, by when they last changed: when they were first seen, or their newest
 * revision was; the latest first unless `oldestFirst`. */
export interface StreamQuery {
  readonly userId: number;
  /** Only of these sources. */
  readonly sourceIds?: readonly string[];
  /** Of none of these. */
  readonly exceptSourceIds?: readonly string[];
  /** Only those that the user has read, or has not. */
  readonly read?: boolean;
  /** Only those that the user has starred, or has not. */
  readonly starred?: boolean;
  /** Changed then or later. */
  readonly since?: Instant;
  /** Changed then or earlier. */
  readonly until?: Instant;
  /** First seen then or earlier. */
  readonly seenUntil?: Instant;
  readonly oldestFirst?: boolean;
  /** The last article of the page before. */
  readonly after?: StreamArticle;
  readonly limit: number;
}

/** An article of a stream, and when it last changed. */
export interface StreamArticle {
  readonly id: string;
  readonly changedAt: Instant;
}

/** The part of the catalogue that keeps users, what lets them in, and what they have marked. */
export interface AccountStore {
  /** All users by name. */
  users(): Promise<User[]>;
  user(id: number): Promise<UserRecord | undefined>;
  userNamed(name: string): Promise<UserRecord | undefined>;
  /** Throws `conflict` where the name is taken. */
  addUser(user: Omit<UserRecord, 'id'>): Promise<User>;
  /** A new password ends the user's sessions with the same transaction. Throws `conflict` where no owner
   * would be left. */
  changeUser(
    id: number,
    change: { readonly role?: Role; readonly password?: string },
  ): Promise<void>;
  /** Removes a user with sessions, tokens and marks. Throws `conflict` for the last owner. */
  removeUser(id: number): Promise<void>;
  /** Of every user with a login or a used token, by id. */
  lastUses(): Promise<UseRecord[]>;

  /** Also removes the sessions that are over by the time this one was made. */
  addSession(session: SessionRecord): Promise<void>;
  session(digest: Digest): Promise<SessionRecord | undefined>;
  prolongSession(digest: Digest, until: Instant): Promise<void>;
  endSession(digest: Digest): Promise<void>;
  /** Ends all of a user's. */
  endSessions(userId: number): Promise<void>;

  addToken(token: TokenRecord): Promise<void>;
  /** A user's by time. */
  tokens(userId: number): Promise<TokenRecord[]>;
  token(digest: Digest): Promise<TokenRecord | undefined>;
  useToken(id: string, at: Instant): Promise<void>;
  /** False where there was none. */
  removeToken(id: string): Promise<boolean>;

  /** Marks articles; those that are not there are passed over, a merged one is the one that stays. */
  markArticles(
    userId: number,
    articleIds: readonly string[],
    marks: { readonly read?: boolean; readonly starred?: boolean },
    at: Instant,
  ): Promise<void>;
  /** Makes read what was first seen at `before` or earlier, of some sources or of all: a row a source,
   * or one. */
  markAllRead(
    userId: number,
    what: { readonly before: Instant; readonly sourceIds?: readonly string[] },
  ): Promise<void>;
  /** In no order; of articles that are there. */
  marksOf(userId: number, articleIds: readonly string[]): Promise<ArticleMarks[]>;
  /** Sources with something unread, by id. */
  unreadCounts(userId: number): Promise<UnreadCount[]>;
  /** By first sight, the latest first, then by id. */
  markedArticles(query: MarkedQuery): Promise<ArticleRecord[]>;
  /** By change, then by id. */
  articleStream(query: StreamQuery): Promise<StreamArticle[]>;
}
