import { type Instant, instant } from '../model/index.ts';
import type { AccountStore, UseRecord } from '../store/index.ts';
import type { SeenUser } from './contract.ts';
import { sessionMs } from './logins.ts';

/** All users by name, with when each was last here, as far as logins and tokens tell. */
export async function usersSeen(store: AccountStore): Promise<SeenUser[]> {
  const uses = new Map((await store.lastUses()).map((use) => [use.userId, use]));
  return (await store.users()).map((user) => {
    const seenAt = lastIn(uses.get(user.id));
    return { ...user, ...(seenAt === undefined ? {} : { seenAt }) };
  });
}

/** A login counts for a fixed time from its last use on, which so is known. */
function lastIn({ sessionUntil, tokenUsedAt }: Partial<UseRecord> = {}): Instant | undefined {
  if (sessionUntil === undefined) return tokenUsedAt;
  const usedAt = instant(Date.parse(sessionUntil) - sessionMs);
  return tokenUsedAt !== undefined && tokenUsedAt > usedAt ? tokenUsedAt : usedAt;
}
