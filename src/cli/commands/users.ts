import type { Accounts } from '../../archive/index.ts';
import { type Role, roles } from '../../model/index.ts';
import type { Adder, Flags } from '../adder.ts';
import { optional, type Session } from '../session.ts';
import { usageError } from '../usage-error.ts';

export function addUsersCommand(add: Adder): void {
  add(
    'users [act] [name]',
    'who may log in: list, add, remove, role, password, token, tokens, revoke',
    users,
  )
    .option(`--role <${roles.join('|')}>`, 'what the user may do (default with add: reader)')
    .option('--label <TEXT>', 'what a token is for');
}

type Act = (session: Session, accounts: Accounts, name: string, flags: Flags) => Promise<void>;

async function users(
  session: Session,
  [act = 'list', name]: readonly string[],
  flags: Flags,
): Promise<void> {
  const doing = act === 'list' ? list : acts.get(act);
  if (doing === undefined) {
    throw usageError(
      `${act}: users does no such thing; it does ${['list', ...acts.keys()].join(', ')}.`,
    );
  }
  if (act !== 'list' && name === undefined) {
    throw usageError(
      `users ${act} is given nothing to do it with; name ${act === 'revoke' ? 'a token by its id' : 'a user'}.`,
    );
  }
  // An archive that is not there is named, not made.
  await session.withArchive('read', async () => {});
  await session.withArchive('edit', (archive) =>
    doing(session, archive.accounts, name ?? '', flags),
  );
}

const list: Act = async (session, accounts) => {
  const all = await accounts.users();
  session.answer({ users: all }, () =>
    all.length === 0
      ? ['No users yet; backissue serve makes the first.']
      : all.map((user) => `${user.name.padEnd(20)}  ${user.role}`),
  );
};

const add: Act = async (session, accounts, name, flags) => {
  const password = session.config.password || undefined;
  const role = roleIn(flags) ?? 'reader';
  const made = await accounts.add({ name, role, ...optional('password', password) });
  session.answer(made, () => [
    `${made.user.name} is a user now (${role}).`,
    ...passwordLines(made.password),
  ]);
};

const remove: Act = async (session, accounts, name) => {
  const user = await accounts.remove(name);
  session.answer({ removed: user }, () => [
    `${user.name} is removed, with logins, tokens and marks.`,
  ]);
};

const setRole: Act = async (session, accounts, name, flags) => {
  const role = roleIn(flags);
  if (role === undefined) throw usageError('users role is given no role; add --role with one.');
  const user = await accounts.setRole(name, role);
  session.answer({ user }, () => [`${user.name} is ${role} now.`]);
};

const setPassword: Act = async (session, accounts, name) => {
  const made = await accounts.setPassword(name, session.config.password || undefined);
  session.answer(made, () => [
    `${made.user.name} has a new password; all logins before it have ended.`,
    ...passwordLines(made.password),
  ]);
};

const makeToken: Act = async (session, accounts, name, flags) => {
  const token = await accounts.makeToken(name, String(flags['label'] ?? ''));
  session.answer({ token }, () => [`Token ${token.id}, shown this once:`, token.secret]);
};

const listTokens: Act = async (session, accounts, name) => {
  const tokens = await accounts.tokens(name);
  session.answer({ tokens }, () =>
    tokens.map(
      ({ id, label, madeAt, usedAt }) =>
        `${id}  made ${madeAt.slice(0, 10)}  ${usedAt === undefined ? 'never used' : `used ${usedAt.slice(0, 10)}`}  ${label}`,
    ),
  );
};

const revoke: Act = async (session, accounts, id) => {
  await accounts.revokeToken(id);
  session.answer({ revoked: id }, () => [`Token ${id} lets nobody in any more.`]);
};

const acts: ReadonlyMap<string, Act> = new Map([
  ['add', add],
  ['remove', remove],
  ['role', setRole],
  ['password', setPassword],
  ['token', makeToken],
  ['tokens', listTokens],
  ['revoke', revoke],
]);

function roleIn(flags: Flags): Role | undefined {
  const given = flags['role'];
  if (given === undefined) return undefined;
  const role = roles.find((one) => one === given);
  if (role !== undefined) return role;
  throw usageError(`--role is ${String(given)}; it takes ${roles.join(', ')}.`);
}

const passwordLines = (password: string | undefined): readonly string[] =>
  password === undefined ? [] : [`The password is ${password} (it is shown this once).`];
