import type { Context, Hono } from 'hono';
import { userNameIn } from '../accounts/index.ts';
import type { Archive } from '../archive/index.ts';
import { type Role, roles } from '../model/index.ts';
import {
  type PageContext,
  removeUserPage,
  type UserLine,
  type UserView,
  userPage,
  usersPage,
} from '../pages/index.ts';
import { field } from './access.ts';
import { type Keeper, type Kept, keptUsers } from './keeping.ts';
import { refusalOf } from './told-refusal.ts';

interface UserParts {
  readonly archive: Archive;
  readonly contextOf: (request: Context) => PageContext;
}

/** The pages where owners keep the users: as `backissue users` does, but for tokens, which are their users'. */
export function addUserKeeping(reader: Hono, parts: UserParts): void {
  const { archive } = parts;
  const at = (method: 'get' | 'post', path: string, act: (keeper: Keeper) => Kept) =>
    reader[method](
      path,
      keptUsers(parts, (keeper) => {
        keeper.request.header('Cache-Control', 'no-store');
        return act(keeper);
      }),
    );
  at('get', '/users', (keeper) => listed(archive, keeper));
  at('post', '/users', (keeper) => added(archive, keeper));
  at('get', '/users/:name', async (keeper) => {
    const said = saids.find((one) => one === keeper.request.req.query('said'));
    return await shown(archive, keeper, nameIn(keeper), said && { said });
  });
  at('post', '/users/:name/role', (keeper) => roleGiven(archive, keeper));
  at('post', '/users/:name/password', (keeper) => passwordGiven(archive, keeper));
  at('get', '/users/:name/remove', async (keeper) => {
    const view = await viewOf(archive, keeper, nameIn(keeper));
    if (view.isLastOwner) return { status: 409, words: { key: 'trouble.lastOwner' } };
    return keeper.request.html(removeUserPage(keeper.context, view));
  });
  at('post', '/users/:name/remove', (keeper) => removed(archive, keeper));
}

const saids = ['added', 'role', 'password'] as const;
const lastOwner = { conflict: 'trouble.lastOwner', 'not-found': 'trouble.noUser' } as const;

const nameIn = ({ request }: Keeper): string => request.req.param('name') ?? '';

const pathOf = (name: string, said: string): string =>
  `/users/${encodeURIComponent(name)}?said=${said}`;

async function linesOf(archive: Archive, { reading }: Keeper): Promise<UserLine[]> {
  const all = await archive.accounts.usersSeen();
  return all.map(({ id, name, role, madeAt, seenAt }) => ({
    ...{ name, role, madeAt, isSelf: id === reading.user.id },
    ...(seenAt && { seenAt }),
  }));
}

async function listed(archive: Archive, keeper: Keeper): Kept {
  const { request, context, reading } = keeper;
  const gone = request.req.query('removed');
  const users = await linesOf(archive, keeper);
  // What an address alone says was removed, and is there, was not.
  const isGone = gone !== undefined && userNameIn(gone) === gone;
  const removed = isGone && users.every(({ name }) => name !== gone) ? { removed: gone } : {};
  return request.html(usersPage(context, { proof: reading.proof, users, ...removed }));
}

/** Throws `not-found`. */
async function viewOf(archive: Archive, keeper: Keeper, typed: string): Promise<UserView> {
  const { name } = await archive.accounts.user(typed);
  const users = await linesOf(archive, keeper);
  const owners = users.filter(({ role }) => role === 'owner');
  const user = users.find((one) => one.name === name) as UserLine;
  const isLastOwner = user.role === 'owner' && owners.length === 1;
  return { proof: keeper.reading.proof, user, isLastOwner };
}

async function shown(
  archive: Archive,
  keeper: Keeper,
  name: string,
  more: Pick<UserView, 'said' | 'made'> = {},
): Kept {
  const view = await viewOf(archive, keeper, name);
  return keeper.request.html(userPage(keeper.context, { ...view, ...more }));
}

async function roleSent(request: Context): Promise<Role | undefined> {
  const sent = await field(request, 'role');
  return roles.find((one) => one === sent);
}

/** A password that was typed; nothing typed is none. */
async function passwordSent(request: Context): Promise<{ readonly password?: string }> {
  const password = await field(request, 'password');
  return password === '' ? {} : { password };
}

async function added(archive: Archive, keeper: Keeper): Kept {
  const { request } = keeper;
  const name = userNameIn(await field(request, 'name'));
  if (name === undefined) return { status: 400, words: { key: 'trouble.userName' } };
  const role = await roleSent(request);
  if (role === undefined) return { status: 400, words: { key: 'trouble.invalid' } };
  try {
    const made = await archive.accounts.add({ name, role, ...(await passwordSent(request)) });
    return await told(archive, keeper, name, { said: 'added', made: made.password });
  } catch (error) {
    return refusalOf(error, { invalid: 'trouble.password', conflict: 'trouble.nameTaken' });
  }
}

/** A password that was made is shown in the answer itself, and stands in no address. */
async function told(
  archive: Archive,
  keeper: Keeper,
  name: string,
  { said, made }: { readonly said: 'added' | 'password'; readonly made: string | undefined },
): Kept {
  if (made === undefined) return keeper.request.redirect(pathOf(name, said), 303);
  return await shown(archive, keeper, name, { said, made });
}

async function roleGiven(archive: Archive, keeper: Keeper): Kept {
  const { request, reading } = keeper;
  const { name, id } = await archive.accounts.user(nameIn(keeper));
  const role = await roleSent(request);
  if (role === undefined) return { status: 400, words: { key: 'trouble.invalid' } };
  try {
    await archive.accounts.setRole(name, role);
  } catch (error) {
    return refusalOf(error, lastOwner);
  }
  // Who made themselves less keeps no users any more.
  const isLeaving = id === reading.user.id && role !== 'owner';
  return request.redirect(isLeaving ? '/account' : pathOf(name, 'role'), 303);
}

async function passwordGiven(archive: Archive, keeper: Keeper): Kept {
  const { request, reading } = keeper;
  const { name, id } = await archive.accounts.user(nameIn(keeper));
  // There the old one is asked for: a screen left alone is not enough.
  if (id === reading.user.id) return { status: 409, words: { key: 'refusal.ownPassword' } };
  try {
    const { password } = await passwordSent(request);
    const made = await archive.accounts.setPassword(name, password);
    return await told(archive, keeper, name, { said: 'password', made: made.password });
  } catch (error) {
    return refusalOf(error, { invalid: 'trouble.password', 'not-found': 'trouble.noUser' });
  }
}

async function removed(archive: Archive, keeper: Keeper): Kept {
  const { name } = await archive.accounts.user(nameIn(keeper));
  try {
    await archive.accounts.remove(name);
  } catch (error) {
    return refusalOf(error, lastOwner);
  }
  return keeper.request.redirect(`/users?removed=${encodeURIComponent(name)}`, 303);
}
