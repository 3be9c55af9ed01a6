import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { type AccessOptions, createReader, type Listening, serveReader } from '../src/web/index.ts';
import { clock, openForTest, scratch } from './newspaper.ts';
import { logIn, visitingBrowser } from './visiting-browser.ts';

const password = 'a long password';
const time = clock();
const { folder, clear } = scratch();
let archive: Archive;
beforeAll(async () => {
  archive = await openForTest(folder, time.now);
  await archive.accounts.begin(password);
  await archive.accounts.add({ name: 'mei', role: 'reader', password });
});
afterAll(async () => {
  await archive.close();
  clear();
});

const open: Listening[] = [];
afterEach(async () => {
  // Nobody is kept out for what another test tried.
  time.pass(3_600_000);
  for (const listening of open.splice(0)) await listening.close();
});

/** A reader on loopback; everything but healthcheck and login is behind the login. */
async function serve(
  access: Partial<AccessOptions> = {},
  more: { readonly publicUrl?: string } = {},
  patience?: Parameters<typeof serveReader>[2],
): Promise<string> {
  const reader = createReader({
    ...{ archive, now: time.now, title: 'The Archive', timeZone: 'UTC', ...more },
    access: { publicReading: false, trustedProxies: [], ...access },
  });
  const listening = await serveReader(reader, { host: '127.0.0.1', port: 0 }, patience);
  open.push(listening);
  return listening.url;
}

const browserAt = async (...how: Parameters<typeof serve>) => visitingBrowser(await serve(...how));

/** Sends bytes as they are, and gives all that comes until the connection ends. */
function raw(url: string, bytes: string): Promise<string> {
  const { port, hostname } = new URL(url);
  return new Promise((resolve, reject) => {
    let told = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes, 'latin1'));
    socket.on('data', (data) => {
      told += data.toString('latin1');
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(told));
  });
}

