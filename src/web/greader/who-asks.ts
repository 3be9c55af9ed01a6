import type { Context } from 'hono';
import type { Accounts } from '../../accounts/index.ts';
import type { User } from '../../model/index.ts';
import type { Parameters } from './parameters.ts';

/** Who asks, and by what they showed it. */
export interface Asker {
  readonly user: User;
  readonly secret: string;
}

/**
 * Who asks: by the header, or by the field `T`, which apps leave empty or fill with anything where they
 * send the header. Never by a cookie, so that no page of another site can ask in somebody's name.
 */
export async function whoAsks(
  accounts: Accounts,
  request: Context,
  sent: Parameters,
): Promise<Asker | undefined> {
  const header = request.req.header('authorization') ?? '';
  const [, told = ''] = /^\s*GoogleLogin\s+auth\s*=\s*(\S+)\s*$/i.exec(header) ?? [];
  for (const secret of [told, sent.one('T').trim()]) {
    if (secret.length < 20) continue;
    const user = (await accounts.sessionUser(secret)) ?? (await accounts.tokenUser(secret));
    if (user !== undefined) return { user, secret };
  }
  return undefined;
}
