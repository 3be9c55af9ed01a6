/** What a browser does of logging in: cookies, the hidden fields of forms, no redirects by itself. */
export interface VisitingBrowser {
  readonly cookies: Map<string, string>;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** Sends a form as the page at `from` has it, with these fields. */
  send(
    from: string,
    action: string,
    fields: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
  /** The proof that the forms of a page hold. */
  proofOn(path: string): Promise<string>;
}

/** A browser at the reader of this address (with a slash at its end). */
export function visitingBrowser(url: string): VisitingBrowser {
  const cookies = new Map<string, string>();
  const ask = async (path: string, init: RequestInit): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = new Headers(init.headers);
    if (cookie !== '') headers.set('Cookie', cookie);
    if (!headers.has('Accept')) headers.set('Accept', 'text/html');
    const answer = await fetch(new URL(path, url), { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/Max-Age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };
  const proofOn = async (path: string) => {
    const page = await (await ask(path, {})).text();
    return /name="proof" value="([^"]+)"/.exec(page)?.[1] ?? '';
  };
  return {
    cookies,
    get: (path, headers = {}) => ask(path, { headers }),
    proofOn,
    async send(from, action, fields, headers = {}) {
      const body = new URLSearchParams({ proof: await proofOn(from), ...fields });
      return await ask(action, { method: 'POST', body, headers });
    },
  };
}

/** Logs in; gives the answer. */
export function logIn(
  browser: VisitingBrowser,
  name: string,
  password: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return browser.send('/login', '/login', { name, password, ...fields });
}