describe('a reader with a login', () => {
  it('shows a browser the login, and leads back to where it came from', async () => {
    const browser = await browserAt();
    const asked = await browser.get('/search?q=ferry&sort=date');
    expect([asked.status, asked.headers.get('location')]).toEqual([
      303,
      '/login?next=%2Fsearch%3Fq%3Dferry%26sort%3Ddate',
    ]);
    const form = await (await browser.get(asked.headers.get('location') ?? '')).text();
    expect(form).toContain('name="next" value="/search?q=ferry&amp;sort=date"');
    expect(form).toMatch(/autocomplete="username".*autocomplete="current-password"/s);
    const login = await logIn(browser, 'mei', password, { next: '/search?q=ferry&sort=date' });
    expect([login.status, login.headers.get('location')]).toEqual([
      303,
      '/search?q=ferry&sort=date',
    ]);
    const page = await browser.get('/');
    expect(page.status).toBe(200);
    expect(page.headers.get('cache-control')).toBe('private, no-cache');
    expect(page.headers.get('vary')).toMatch(/Cookie/);
    expect(await page.text()).toMatch(/<a href="\/account"[^>]*>mei<\/a>/);
  });

  it('gives away nothing before it', async () => {
    const browser = await browserAt();
    const paths = [
      '/',
      '/article/x',
      '/article/x/1',
      '/day/2026-01-01',
      '/outlet/x',
      '/edits.atom',
    ];
    for (const path of [...paths, '/image/x', '/capture/x', '/sources', '/account', '/nowhere']) {
      const program = await browser.get(path, { Accept: '*/*' });
      expect([path, program.status]).toEqual([path, 401]);
      expect((await browser.get(path)).status).toBe(303);
    }
    for (const path of ['/healthcheck', '/style.css', '/login']) {
      expect((await browser.get(path)).status).toBe(200);
    }
  });

  it('speaks Chinese where the browser does', async () => {
    const browser = await browserAt();
    const page = await browser.get('/login', { 'Accept-Language': 'zh-CN' });
    expect(await page.text()).toContain('<h1>登录</h1>');
  });

  it('ends a session at logout, for a thief of the cookie too', async () => {
    const browser = await browserAt();
    await logIn(browser, 'mei', password);
    const stolen = browser.cookies.get('backissue_session') ?? '';
    expect(stolen).toMatch(/^[\w-]{43}$/);
    const left = await browser.send('/account', '/logout', {});
    expect([left.status, browser.cookies.has('backissue_session')]).toEqual([303, false]);
    browser.cookies.set('backissue_session', stolen);
    expect((await browser.get('/')).status).toBe(303);
  });

  it('changes a password for who knows it, and ends the other sessions', async () => {
    await archive.accounts.add({ name: 'ana', role: 'reader', password });
    const browser = await browserAt();
    const other = await browserAt();
    for (const one of [browser, other]) await logIn(one, 'ana', password);
    const change = (now: string, wanted: string) =>
      browser.send('/account', '/account/password', { now, new: wanted });
    expect(await (await change('wrong', 'another password')).text()).toContain('is not right');
    expect(await (await change(password, 'short')).text()).toContain('at least 8 characters');
    expect(await (await change(password, 'another password')).text()).toContain('is changed');
    expect((await browser.get('/account')).status).toBe(200);
    expect((await other.get('/account')).status).toBe(303);
  });

  it('makes and revokes tokens, shown once', async () => {
    await archive.accounts.add({ name: 'tom', role: 'editor', password });
    const browser = await browserAt();
    await logIn(browser, 'tom', password);
    const made = await browser.send('/account', '/account/tokens', { label: '<b>phone' });
    const [, token = ''] = /<code class="secret">([\w-]{43})</.exec(await made.text()) ?? [];
    const program = { Accept: '*/*', Authorization: `Bearer ${token}` };
    const bare = await browserAt();
    expect((await bare.get('/edits.atom', program)).status).toBe(200);
    const basic = `Basic ${Buffer.from(`tom:${token}`).toString('base64')}`;
    expect((await bare.get('/edits.atom', { ...program, Authorization: basic })).status).toBe(200);
    const others = `Basic ${Buffer.from(`owner:${token}`).toString('base64')}`;
    expect((await bare.get('/edits.atom', { ...program, Authorization: others })).status).toBe(401);
    expect((await bare.get('/account', program)).status).toBe(403);
    const more = await bare.send('/login', '/account/tokens', { label: 'more' }, program);
    expect(more.status).toBe(403);
    const page = await (await browser.get('/account')).text();
    expect(page).not.toContain(token);
    expect(page).toContain('&lt;b&gt;phone');
    const [, id = ''] = /name="id" value="([^"]+)"/.exec(page) ?? [];
    const revoked = await browser.send('/account', '/account/revoke', { id });
    expect(revoked.headers.get('location')).toBe('/account#tokens');
    expect((await bare.get('/edits.atom', program)).status).toBe(401);
  });
});

describe('a reader that is public', () => {
  it('is read by everybody, and offers a login', async () => {
    const browser = await browserAt({ publicReading: true });
    const page = await browser.get('/');
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    expect(await page.text()).toMatch(/<a href="\/login"[^>]*>Log in<\/a>/);
    expect((await browser.get('/account')).status).toBe(403);
    const body = new URLSearchParams({ label: 'x' });
    const post = { method: 'POST', body, redirect: 'manual' } as const;
    const url = await serve({ publicReading: true });
    expect((await fetch(new URL('/account/tokens', url), post)).status).toBe(401);
    expect((await logIn(browser, 'mei', password)).status).toBe(303);
    expect((await browser.get('/account')).status).toBe(200);
  });

  it('refuses a token that is none, instead of passing it over', async () => {
    const browser = await browserAt({ publicReading: true });
    for (const authorization of ['Bearer x', 'Basic eDp4', 'Negotiate x', 'Bearer', 'Basic %%%']) {
      expect((await browser.get('/', { Authorization: authorization })).status).toBe(401);
    }
  });
});

