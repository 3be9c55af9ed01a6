import { instant, type Now, type User } from '../model/index.ts';
import type { AccountStore } from '../store/index.ts';
import type { Accounts, LoggedIn, LoginAnswer, LoginAttempt } from './contract.ts';
import { fewAtOnce } from './few-at-once.ts';
import { type HashCost, hashPassword, isPassword } from './hash-password.ts';
import { LoginLimits } from './login-limits.ts';
import { publicPart } from './public-part.ts';
import { digestOfSecret, newSecret } from './secrets.ts';
import { userNameIn } from './user-name.ts';

const day = 86_400_000;
/** A session that is not used for so long is over. */
export const sessionMs: number = 30 * day;

type Logins = Pick<Accounts, 'logIn' | 'sessionUser' | 'logOut' | 'enter'>;

/** Logging in, and the sessions that come of it. */
export function createLogins(store: AccountStore, now: Now, cost: HashCost): Logins {
  const limits = new LoginLimits(now);
  const hashing = fewAtOnce(2, 16);
  // A name that is not there takes as long as one that is.
  let nobodys: Promise<string> | undefined;
  const enter = (user: User) => entered(store, now, user);

  const logIn = async ({ name, password, address }: LoginAttempt): Promise<LoginAnswer> => {
    const known = userNameIn(name);
    const seconds = limits.begin(address, known ?? '');
    if (seconds !== undefined) return { kind: 'wait', seconds };
    const user = known === undefined ? undefined : await store.userNamed(known);
    nobodys ??= hashPassword(newSecret(), cost);
    const dummy = await nobodys;
    const hashed = user?.password ?? dummy;
    const isRight = await hashing(() => isPassword(password.slice(0, 2048), hashed));
    if (isRight === undefined) {
      limits.forgive(address, known ?? '');
      return { kind: 'wait', seconds: 5 };
    }
    if (!isRight || user?.password === undefined) return { kind: 'wrong' };
    limits.forgive(address, known ?? '');
    return await enter(user);
  };

  return {
    logIn,
    enter,
    sessionUser: (secret) => sessionUser(store, now, secret),
    logOut: (secret) => store.endSession(digestOfSecret(secret)),
  };
}

async function entered(store: AccountStore, now: Now, of: User): Promise<LoggedIn> {
  const secret = newSecret();
  const [at, until] = [instant(now()), instant(now() + sessionMs)];
  await store.addSession({ digest: digestOfSecret(secret), userId: of.id, madeAt: at, until });
  return { kind: 'in', user: publicPart(of), secret, until };
}

async function sessionUser(
  store: AccountStore,
  now: Now,
  secret: string,
): Promise<User | undefined> {
  const session = await store.session(digestOfSecret(secret));
  if (session === undefined || session.until <= instant(now())) return undefined;
  const until = instant(now() + sessionMs);
  if (Date.parse(session.until) < now() + sessionMs - day) {
    await store.prolongSession(session.digest, until);
  }
  const user = await store.user(session.userId);
  return user && publicPart(user);
}
