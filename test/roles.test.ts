import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { answerMcp } from '../src/mcp/index.ts';
import type { Role } from '../src/model/index.ts';
import { createMetrics, createReader, type Listening, serveReader } from '../src/web/index.ts';
import { appAt } from './greader-scene.ts';
import { clock, openForTest, scratch } from './newspaper.ts';
import { logIn, type VisitingBrowser, visitingBrowser } from './visiting-browser.ts';

const password = 'a long password';
const roles = ['reader', 'editor', 'owner'] as const satisfies readonly Role[];
const time = clock();
const { folder, clear } = scratch();
const tokens = { reader: '', editor: '', owner: '' };
const open: Listening[] = [];
let archive: Archive;
let base = '';

beforeAll(async () => {
  archive = await openForTest(folder, time.now);
  for (const role of roles) {
    await archive.accounts.add({ name: role, role, password });
    tokens[role] = (await archive.accounts.makeToken(role, 'test')).secret;
  }
  base = await serve();
});
afterAll(async () => {
  for (const listening of open) await listening.close();
  await archive.close();
  clear();
});

async function serve(): Promise<string> {
  const reader = createReader({
    ...{ archive, now: time.now, title: 'The Archive', timeZone: 'UTC', metrics: createMetrics() },
    access: { publicReading: true, trustedProxies: [] },
    mounted: { '/mcp': (request) => answerMcp(request, { archive, version: 'test' }) },
  });
  const listening = await serveReader(reader, { host: '127.0.0.1', port: 0 });
  open.push(listening);
  return listening.url.replace(/\/$/, '');
}

type Asks = Role | 'nobody';

const browsers = new Map<Asks, Promise<VisitingBrowser>>();

/** A browser in which each of them has logged in, once for all tests. */
function browserOf(who: Asks): Promise<VisitingBrowser> {
  const known = browsers.get(who) ?? enter(who);
  browsers.set(who, known);
  return known;
}

async function enter(who: Asks): Promise<VisitingBrowser> {
  const browser = visitingBrowser(base);
  if (who !== 'nobody') await logIn(browser, who, password);
  return browser;
}

/** The status of an answer to each role, and to nobody. */
async function toEach(ask: (who: Asks) => Promise<number>): Promise<Record<Asks, number>> {
  const told: Record<Asks, number> = { nobody: 0, reader: 0, editor: 0, owner: 0 };
  for (const who of ['nobody', ...roles] as const) told[who] = await ask(who);
  return told;
}

const bearer = (who: Asks): Record<string, string> =>
  who === 'nobody' ? {} : { Authorization: `Bearer ${tokens[who]}` };

const json = { 'Content-Type': 'application/json' };

/** What is asked for here is not there, or nowhere: who gets so far was let in. */
const letIn = { nobody: 401, reader: 404, editor: 404, owner: 404 };
const editors = { nobody: 401, reader: 403, editor: 404, owner: 404 };