describe('guessing passwords', () => {
  it('is over after ten tries of one address, for the right one too', async () => {
    const browser = await browserAt();
    const codes: number[] = [];
    for (let at = 0; at < 10; at += 1) {
      codes.push((await logIn(browser, at % 2 === 0 ? 'mei' : 'nobody', `guess ${at}`)).status);
    }
    expect(new Set(codes)).toEqual(new Set([403]));
    const over = await logIn(browser, 'mei', password, {});
    expect([over.status, over.headers.get('retry-after')]).toEqual([429, '900']);
    expect(await over.text()).toContain('Try again in 15 minutes');
    // Nobody gets round it by telling another address: no proxy is trusted.
    const proof = await browser.proofOn('/login');
    const spoofed = await browser.send(
      '/login',
      '/login',
      { name: 'mei', password, proof },
      { 'X-Forwarded-For': '198.51.100.1' },
    );
    expect(spoofed.status).toBe(429);
  });

  it('is counted by the address that a trusted proxy tells', async () => {
    const browser = await browserAt({ trustedProxies: ['127.0.0.0/8'] });
    const from = (address: string) =>
      browser.send(
        '/login',
        '/login',
        { name: 'mei', password: 'wrong' },
        { 'X-Forwarded-For': `203.0.113.9, ${address}, 127.0.0.1` },
      );
    for (let at = 0; at < 10; at += 1) await from('198.51.100.1');
    expect((await from('198.51.100.1')).status).toBe(429);
    expect((await from('198.51.100.2')).status).toBe(403);
  });
});

describe('a page of another site', () => {
  it('cannot make a browser write', async () => {
    const browser = await browserAt();
    await archive.accounts.add({ name: 'li', role: 'reader', password });
    await logIn(browser, 'li', password);
    const proof = await browser.proofOn('/account');
    const send = (headers: Record<string, string>, given = proof) =>
      browser.send('/account', '/account/tokens', { label: 'x', proof: given }, headers);
    const evil = 'https://evil.example';
    for (const headers of [
      { Origin: evil },
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site', Origin: evil },
    ]) {
      expect((await send(headers)).status).toBe(403);
    }
    const forged = ['', 'x', proof.slice(1), `${proof}x`];
    for (const one of forged) expect((await send({}, one)).status).toBe(403);
    expect((await send({ Origin: 'null' }, '')).status).toBe(403);
    expect(await archive.accounts.tokens('li')).toEqual([]);
    expect((await send({ Origin: 'null', 'Sec-Fetch-Site': 'same-origin' })).status).toBe(200);
  });

  it('is told of in the language of whoever reads', async () => {
    const browser = await browserAt();
    await logIn(browser, 'mei', password);
    const told = async (headers: Record<string, string>, fields: Record<string, string> = {}) =>
      await (
        await browser.send('/account', '/account/tokens', { label: 'x', ...fields }, headers)
      ).text();
    const hans = { 'Accept-Language': 'zh-CN' };
    const hant = { 'Accept-Language': 'zh-TW' };
    expect(await told({}, { proof: '' })).toContain('The page that sent this was too old');
    expect(await told(hans, { proof: '' })).toContain('发送此内容的页面已过期');
    expect(await told(hant, { proof: '' })).toContain('傳送此內容的頁面已過期');
    const foreign = { 'Sec-Fetch-Site': 'cross-site' };
    expect(await told({ ...hans, ...foreign })).toContain('由其他网站的页面发送');
  });

  it('cannot use the proof of its own visit', async () => {
    const url = await serve();
    const [victim, thief] = [visitingBrowser(url), visitingBrowser(url)];
    await logIn(victim, 'mei', password);
    await logIn(thief, 'owner', password);
    const proof = await thief.proofOn('/account');
    const sent = await victim.send('/account', '/account/tokens', { label: 'x', proof });
    expect(sent.status).toBe(403);
  });

  it('cannot send a form as JSON or as plain text', async () => {
    const url = await serve();
    const browser = visitingBrowser(url);
    await logIn(browser, 'mei', password);
    const cookie = `backissue_session=${browser.cookies.get('backissue_session')}`;
    const proof = await browser.proofOn('/account');
    for (const type of ['text/plain', 'application/json', 'multipart/form-data; boundary=x']) {
      const headers = { Cookie: cookie, 'Content-Type': type };
      const body = `proof=${proof}&label=x`;
      const sent = await fetch(new URL('/account/tokens', url), { method: 'POST', headers, body });
      expect([type, sent.status]).toEqual([type, 403]);
    }
  });

  it('cannot log a browser in', async () => {
    const browser = await browserAt();
    const fields = { name: 'owner', password, proof: 'forged' };
    const sent = await browser.send('/login', '/login', fields);
    expect(sent.status).toBe(403);
    expect(await sent.text()).toContain('cookies are off');
    const foreign = await browser.send(
      '/login',
      '/login',
      { name: 'owner', password },
      { Origin: 'https://evil.example' },
    );
    expect(foreign.status).toBe(403);
    expect(browser.cookies.has('backissue_session')).toBe(false);
  });

  it('is not where a login leads to', async () => {
    const browser = await browserAt();
    for (const next of [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example/',
      'javascript:alert(1)',
      '/\t/evil.example',
      '/a/..//evil.example',
    ]) {
      const page = await browser.get(`/login?next=${encodeURIComponent(next)}`);
      const [, given] = /name="next" value="([^"]*)"/.exec(await page.text()) ?? [];
      expect([next, given]).toEqual([next, '/']);
    }
    const login = await logIn(browser, 'mei', password, { next: '//evil.example' });
    expect(login.headers.get('location')).toBe('/');
  });
});

