import { randomBytes } from 'node:crypto';
import { ArchiveError, instant, type Now, type User } from '../model/index.ts';
import type { AccountStore, TokenRecord } from '../store/index.ts';
import type { Accounts, Token } from './contract.ts';
import { publicPart } from './public-part.ts';
import { digestOfSecret, newSecret } from './secrets.ts';
import { userNameIn } from './user-name.ts';

const hour = 3_600_000;

type Tokens = Pick<Accounts, 'makeToken' | 'tokens' | 'revokeToken' | 'tokenUser'>;

/** What lets programs in. */
export function createTokens(
  store: AccountStore,
  now: Now,
  named: (name: string) => Promise<User>,
): Tokens {
  return {
    async makeToken(name, label) {
      const { id: userId } = await named(name);
      const secret = newSecret();
      const token = {
        id: randomBytes(5).toString('hex'),
        label: label.trim().slice(0, 80),
        madeAt: instant(now()),
      };
      await store.addToken({ ...token, userId, digest: digestOfSecret(secret) });
      return { ...token, secret };
    },
    async tokens(name) {
      return (await store.tokens((await named(name)).id)).map(shown);
    },
    async revokeToken(id, name) {
      const own = name === undefined ? undefined : await store.tokens((await named(name)).id);
      const isTheirs = own?.some((token) => token.id === id) ?? true;
      if (isTheirs && (await store.removeToken(id))) return;
      throw new ArchiveError('not-found', `${id}: there is no such token.`);
    },
    async tokenUser(secret, name) {
      const token = await store.token(digestOfSecret(secret));
      if (token === undefined) return undefined;
      const user = await store.user(token.userId);
      if (user === undefined || (name !== undefined && user.name !== userNameIn(name))) {
        return undefined;
      }
      if (token.usedAt === undefined || Date.parse(token.usedAt) < now() - hour) {
        await store.useToken(token.id, instant(now()));
      }
      return publicPart(user);
    },
  };
}

const shown = ({ id, label, madeAt, usedAt }: TokenRecord): Token => ({
  ...{ id, label, madeAt },
  ...(usedAt === undefined ? {} : { usedAt }),
});
