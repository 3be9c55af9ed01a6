import type { Context, Hono } from 'hono';
import { formProof } from '../accounts/index.ts';
import type { Archive } from '../archive/index.ts';
import { ArchiveError, type User } from '../model/index.ts';
import { type AccountView, accountPage, loginPage, type PageContext } from '../pages/index.ts';
import { field, hasProof } from './access.ts';
import { ownPath } from './own-path.ts';
import { giveSession, seedFor, takeSession, type Visitor } from './visitor.ts';

interface Routes {
  readonly archive: Archive;
  readonly contextOf: (request: Context) => PageContext;
}

/** The login and a user's own page. */
export function addAccountRoutes(reader: Hono, routes: Routes): void {
  addLogin(reader, routes);
  const { archive } = routes;
  reader.get('/account', (request) => shown(routes, request, {}));
  reader.post('/account/password', async (request) => {
    const password = await passwordChanged(archive, request);
    return await shown(routes, request, { password });
  });
  reader.post('/account/tokens', async (request) => {
    const { user } = known(request);
    const { secret } = await archive.accounts.makeToken(user.name, await field(request, 'label'));
    return await shown(routes, request, { made: secret });
  });
  reader.post('/account/revoke', async (request) => {
    await archive.accounts.revokeToken(await field(request, 'id'), known(request).user.name);
    return request.redirect('/account#tokens', 303);
  });
}

function addLogin(reader: Hono, routes: Routes): void {
  const { accounts } = routes.archive;
  reader.get('/login', (request) => {
    const visitor = visiting(request);
    const next = ownPath(request.req.query('next') ?? '/');
    if (visitor.user !== undefined) return request.redirect(next, 303);
    return form(routes, request, { next });
  });
  reader.post('/login', (request) => loggedIn(routes, request));
  reader.post('/logout', async (request) => {
    const visitor = visiting(request);
    if (visitor.session !== undefined) await accounts.logOut(visitor.session);
    takeSession(request, visitor);
    return request.redirect('/', 303);
  });
}

async function loggedIn(routes: Routes, request: Context): Promise<Response> {
  const { accounts } = routes.archive;
  const visitor = visiting(request);
  const [next, name] = [ownPath(await field(request, 'next')), await field(request, 'name')];
  const again = { next, name: name.slice(0, 64) };
  if (!(await hasProof(request, visitor))) {
    return form(routes, request, { ...again, fault: 'old' }, 403);
  }
  const { address } = visitor;
  const password = await field(request, 'password');
  const login = await accounts.logIn({ name, password, address });
  if (login.kind === 'wrong') return form(routes, request, { ...again, fault: 'wrong' }, 403);
  if (login.kind === 'wait') {
    request.header('Retry-After', String(login.seconds));
    return form(routes, request, { ...again, fault: { waitSeconds: login.seconds } }, 429);
  }
  if (visitor.session !== undefined) await accounts.logOut(visitor.session);
  giveSession(request, visitor, login);
  return request.redirect(next, 303);
}

function form(
  { contextOf }: Routes,
  request: Context,
  view: Omit<Parameters<typeof loginPage>[1], 'proof'>,
  status: 200 | 403 | 429 = 200,
): Response | Promise<Response> {
  const proof = formProof(seedFor(request, visiting(request)));
  request.header('Cache-Control', 'no-store');
  return request.html(loginPage(contextOf(request), { ...view, proof }), status);
}

/** Changes the password of who knows the one before, and begins a new session in this browser. */
async function passwordChanged(
  archive: Archive,
  request: Context,
): Promise<NonNullable<AccountView['password']>> {
  const { accounts } = archive;
  const { user, visitor } = known(request);
  const [now, wanted] = [await field(request, 'now'), await field(request, 'new')];
  const { name } = user;
  const login = await accounts.logIn({ name, password: now, address: visitor.address });
  if (login.kind !== 'in') return 'wrong';
  try {
    await accounts.setPassword(name, wanted);
  } catch (error) {
    await accounts.logOut(login.secret);
    if (!(error instanceof ArchiveError) || error.code !== 'invalid') throw error;
    return 'unfit';
  }
  const again = await accounts.enter(user);
  giveSession(request, visitor, again);
  request.set('visitor', { ...visitor, session: again.secret, seed: again.secret });
  return 'changed';
}

async function shown(
  { archive, contextOf }: Routes,
  request: Context,
  more: Pick<AccountView, 'made' | 'password'>,
): Promise<Response> {
  const { user, visitor } = known(request);
  const proof = formProof(seedFor(request, visitor));
  const { name, role } = user;
  const tokens = await archive.accounts.tokens(name);
  request.header('Cache-Control', 'no-store');
  const hasSession = visitor.by === 'session';
  const view: AccountView = { proof, name, role, tokens, hasSession, ...more };
  return request.html(accountPage(contextOf(request), view));
}

function visiting(request: Context): Visitor {
  const visitor = request.get('visitor');
  if (visitor === undefined) throw new TypeError('a route of accounts without its gate');
  return visitor;
}

/** Who has logged in; a token that was stolen makes no others. Throws `refused`. */
function known(request: Context): { readonly user: User; readonly visitor: Visitor } {
  const visitor = visiting(request);
  const { user, by } = visitor;
  if (user !== undefined && by !== 'token') return { user, visitor };
  throw new ArchiveError('refused', 'This page is a user’s own; log in first.');
}
