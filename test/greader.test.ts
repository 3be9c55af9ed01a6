import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createReader } from '../src/web/index.ts';
import { slow } from './greader-calls.ts';
import { appAt, greaderScene, hour, password, type Scene } from './greader-scene.ts';

let scene: Scene;
let base: string;
beforeAll(async () => {
  scene = await greaderScene();
  base = scene.url.slice(0, -1);
});
afterAll(() => scene.close());
// Nobody is kept out for what another test tried.
afterEach(() => scene.time.pass(hour));
const login = (fields: Readonly<Record<string, string>>) =>
  fetch(`${base}/accounts/ClientLogin`, { method: 'POST', body: new URLSearchParams(fields) });

describe('the login of reading apps', slow, () => {
  it('gives what lets an app in, in three lines of two parts each', async () => {
    const answer = await login({ Email: 'mei', Passwd: password, service: 'reader' });
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    const text = await answer.text();
    const [, secret] = /^SID=([\w-]{43})\nLSID=null\nAuth=\1\n$/.exec(text) ?? [];
    expect(secret).toBeDefined();
    const again = await fetch(`${base}/accounts/ClientLogin?Email=mei&Passwd=a+long+password`);
    expect(await again.text()).toMatch(/^SID=/);
    const json = await login({ Email: 'mei', Passwd: password, output: 'json' });
    expect(await json.json()).toMatchObject({ LSID: 'null', Auth: expect.any(String) });
  });

  it('takes a token in place of the password, until it is revoked', async () => {
    const { secret, id } = await scene.archive.accounts.makeToken('ana', 'phone');
    expect((await login({ Email: 'mei', Passwd: secret })).status).toBe(401);
    const app = await appAt(base, 'ana', secret);
    expect((await app.get('user-info')).status).toBe(200);
    await scene.archive.accounts.revokeToken(id, 'ana');
    expect((await app.get('user-info')).status).toBe(401);
  });

  it('is refused with a wrong password, and after ten tries not looked at', async () => {
    const wrong = await login({ Email: 'mei', Passwd: 'wrong' });
    expect([wrong.status, wrong.headers.get('x-reader-google-bad-token')]).toEqual([401, 'true']);
    for (let at = 1; at < 10; at += 1) await login({ Email: `nobody-${at}`, Passwd: 'wrong' });
    const waiting = await login({ Email: 'mei', Passwd: password });
    expect([waiting.status, waiting.headers.get('retry-after')]).toEqual([429, '900']);
  });

  it('tells an app that is not let in to log in again', async () => {
    const bare = await fetch(`${base}/reader/api/0/tag/list`);
    expect(bare.status).toBe(401);
    expect(bare.headers.get('x-reader-google-bad-token')).toBe('true');
    expect(bare.headers.get('google-bad-token')).toBe('true');
    expect(bare.headers.get('date')).toBe(new Date(scene.time.now()).toUTCString());
  });

  it('takes the secret as a header or as a field, whatever else the field holds', async () => {
    const { token, post } = await appAt(base, 'mei');
    const send = (fields: Readonly<Record<string, string>>) =>
      fetch(`${base}/reader/api/0/edit-tag`, { method: 'POST', body: new URLSearchParams(fields) });
    expect(await (await send({ T: ` ${token}\n` })).text()).toBe('OK');
    expect((await send({ T: 'x' })).status).toBe(401);
    expect(await (await post('edit-tag', [['T', '']])).text()).toBe('OK');
    expect(await (await post('edit-tag', [['T', 'x']])).text()).toBe('OK');
  });

  it('lets nobody in by the cookie of a browser', async () => {
    const user = await scene.archive.accounts.user('mei');
    const { secret } = await scene.archive.accounts.enter(user);
    const headers = { Cookie: `backissue_session=${secret}` };
    expect((await fetch(`${base}/sources`, { headers })).status).toBe(200);
    expect((await fetch(`${base}/reader/api/0/user-info`, { headers })).status).toBe(401);
  });

  it('counts who comes through a proxy of ours by the address it tells', async () => {
    const behind = await scene.serve({ trustedProxies: ['127.0.0.1'] });
    const from = (address: string) =>
      fetch(`${behind}accounts/ClientLogin`, {
        ...{ method: 'POST', headers: { 'X-Forwarded-For': address } },
        body: new URLSearchParams({ Email: 'nobody', Passwd: 'wrong' }),
      });
    for (let at = 0; at < 10; at += 1) await from('192.0.2.1');
    expect((await from('192.0.2.1')).status).toBe(429);
    expect((await from('192.0.2.2')).status).toBe(401);
  });

  it('is answered plainly where a reader has no users', async () => {
    const reader = createReader({
      ...{ archive: scene.archive, now: scene.time.now, title: 'Demo', timeZone: 'UTC' },
    });
    const answer = await reader.request('/accounts/ClientLogin', { method: 'POST' });
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringMatching(/no users/)]);
  });
});

describe('the addresses of the API', slow, () => {
  let token: string;
  beforeAll(async () => {
    token = (await appAt(base, 'mei')).token;
  });
  const status = async (path: string) =>
    (await fetch(base + path, { headers: { Authorization: `GoogleLogin auth=${token}` } })).status;

  it('are read as people paste them and apps join them', async () => {
    const feed = (await scene.feed('Harbour')).replace('feed/', '');
    for (const path of [
      '/reader/api/0/token',
      '/reader/api/0/token/',
      '//reader/api/0/token',
      '/api/greader.php/reader/api/0/token',
      '/api/greader.php//reader//api/0//tag//list?output=json',
      `/reader/api/0/stream/contents/feed%2F${feed}`,
      `/api/greader.php/reader/api/0/stream/contents/feed/${feed}/`,
      `/reader/api/0/stream/contents/feed/${scene.site.url('/harbour')}?n=2`,
      `/reader/api/0/stream/contents/feed%2F${encodeURIComponent(scene.site.url('/harbour'))}`,
      '/reader/api/0/stream/contents/user/-/label/The%20sea',
      '/reader/api/0/stream/contents/user%2F1%2Flabel%2FThe+sea',
      '/api/greader.php',
    ]) {
      expect([path, await status(path)]).toEqual([path, 200]);
    }
    expect(await status('/reader/api/0/nothing')).toBe(404);
    expect(await status('/reader/api/0/edit-tag')).toBe(405);
  });

  it('take no form that cannot be read, and no more items than ids have a page', async () => {
    const send = async (type: string, body: string) => {
      const headers = { Authorization: `GoogleLogin auth=${token}`, 'Content-Type': type };
      const init = { method: 'POST', headers, body };
      const answer = await fetch(`${base}/reader/api/0/edit-tag`, init);
      return `${answer.status} ${await answer.text()}`;
    };
    const form = 'application/x-www-form-urlencoded';
    const tag = 'a=user/-/state/com.google/read';
    expect(await send('multipart/form-data; boundary=x', 'nothing of it')).toMatch(/^400 The form/);
    expect(await send(form, `${tag}${'&i=1'.repeat(10_000)}`)).toBe('200 OK');
    expect(await send(form, `${tag}${'&i=1'.repeat(10_001)}`)).toMatch(/^400 10001 items at once/);
  });

  it('are open to web apps of other sites', async () => {
    const asked = await fetch(`${base}/reader/api/0/tag/list`, {
      ...{ method: 'OPTIONS', headers: { Origin: 'https://app.test' } },
    });
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-origin')).toBe('*');
    expect(asked.headers.get('access-control-allow-headers')).toContain('Authorization');
    expect(asked.headers.get('access-control-allow-credentials')).toBeNull();
  });
});