describe('a role is the same', () => {
  it.each([
    ['GET', 'articles/ffff/marks', undefined, letIn],
    ['PUT', 'articles/ffff/marks', { read: true }, letIn],
    ['PATCH', 'sources/none', { name: 'x' }, editors],
    ['DELETE', 'sources/none', undefined, editors],
    ['PATCH', 'saved/none', { name: 'x' }, editors],
    ['PUT', 'saved/none/mark', { mark: 0 }, editors],
    ['DELETE', 'saved/none', undefined, editors],
    // A private address is refused to everybody.
    ['POST', 'sources', { url: 'http://127.0.0.1:1/' }, { ...editors, editor: 403, owner: 403 }],
    // Such a name is none.
    ['POST', 'saved', { name: 'a\u0007', query: 'x' }, { ...editors, editor: 400, owner: 400 }],
  ])('to programs: %s %s', async (method, path, body, statuses) => {
    const told = await toEach(async (who) => {
      const answer = await fetch(`${base}/api/v1/${path}`, {
        method,
        headers: { ...bearer(who), ...(body && json) },
        ...(body && { body: JSON.stringify(body) }),
      });
      return answer.status;
    });
    expect(told).toEqual(statuses);
  });

  it('to a program that follows: a reader is told of the role, an editor of the address', async () => {
    const refusals = await Promise.all(
      (['reader', 'editor'] as const).map(async (who) => {
        const body = JSON.stringify({ url: 'http://127.0.0.1:1/' });
        const init = { method: 'POST', headers: { ...bearer(who), ...json }, body };
        return (await (await fetch(`${base}/api/v1/sources`, init)).json()) as { detail: string };
      }),
    );
    expect(refusals[0]?.detail).toContain('--role editor');
    expect(refusals[1]?.detail).not.toContain('--role editor');
  });

  it.each([
    ['subscription/edit', { ac: 'unsubscribe', s: 'feed/1' }, 403],
    ['subscription/import', {}, 403],
    ['subscription/quickadd', { quickadd: '' }, 403],
    ['rename-tag', { s: 'user/-/label/x', dest: 'user/-/label/y' }, 403],
    ['disable-tag', { s: 'user/-/label/x' }, 403],
    ['edit-tag', { i: '1', a: 'user/-/state/com.google/read' }, 200],
    ['mark-all-as-read', { s: 'user/-/state/com.google/reading-list' }, 200],
  ])('to reading apps: %s', async (call, fields, toReader) => {
    const told = await toEach(async (who) => {
      if (who === 'nobody') {
        const init = { method: 'POST', body: new URLSearchParams({ ...fields }) };
        return (await fetch(`${base}/reader/api/0/${call}`, init)).status;
      }
      const app = await appAt(base, who, tokens[who]);
      return (await app.post(call, Object.entries(fields))).status;
    });
    expect([told.nobody, told.reader]).toEqual([401, toReader]);
    for (const who of ['editor', 'owner'] as const) expect(told[who]).not.toBe(403);
  });

  it('to browsers: forms that save a search, say what is seen, and keep sources', async () => {
    for (const [path, fields] of [
      ['/saved', { name: 'a\u0007', query: 'x' }],
      ['/saved/none/seen', { mark: '0' }],
      ['/sources/peek', { url: 'http://127.0.0.1:1/' }],
      ['/sources/follow', { url: 'http://127.0.0.1:1/' }],
      ['/sources/opml', {}],
      ['/sources/none/settings', {}],
      ['/sources/none/unfollow', {}],
      ['/sources/none/again', {}],
      ['/sources/none/poll', {}],
    ] as const) {
      const told = await toEach(async (who) => {
        const browser = await browserOf(who);
        return (await browser.send(who === 'nobody' ? '/login' : '/account', path, fields)).status;
      });
      expect([path, told.reader]).toEqual([path, 403]);
      // A browser is led to the login.
      expect([path, told.nobody]).toEqual([path, 303]);
      // What they ask for is none, or on a private address.
      const tells = path === '/sources/peek' ? [403] : [400, 404];
      for (const who of ['editor', 'owner'] as const) expect(tells).toContain(told[who]);
    }
  });

  it('to browsers: the users, who are kept by owners', async () => {
    for (const [path, fields, toOwner] of [
      ['/users', undefined, 200],
      ['/users/none', undefined, 404],
      ['/users/none/remove', undefined, 404],
      ['/users', { name: 'a b', role: 'reader' }, 400],
      ['/users/none/role', { role: 'reader' }, 404],
      ['/users/none/password', {}, 404],
      ['/users/none/remove', {}, 404],
    ] as const) {
      const told = await toEach(async (who) => {
        const browser = await browserOf(who);
        if (fields === undefined) return (await browser.get(path)).status;
        const from = who === 'nobody' ? '/login' : '/account';
        return (await browser.send(from, path, fields)).status;
      });
      const toNobody = fields === undefined ? 403 : 303;
      const statuses = { nobody: toNobody, reader: 403, editor: 403, owner: toOwner };
      expect([path, told]).toEqual([path, statuses]);
      const withToken = await toEach(async (who) => {
        const method = fields === undefined ? 'GET' : 'POST';
        return (await fetch(`${base}${path}`, { method, headers: bearer(who) })).status;
      });
      expect([path, withToken.owner]).toEqual([path, 403]);
    }
  });

  it('to browsers: the way to the users is shown to owners alone', async () => {
    const told = await toEach(async (who) => {
      const browser = await browserOf(who);
      const pages = await Promise.all(
        ['/settings', '/account', '/'].map(async (path) => (await browser.get(path)).text()),
      );
      return pages.filter((page) => page.includes('href="/users"')).length;
    });
    expect(told).toEqual({ nobody: 0, reader: 0, editor: 0, owner: 2 });
  });

  it('to language models, who read: with a token alone, where reading is public too', async () => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
    const accept = { ...json, Accept: 'application/json, text/event-stream' };
    const told = await toEach(async (who) => {
      const headers = { ...accept, ...bearer(who) };
      return (await fetch(`${base}/mcp`, { method: 'POST', headers, body })).status;
    });
    expect(told).toEqual({ nobody: 401, reader: 200, editor: 200, owner: 200 });
    const { secret } = await archive.accounts.enter(await archive.accounts.user('owner'));
    const cookie = { ...accept, Cookie: `backissue_session=${secret}` };
    expect((await fetch(`${base}/mcp`, { method: 'POST', headers: cookie, body })).status).toBe(
      403,
    );
  });

  it('to those who measure: owners alone', async () => {
    const told = await toEach(
      async (who) => (await fetch(`${base}/metrics`, { headers: bearer(who) })).status,
    );
    expect([told.reader, told.editor, told.owner]).toEqual([told.nobody, told.nobody, 200]);
    expect(told.nobody).toBeGreaterThanOrEqual(401);
  });

  it('to a token of anybody: it opens no account and makes no token', async () => {
    for (const who of roles) {
      for (const [method, path] of [
        ['GET', '/account'],
        ['POST', '/account/tokens'],
        ['POST', '/account/password'],
        ['POST', '/account/revoke'],
      ] as const) {
        const answer = await fetch(`${base}${path}`, { method, headers: bearer(who) });
        expect([who, path, answer.status]).toEqual([who, path, 403]);
      }
    }
  });
});

describe('a saved search where reading is public', () => {
  it('is found by its id, and not by a name that may be guessed', async () => {
    const { id } = await archive.saveSearch({ name: 'guessed by anybody', text: 'harbour' });
    const hits = async (named: string) =>
      (await fetch(`${base}/api/v1/saved/${encodeURIComponent(named)}/hits`)).status;
    expect([await hits(id), await hits('guessed by anybody')]).toEqual([200, 404]);
    expect((await fetch(`${base}/saved/guessed%20by%20anybody`)).status).toBe(404);
    expect((await fetch(`${base}/api/v1/saved`)).status).toBe(403);
    const told = await toEach(
      async (who) => (await fetch(`${base}/api/v1/saved`, { headers: bearer(who) })).status,
    );
    expect(told).toEqual({ nobody: 403, reader: 200, editor: 200, owner: 200 });
  });
});
