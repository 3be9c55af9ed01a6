import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { command, openForTest, scratch } from './newspaper.ts';
import { serving } from './serving.ts';
import { logIn, visitingBrowser } from './visiting-browser.ts';

const { freshFolder, folder: place, clear } = scratch();
afterAll(clear);
const slow = { timeout: 60_000 };
const password = 'a long password';

async function emptyArchive(): Promise<string> {
  const folder = freshFolder();
  await (await openForTest(folder, Date.now)).close();
  return folder;
}

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('serve', () => {
  it('makes an owner at its first start and tells the password once', slow, async () => {
    const folder = await emptyArchive();
    let made = '';
    await serving(['--archive', folder, '--json'], {}, async (told, url) => {
      const answer = JSON.parse(told) as { owner: { name: string; password: string } };
      made = answer.owner.password;
      const browser = visitingBrowser(JSON.parse(told).url);
      expect(url).not.toBe('');
      expect((await logIn(browser, 'owner', made)).status).toBe(303);
      expect((await browser.get('/')).status).toBe(200);
    });
    await serving(['--archive', folder, '--no-work'], {}, async (told, url) => {
      expect(told).not.toMatch(/owner|password/);
      expect((await logIn(visitingBrowser(url), 'owner', made)).status).toBe(303);
    });
  });

  it('takes the password from a file', slow, async () => {
    const file = join(place, 'password');
    writeFileSync(file, `${password}\n`);
    const env = { BACKISSUE_PASSWORD_FILE: file };
    await serving(['--archive', await emptyArchive()], env, async (told, url) => {
      expect(told).toContain('Log in as owner, with the password that was given.');
      expect(told).not.toContain(password);
      expect((await logIn(visitingBrowser(url), 'owner', password)).status).toBe(303);
    });
  });

  it('ends, and listens no more, where the password of the first user is none', async () => {
    const archive = await emptyArchive();
    const port = String(await freePort());
    const parameters = ['--archive', archive, '--port', port, '--password', 'short'];
    const { code, err } = await command(['serve', ...parameters]);
    expect(code).toBe(1);
    await expect(fetch(`http://127.0.0.1:${port}/healthcheck`)).rejects.toThrow();
    expect(err).toContain('shorter than 8');
  });

  it('lets everybody read where it is told to', slow, async () => {
    const parameters = ['--archive', await emptyArchive(), '--no-work', '--public-reading', 'yes'];
    await serving(parameters, {}, async (_told, url) => {
      expect((await visitingBrowser(url).get('/')).status).toBe(200);
    });
  });

  it.each([
    [['--auth-header', 'X-Remote-User'], '--auth-header is X-Remote-User without --trusted-proxy'],
    [['--auth-header', 'X: Y'], '--auth-header is X: Y'],
    [['--trusted-proxy', 'home'], 'home: this is no IP address'],
  ])('refuses %j', slow, async (parameters, says) => {
    const archive = await emptyArchive();
    const answer = await command(['serve', '--no-work', '--archive', archive, ...parameters]);
    expect(answer.code).toBeGreaterThan(0);
    expect(answer.err).toContain(says);
    const users = await command(['users', '--json', '--archive', archive]);
    expect(users.json()).toEqual({ users: [] });
  });
});

describe('users', () => {
  it('are added, given roles and tokens, and removed', slow, async () => {
    const archive = await emptyArchive();
    const users = (...parameters: string[]) =>
      command(['users', ...parameters, '--archive', archive, '--json']);
    const added = (await users('add', 'Mei', '--role', 'owner')).json();
    expect(added).toMatchObject({
      user: { name: 'mei', role: 'owner' },
      password: expect.stringMatching(/^[a-z\d-]{24}$/),
    });
    expect((await users('add', 'ana', '--password', password)).json()).not.toHaveProperty(
      'password',
    );
    expect((await users('role', 'ana', '--role', 'editor')).json()).toMatchObject({
      user: { role: 'editor' },
    });
    expect((await users('password', 'ana')).json()).toHaveProperty('password');
    const made = (await users('token', 'ana', '--label', 'phone')).json() as unknown as {
      token: { id: string; secret: string };
    };
    const listed = await users('tokens', 'ana');
    expect(listed.json()).toMatchObject({ tokens: [{ id: made.token.id, label: 'phone' }] });
    expect(listed.out).not.toContain(made.token.secret);
    expect((await users('revoke', made.token.id)).code).toBe(0);
    expect((await users('revoke', made.token.id)).code).toBe(1);
    expect((await users('remove', 'ana')).code).toBe(0);
    expect((await users('remove', 'mei')).json()).toMatchObject({ error: { code: 'conflict' } });
    const left = await command(['users', '--archive', archive]);
    expect(left.out).toMatch(/^mei +owner\n$/);
  });

  it.each([
    [['fly'], 2, 'users does no such thing'],
    [['add'], 2, 'name a user'],
    [['revoke'], 2, 'name a token by its id'],
    [['role', 'mei'], 2, 'given no role'],
    [['role', 'mei', '--role', 'king'], 2, '--role is king'],
    [['remove', 'mei'], 1, 'mei: there is no such user'],
    [['add', 'm e i'], 1, 'm e i: this is no user'],
    [['add', 'mei', '--password', 'short'], 1, 'shorter than 8'],
  ])('are not changed by %j', slow, async (parameters, code, says) => {
    const answer = await command(['users', ...parameters, '--archive', await emptyArchive()]);
    expect([answer.code, answer.out]).toEqual([code, '']);
    expect(answer.err).toContain(says);
  });

  it('make no archive where there is none', async () => {
    const folder = freshFolder();
    const answer = await command(['users', 'add', 'mei', '--archive', folder]);
    expect([answer.code, existsSync(folder)]).toEqual([1, false]);
    expect(answer.err).toContain('there is no archive here');
  });
});
