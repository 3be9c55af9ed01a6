/** What an app asks for: the login, or a call behind `/reader/api/0/` with what follows its name; a stream
 * behind `/reader/atom/` is the call `atom`. */
export type GreaderPath =
  | { readonly at: 'front' }
  | { readonly at: 'login' }
  | { readonly at: 'call'; readonly name: string; readonly rest: string };

/** Calls whose path may go on with the name of a stream. */
const withStream = /^(stream\/contents)\/(.+)$/;

/**
 * Reads a path, under `/` or under `/api/greader.php`. Slashes may be doubled, or stand at the end; what
 * follows a call is decoded, and the slashes of an address in it are as it has them. Undefined for
 * another path.
 */
export function greaderPath(pathname: string): GreaderPath | undefined {
  const behind = pathname.replace(/^\/+api\/+greader\.php(?=\/|$)/, '');
  if (behind !== pathname && /^\/*$/.test(behind)) return { at: 'front' };
  if (/^\/+accounts\/+ClientLogin\/*$/i.test(behind)) return { at: 'login' };
  const [, atom] = /^\/+reader\/+atom\/+(.+?)\/*$/.exec(behind) ?? [];
  if (atom !== undefined) return { at: 'call', name: 'atom', rest: decoded(atom) };
  const [, named] = /^\/+reader\/+api\/+0\/+(.+?)\/*$/.exec(behind) ?? [];
  if (named === undefined) return undefined;
  const called = named.replace(/^stream\/+/, 'stream/').replace(/^(stream\/contents)\/+/, '$1/');
  const [, name, rest = ''] = withStream.exec(called) ?? [];
  if (name !== undefined) return { at: 'call', name, rest: decoded(rest) };
  return { at: 'call', name: called.replace(/\/{2,}/g, '/'), rest: '' };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
