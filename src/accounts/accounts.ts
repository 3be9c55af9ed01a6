import { ArchiveError, instant, type Now, type Role, type User } from '../model/index.ts';
import type { AccountStore, Store } from '../store/index.ts';
import type { Accounts } from './contract.ts';
import { type HashCost, hashPassword, standardCost } from './hash-password.ts';
import { createImageProofs } from './image-proofs.ts';
import { createLogins } from './logins.ts';
import { publicPart } from './public-part.ts';
import { newPassword } from './secrets.ts';
import { createTokens } from './tokens.ts';
import { checkedName, checkPassword } from './user-name.ts';
import { usersSeen } from './users-seen.ts';

/** The accounts of an archive over its catalogue. `cost` is what hashing a password takes. */
export function createAccounts(
  store: AccountStore & Pick<Store, 'mark' | 'commit'>,
  now: Now,
  cost: HashCost = standardCost,
): Accounts {
  const named = async (typed: string): Promise<User> => {
    const name = checkedName(typed);
    const found = await store.userNamed(name);
    if (found !== undefined) return publicPart(found);
    throw new ArchiveError(
      'not-found',
      `${name}: there is no such user; backissue users lists them.`,
    );
  };
  return {
    user: named,
    usersSeen: () => usersSeen(store),
    ...keeping(store, now, cost, named),
    ...createLogins(store, now, cost),
    ...createTokens(store, now, named),
    ...createImageProofs(store),
    markArticles: (userId, ids, marks) => store.markArticles(userId, ids, marks, instant(now())),
    markAllRead: store.markAllRead,
    marksOf: store.marksOf,
    unreadCounts: store.unreadCounts,
    markedArticles: store.markedArticles,
    articleStream: store.articleStream,
  };
}

type Keeping = Pick<Accounts, 'users' | 'add' | 'begin' | 'remove' | 'setRole' | 'setPassword'>;

function keeping(store: AccountStore, now: Now, cost: HashCost, named: Accounts['user']): Keeping {
  const add: Accounts['add'] = async ({ name, role, password }) => {
    const made = password ?? newPassword();
    checkPassword(made);
    const hashed = await hashPassword(made, cost);
    const madeAt = instant(now());
    const user = await store.addUser({ name: checkedName(name), role, password: hashed, madeAt });
    await store.markAllRead(user.id, { before: madeAt });
    return { user, ...(password === undefined ? { password: made } : {}) };
  };
  return {
    users: store.users,
    add,
    async begin(password) {
      if ((await store.users()).length > 0) return undefined;
      return await add({
        ...{ name: 'owner', role: 'owner' },
        ...(password === undefined ? {} : { password }),
      });
    },
    async remove(name) {
      const user = await named(name);
      await store.removeUser(user.id);
      return user;
    },
    async setRole(name, role: Role) {
      const user = await named(name);
      await store.changeUser(user.id, { role });
      return { ...user, role };
    },
    async setPassword(name, password) {
      const user = await named(name);
      const made = password ?? newPassword();
      checkPassword(made);
      await store.changeUser(user.id, { password: await hashPassword(made, cost) });
      return { user, ...(password === undefined ? { password: made } : {}) };
    },
  };
}