describe('a session', () => {
  it('is a new one at each login, never one that the browser came with', async () => {
    const browser = await browserAt();
    const planted = 'A'.repeat(43);
    browser.cookies.set('backissue_session', planted);
    browser.cookies.set('backissue_form', planted);
    const first = await logIn(browser, 'mei', password);
    expect(first.status).toBe(303);
    const [line = ''] = first.headers.getSetCookie();
    expect(line).toMatch(/^backissue_session=[\w-]{43}; /);
    expect(line).toMatch(/Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
    const before = browser.cookies.get('backissue_session') ?? '';
    expect([before === planted, browser.cookies.has('backissue_form')]).toEqual([false, false]);
    expect(await archive.accounts.sessionUser(planted)).toBeUndefined();
  });

  it('is for https alone where a browser came so', async () => {
    const browser = await browserAt({ trustedProxies: ['127.0.0.1'] });
    const https = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'news.example' };
    const proof = /name="proof" value="([^"]+)"/.exec(
      await (await browser.get('/login', https)).text(),
    );
    const fields = { name: 'mei', password, proof: proof?.[1] ?? '' };
    const login = await browser.send('/login', '/login', fields, {
      ...https,
      Origin: 'https://news.example',
    });
    expect(login.headers.getSetCookie()[0]).toMatch(/^__Host-backissue_session=.*; Secure; /);
  });

  it('is not believed to be over https by what anybody says', async () => {
    const browser = await browserAt();
    const page = await browser.get('/login', { 'X-Forwarded-Proto': 'https' });
    expect(page.headers.getSetCookie()[0]).toMatch(/^backissue_form=(?!.*Secure)/);
  });
});

