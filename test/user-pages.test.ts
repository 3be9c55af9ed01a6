import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { createReader, type Listening, serveReader } from '../src/web/index.ts';
import { clock, openForTest, scratch } from './newspaper.ts';
import { logIn, type VisitingBrowser, visitingBrowser } from './visiting-browser.ts';

// A login costs a quarter of a second of processor time, by design.
const slow = { timeout: 60_000 };
const password = 'a long password';
const time = clock();
const { folder, clear } = scratch();
let archive: Archive;
let listening: Listening;
let owner: VisitingBrowser;

beforeAll(async () => {
  archive = await openForTest(folder, time.now);
  await archive.accounts.add({ name: 'lin', role: 'owner', password });
  const reader = createReader({
    ...{ archive, now: time.now, title: 'The Archive', timeZone: 'UTC' },
    access: { publicReading: false, trustedProxies: [] },
  });
  listening = await serveReader(reader, { host: '127.0.0.1', port: 0 });
  owner = await entered('lin', password);
});
afterAll(async () => {
  await listening.close();
  await archive.close();
  clear();
});

async function entered(name: string, typed: string): Promise<VisitingBrowser> {
  const browser = visitingBrowser(listening.url);
  await logIn(browser, name, typed);
  return browser;
}

/** Sends a form of the list of users. */
const send = (path: string, fields: Record<string, string> = {}) =>
  owner.send('/users', path, fields);

/** Whether a browser is let in. */
const isIn = async (browser: VisitingBrowser) => (await browser.get('/')).status === 200;

const secretIn = (page: string): string | undefined =>
  /<code class="secret">([^<]+)</.exec(page)?.[1];

describe('users in the reader', () => {
  it('are added with a password that is made, and shown once', slow, async () => {
    const added = await send('/users', { name: ' Ｍei ', role: 'editor', password: '' });
    const made = secretIn(await added.text());
    expect(made).toMatch(/^([a-z\d]{4}-){4}[a-z\d]{4}$/);
    expect([added.status, added.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(await archive.accounts.user('mei')).toMatchObject({ role: 'editor' });
    expect(await isIn(await entered('mei', made ?? ''))).toBe(true);
    for (const path of ['/users', '/users/mei', '/users/mei?said=added']) {
      expect(await (await owner.get(path)).text()).not.toContain(made);
    }
  });

  it('are added with a password that is typed, which is told nowhere', slow, async () => {
    const typed = 'quite another one';
    const added = await send('/users', { name: 'ana', role: 'reader', password: typed });
    expect([added.status, added.headers.get('location')]).toEqual([303, '/users/ana?said=added']);
    expect(await (await owner.get('/users/ana?said=added')).text()).not.toContain(typed);
    expect(await isIn(await entered('ana', typed))).toBe(true);
  });

  it('are listed with role, when they were made, and when they were here', slow, async () => {
    await archive.accounts.add({ name: 'tom', role: 'reader', password });
    const { secret } = await archive.accounts.makeToken('tom', 'phone');
    const before = await (await owner.get('/users')).text();
    expect(before).toMatch(/tom<[\s\S]*?last here unknown/);
    time.pass(3 * 86_400_000);
    await archive.accounts.tokenUser(secret);
    const told = await (await owner.get('/users')).text();
    expect(told).toMatch(
      /tom<[\s\S]*?<time datetime="2026-11-24[\s\S]*?last here <time datetime="2026-11-27/,
    );
    expect(told).toMatch(/lin<[\s\S]*?>you<[\s\S]*?owner/);
  });

  it('get another role, which holds at once', slow, async () => {
    await archive.accounts.add({ name: 'eva', role: 'owner', password });
    const eva = await entered('eva', password);
    expect((await eva.get('/users')).status).toBe(200);
    const given = await send('/users/eva/role', { role: 'reader' });
    expect(given.headers.get('location')).toBe('/users/eva?said=role');
    expect((await eva.get('/users')).status).toBe(403);
    expect((await send('/users/eva/role', { role: 'king' })).status).toBe(400);
  });

  it('get a new password, which ends their logins', slow, async () => {
    await archive.accounts.add({ name: 'kim', role: 'reader', password });
    const kim = await entered('kim', password);
    expect(await isIn(kim)).toBe(true);
    const made = secretIn(await (await send('/users/kim/password', { password: '' })).text());
    expect([await isIn(kim), await isIn(await entered('kim', password))]).toEqual([false, false]);
    expect(await isIn(await entered('kim', made ?? ''))).toBe(true);
    const typed = await send('/users/kim/password', { password: 'chosen by hand' });
    expect(typed.headers.get('location')).toBe('/users/kim?said=password');
    expect((await send('/users/kim/password', { password: 'short' })).status).toBe(400);
    // Whoever sits at the owner's screen does not know the owner's password.
    expect((await send('/users/lin/password', {})).status).toBe(409);
    expect(await isIn(owner)).toBe(true);
  });

  it('are removed after one more question, with their logins', slow, async () => {
    await archive.accounts.add({ name: '林一', role: 'reader', password });
    const lin = await entered('林一', password);
    const path = `/users/${encodeURIComponent('林一')}/remove`;
    const asked = await (await owner.get(path)).text();
    expect(asked).toContain('Remove <bdi>林一</bdi>?');
    expect(asked).toContain(`action="${path}"`);
    expect(await isIn(lin)).toBe(true);
    const gone = await send(path);
    const list = await (await owner.get(gone.headers.get('location') ?? '')).text();
    expect(list).toContain('<bdi>林一</bdi> is removed');
    expect([await isIn(lin), (await owner.get(path)).status]).toEqual([false, 404]);
  });

  it('keep an owner among them, whatever is sent', slow, async () => {
    for (const [path, fields] of [
      ['/users/lin/role', { role: 'reader' }],
      ['/users/lin/remove', {}],
    ] as const) {
      const refused = await send(path, fields);
      expect([refused.status, await refused.text()]).toEqual([
        409,
        expect.stringContaining('The last owner can be neither removed nor made less'),
      ]);
    }
    const page = await (await owner.get('/users/lin')).text();
    expect(page).not.toMatch(/users\/lin\/(?:role|remove)/);
    expect((await owner.get('/users/lin/remove')).status).toBe(409);
    expect(await archive.accounts.user('lin')).toMatchObject({ role: 'owner' });
  });

  it.each([
    [{ name: 'a b', role: 'reader' }, 400, '这不能用作用户名'],
    [{ name: 'LIN', role: 'reader' }, 409, '已有同名用户'],
    [{ name: 'new', role: 'reader', password: 'short' }, 400, '密码至少 8 个字符'],
    [{ name: 'new', role: '' }, 400, '请更正'],
  ])('are not made of %j, and why is told in Chinese', async (fields, status, says) => {
    const chinese = { 'Accept-Language': 'zh-CN' };
    const answer = await owner.send('/users', '/users', fields, chinese);
    expect([answer.status, await answer.text()]).toEqual([status, expect.stringContaining(says)]);
  });

  it('are not added by a form without its proof', async () => {
    const forged = await send('/users', { name: 'eve', role: 'owner', proof: 'forged' });
    expect(forged.status).toBe(403);
    await expect(archive.accounts.user('eve')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('an owner', () => {
  it('who is owner no more is led to their own page', slow, async () => {
    await archive.accounts.add({ name: 'zoe', role: 'owner', password });
    const zoe = await entered('zoe', password);
    const left = await zoe.send('/users', '/users/zoe/role', { role: 'editor' });
    expect(left.headers.get('location')).toBe('/account');
    expect((await zoe.get('/users')).status).toBe(403);
  });
});
