import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { type Accounts, type LoggedIn, newSecret } from '../accounts/index.ts';
import { ArchiveError, type User } from '../model/index.ts';
import { clientOf, type IsTrusted, originOf, peerOf } from './peers.ts';

/** Who may read, and how somebody shows who that is. */
export interface AccessOptions {
  /** Reading needs no login; writing does. */
  readonly publicReading: boolean;
  /** The ledger's files need no login; as reading unless given. */
  readonly publicLedger?: boolean;
  /** Name of the header in which a proxy tells who has logged in there. */
  readonly authHeader?: string;
  /** Addresses and ranges of the proxies that are believed. */
  readonly trustedProxies: readonly string[];
}

/** Who asks, and by what that is known. */
export interface Visitor {
  readonly user?: User;
  readonly by: 'nothing' | 'session' | 'token' | 'proxy';
  /** Where the request comes from. */
  readonly address: string;
  readonly origin: URL;
  /** The secret of the browser's session. */
  readonly session?: string;
  /** What proves that a form is ours is made of this; unset until a page with a form was given. */
  readonly seed?: string;
}

declare module 'hono' {
  interface ContextVariableMap {
    /** Unset where users have no names. */
    visitor: Visitor | undefined;
  }
}

interface Asked {
  readonly accounts: Accounts;
  readonly access: AccessOptions;
  readonly isTrusted: IsTrusted;
  readonly publicUrl: string | undefined;
}

/** Who asks this. Throws `refused` for a proxy's word that comes from elsewhere, or names nobody. */
export async function visitorOf(request: Context, asked: Asked): Promise<Visitor> {
  const { accounts, isTrusted, publicUrl } = asked;
  const origin = originOf(request, isTrusted, publicUrl);
  const where = { address: clientOf(request, isTrusted), origin };
  const isSecure = origin.protocol === 'https:';
  const form = getCookie(request, cookieName('form', isSecure));
  const seeded = form === undefined ? {} : { seed: form };
  const told = await toldByProxy(request, asked);
  if (told !== undefined) return { user: told, by: 'proxy', ...where, ...seeded };
  const authorization = request.req.header('authorization');
  if (authorization !== undefined) {
    const user = await tokenUser(accounts, authorization);
    return { ...(user && { user }), by: 'token', ...where };
  }
  const session = getCookie(request, cookieName('session', isSecure));
  const user = session === undefined ? undefined : await accounts.sessionUser(session);
  if (session === undefined || user === undefined) return { by: 'nothing', ...where, ...seeded };
  return { user, by: 'session', ...where, session, seed: session };
}

async function toldByProxy(
  request: Context,
  { accounts, access, isTrusted }: Asked,
): Promise<User | undefined> {
  const { authHeader } = access;
  const name = authHeader === undefined ? undefined : request.req.header(authHeader);
  if (authHeader === undefined || name === undefined || name === '') return undefined;
  if (!isTrusted(peerOf(request))) {
    throw new ArchiveError(
      'refused',
      `${authHeader} is believed from a trusted proxy alone, and this request came from elsewhere.`,
    );
  }
  // Proxies write UTF-8; a header's bytes come as one letter each.
  const user = accounts.user(Buffer.from(name, 'latin1').toString('utf8'));
  return await user.catch((error: unknown) => {
    if (!(error instanceof ArchiveError) || !/^(?:not-found|invalid)$/.test(error.code))
      throw error;
    throw new ArchiveError(
      'refused',
      'The proxy names a user who is not known here; backissue users add makes one of that name.',
    );
  });
}

/** The user of a token, as `Bearer TOKEN`, or as the password of its user (`Basic`). */
async function tokenUser(accounts: Accounts, authorization: string): Promise<User | undefined> {
  const [scheme = '', value = ''] = authorization.trim().split(/ +/);
  if (/^bearer$/i.test(scheme)) return await accounts.tokenUser(value);
  if (!/^basic$/i.test(scheme)) return undefined;
  const told = Buffer.from(value, 'base64').toString('utf8');
  const [, name = '', token = ''] = /^([^:]*):(.*)$/s.exec(told) ?? [];
  return await accounts.tokenUser(token, name);
}

/** With `__Host-` a browser takes a cookie from this very host over https alone. */
const cookieName = (kind: 'session' | 'form', isSecure: boolean): string =>
  `${isSecure ? '__Host-' : ''}backissue_${kind}`;

const attributes = (isSecure: boolean) =>
  ({ path: '/', httpOnly: true, sameSite: 'Lax', secure: isSecure }) as const;

/** Gives the browser its session; whatever it had before is worth nothing from now on. */
export function giveSession(request: Context, visitor: Visitor, login: LoggedIn): void {
  const isSecure = visitor.origin.protocol === 'https:';
  const expires = new Date(login.until);
  const how = { ...attributes(isSecure), expires };
  setCookie(request, cookieName('session', isSecure), login.secret, how);
  deleteCookie(request, cookieName('form', isSecure), attributes(isSecure));
}

export function takeSession(request: Context, visitor: Visitor): void {
  const isSecure = visitor.origin.protocol === 'https:';
  deleteCookie(request, cookieName('session', isSecure), attributes(isSecure));
}

/** What proofs of this browser's forms are made of; a cookie with it is given where there is none. */
export function seedFor(request: Context, visitor: Visitor): string {
  if (visitor.seed !== undefined) return visitor.seed;
  const isSecure = visitor.origin.protocol === 'https:';
  const seed = newSecret();
  setCookie(request, cookieName('form', isSecure), seed, attributes(isSecure));
  // Another form of the same page is proven by the same.
  request.set('visitor', { ...visitor, seed });
  return seed;
}