describe('a proxy that tells who has logged in', () => {
  const authHeader = 'X-Remote-User';

  it('is believed where it is trusted, and its users write with a proof', async () => {
    const browser = await browserAt({ authHeader, trustedProxies: ['127.0.0.1/32'] });
    const as = { [authHeader]: 'Mei' };
    expect(await (await browser.get('/account', as)).text()).toContain('mei');
    const forged = await browser.send('/login', '/account/tokens', { label: 'x', proof: '' }, as);
    expect(forged.status).toBe(403);
    const page = await (await browser.get('/account', as)).text();
    expect(page).not.toContain('action="/logout"');
    const [, proof = ''] = /name="proof" value="([^"]+)"/.exec(page) ?? [];
    const made = await browser.send('/login', '/account/tokens', { label: 'x', proof }, as);
    expect(made.status).toBe(200);
  });

  it('names users in any script, as UTF-8', async () => {
    await archive.accounts.add({ name: '李梅', role: 'reader', password });
    const url = await serve({ authHeader, trustedProxies: ['127.0.0.1'] });
    const name = Buffer.from('李梅', 'utf8').toString('latin1');
    const answer = await raw(
      url,
      `GET /account HTTP/1.1\r\nHost: a\r\n${authHeader}: ${name}\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(Buffer.from(answer, 'latin1').toString('utf8')).toContain('李梅 · reader');
  });

  it('is refused from elsewhere, and where it names nobody', async () => {
    const foreign = await browserAt({ authHeader, trustedProxies: ['10.0.0.0/8'] });
    const answer = await foreign.get('/', { [authHeader]: 'mei' });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('from a trusted proxy alone');
    const own = await browserAt({ authHeader, trustedProxies: ['127.0.0.1'] });
    for (const name of ['nobody', 'mei, owner', "mei'--"]) {
      expect((await own.get('/', { [authHeader]: name })).status).toBe(403);
    }
    expect((await own.get('/')).status).toBe(303);
  });

  it.each(['somewhere', '10.0.0.0/33', '10.0.0.0/', '::1/200'])('is not %s', async (range) => {
    await expect(serve({ trustedProxies: [range] })).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('a hostile client', () => {
  it('leads no path out of the archive, nor round the login', async () => {
    const url = await serve();
    for (const path of [
      '/../../etc/passwd',
      '/style.css/../../../etc/passwd',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/image/..%2f..%2fetc%2fpasswd',
      '//account',
      '/login/../account',
      '/websub/../account',
      '/websub/x%2f..%2f..%2faccount',
      '/style.css%00',
      '/LOGIN/../account',
    ]) {
      const answer = await raw(url, `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
      expect([path, /^HTTP\/1\.1 (?:401|404|400) /.test(answer)]).toEqual([path, true]);
      expect(answer).not.toContain('root:');
    }
  });

  it('puts no header into an answer', async () => {
    const url = await serve();
    const inject = '%0d%0aSet-Cookie:%20evil=1';
    for (const path of [`/search?q=${inject}`, `/login?next=/${inject}`, `/${inject}`]) {
      const answer = await raw(
        url,
        `GET ${path} HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\nConnection: close\r\n\r\n`,
      );
      const [head = ''] = answer.split('\r\n\r\n');
      expect(head).not.toMatch(/^Set-Cookie: evil/im);
    }
    const browser = visitingBrowser(url);
    const sent = await browser.send('/login', '/login', {
      name: 'x\r\nSet-Cookie: evil=1',
      password: 'x',
      next: '/\r\nSet-Cookie: evil=1',
    });
    expect([sent.status, sent.headers.get('set-cookie')?.includes('evil') ?? false]).toEqual([
      403,
      false,
    ]);
  });

  it('sends no body larger than forms are, told or not', async () => {
    const url = await serve();
    const body = `name=${'x'.repeat(70_000)}`;
    const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const told = await fetch(new URL('/login', url), { method: 'POST', body, headers: type });
    expect(told.status).toBe(413);
    const piece = `${(4096).toString(16)}\r\n${'x'.repeat(4096)}\r\n`;
    const untold = await raw(
      url,
      `POST /login HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n${piece.repeat(20)}0\r\n\r\n`,
    );
    expect(untold).toMatch(/^HTTP\/1\.1 413 /);
    const heads = await raw(url, `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`);
    expect(heads).toMatch(/^HTTP\/1\.1 431 /);
  });

  it('holds no connection by being slow, in its head or in its body', async () => {
    const url = await serve({}, {}, { headersMs: 200, requestMs: 400 });
    const [head, body] = await Promise.all([
      raw(url, 'GET / HTTP/1.1\r\nHost: a\r\nX-Slow: '),
      raw(url, 'POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nnam'),
    ]);
    expect(head).toMatch(/^HTTP\/1\.1 408 /);
    expect(body).toMatch(/^(HTTP\/1\.1 (408|403|400) |$)/);
  });
});
