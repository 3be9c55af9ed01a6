import type { Context } from 'hono';
import type { Accounts } from '../../accounts/index.ts';
import type { Parameters as Sent } from './parameters.ts';
import { unauthorised } from './unauthorised.ts';

/**
 * Takes a name with a password, or with a token in its place, and answers with what lets the app in from
 * now on: the secret of a login, or that token, so that revoking it keeps the app out. Tries are counted
 * with those at the login page.
 */
export async function clientLogin(
  accounts: Accounts,
  request: Context,
  sent: Sent,
  address: string,
): Promise<Response> {
  const [name, password] = [sent.one('Email'), sent.one('Passwd')];
  const secret = await secretFor(accounts, { name, password, address });
  if (typeof secret === 'number') {
    request.header('Retry-After', String(secret));
    return request.text(`Too many tries; wait ${secret} seconds.`, 429);
  }
  if (secret === undefined) return unauthorised(request, 'The name or the password is not right.');
  if (sent.one('output') === 'json') {
    return request.json({ SID: secret, LSID: 'null', Auth: secret });
  }
  return request.text(`SID=${secret}\nLSID=null\nAuth=${secret}\n`);
}

/** A number is the seconds to wait. */
async function secretFor(
  accounts: Accounts,
  attempt: Parameters<Accounts['logIn']>[0],
): Promise<string | number | undefined> {
  const token = attempt.password.trim();
  if ((await accounts.tokenUser(token, attempt.name)) !== undefined) return token;
  const login = await accounts.logIn(attempt);
  if (login.kind === 'wait') return login.seconds;
  return login.kind === 'in' ? login.secret : undefined;
}
