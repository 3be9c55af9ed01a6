import type { Context, Next } from 'hono';
import { ArchiveError, type User } from '../../model/index.ts';
import { holdEditor, holdKeeper } from '../roles.ts';
import type { ApiEnv } from './parts.ts';
import { problemAnswer } from './problem.ts';

type Asked = Context<ApiEnv>;

/** Lets users on. Anybody else is told to log in; throws `refused` where nobody can. */
export async function usersOnly(request: Asked, next: Next): Promise<Response | undefined> {
  const { visitor } = request.env;
  if (visitor === undefined) {
    throw new ArchiveError('refused', 'This reader has no users, and takes no changes.');
  }
  if (visitor.user === undefined) {
    return problemAnswer(request, {
      code: 'login',
      detail: 'A login is needed: send a token as Authorization: Bearer TOKEN.',
      headers: { 'WWW-Authenticate': 'Bearer realm="Backissue"' },
    });
  }
  await next();
  return undefined;
}

/** Lets editors and owners on. Throws `refused` for readers. */
export async function editorsOnly(request: Asked, next: Next): Promise<Response | undefined> {
  return await usersOnly(request, async () => {
    holdEditor(userOf(request));
    await next();
  });
}

/** Lets editors and owners on where sources are kept. Throws `refused` for readers, else `conflict`. */
export async function keepersOnly(request: Asked, next: Next): Promise<Response | undefined> {
  return await usersOnly(request, async () => {
    holdKeeper(userOf(request), request.env.keepsSources);
    await next();
  });
}

/** The user behind `usersOnly`. */
export function userOf({ env }: Asked): User {
  const user = env.visitor?.user;
  if (user === undefined) throw new TypeError('a route of users without its guard');
  return user;
}

/** Lets bodies on that say they are JSON: what else a browser sends unasked, a form, is none. */
export async function jsonOnly(request: Context, next: Next): Promise<Response | undefined> {
  const type = request.req.header('content-type') ?? '';
  if (!/^application\/json\s*(?:;|$)/i.test(type)) {
    return problemAnswer(request, {
      code: 'media-type',
      detail: `${type || 'No Content-Type'}: send the body as Content-Type: application/json.`,
    });
  }
  await next();
  return undefined;
}
