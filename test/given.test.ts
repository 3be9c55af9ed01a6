import { createServer, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { httpProxy } from '../src/http/testing/proxies.ts';
import { everything } from './everything.ts';
import { command, openForTest, scratch } from './newspaper.ts';
import { closing, item, listening, rss } from './own-feed.ts';

vi.setConfig({ testTimeout: 30_000 });

const key = 'X-Key: open-sesame';
const cookies = 'member=yes-i-am; tier=gold-as-such';
const secrets = ['open-sesame', 'yes-i-am', 'gold-as-such'];

/** An outlet that serves nothing without a key and a cookie; its front page names the feed. */
async function startGate(): Promise<{ server: Server; origin: string; let: string[] }> {
  const entered: string[] = [];
  const mayEnter = ({ headers }: IncomingMessage) =>
    headers['x-key'] === 'open-sesame' && /member=yes-i-am/.test(headers.cookie ?? '');
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path === '/robots.txt') return response.writeHead(404).end();
    if (!mayEnter(request)) return response.writeHead(403).end('Members only');
    entered.push(path);
    const isFeed = path === '/members.xml';
    response.setHeader('Content-Type', isFeed ? 'application/rss+xml' : 'text/html');
    if (path === '/picture.png') response.setHeader('Content-Type', 'image/png');
    const story = item({ title: 'Ferry sails', path: '/story/ferry-sails-again' }, origin);
    return response.end(isFeed ? rss([story]) : pageOf(path));
  });
  const origin = `http://127.0.0.1:${await listening(server)}`;
  return { server, origin, let: entered };
}

const pageOf = (path: string) =>
  path === '/'
    ? '<!doctype html><title>Gate News</title><link rel="alternate" type="application/rss+xml" href="/members.xml"><p>Hello.</p>'
    : `<!doctype html><html lang="en"><title>Ferry sails</title><article><h1>Ferry sails</h1>${'<p>The ferry left the quay at dawn, as it has for years, and nobody was left behind.</p>'.repeat(6)}<img src="/picture.png" alt="The ferry"></article></html>`;

describe('a source behind a gate', () => {
  let gate: Awaited<ReturnType<typeof startGate>>;
  let archive: string;
  let clear: () => void;
  beforeEach(async () => {
    gate = await startGate();
    ({ folder: archive, clear } = scratch());
  });
  afterEach(async () => {
    await closing(gate.server);
    clear();
  });

  const run = (...parameters: string[]) =>
    command([...parameters, '--archive', archive, '--host-gap', '0']);
  const follow = (...parameters: string[]) =>
    run('follow', `${gate.origin}/`, '--allow-private', ...parameters);
  const again = (...parameters: string[]) =>
    run('follow', `${gate.origin}/members.xml`, ...parameters);
  const listed = async () => {
    const { sources } = (await run('sources', '--json')).json() as unknown as {
      sources: { id: string; given: object; health: { state: string }; pollSeconds?: number }[];
    };
    const [source] = sources;
    if (source === undefined) throw new Error('no source');
    return source;
  };

  it('is found, polled, read and pictured with the header and the cookies it was given', async () => {
    expect(await follow()).toMatchObject({ code: 1 });
    expect(await follow('--header', key, '--cookie', cookies)).toMatchObject({ code: 0, err: '' });
    expect(await run('fetch')).toMatchObject({ code: 0, err: '' });
    expect(new Set(gate.let)).toEqual(
      new Set(['/', '/members.xml', '/story/ferry-sails-again', '/picture.png']),
    );
    expect(await listed()).toMatchObject({ given: { headers: 1, cookies: true, proxy: false } });
  });

  it('has its secrets in no answer of a command and in no capture', async () => {
    const said = [await follow('--header', key, '--cookie', cookies), await run('fetch')];
    const { id } = await listed();
    for (const parameters of [['sources'], ['sources', id], ['doctor'], ['stats']]) {
      said.push(await run(...parameters), await run(...parameters, '--json'));
    }
    const captures = everything(join(archive, 'captures'));
    expect(captures).toMatch(/X-Key: withheld/i);
    for (const secret of secrets) {
      expect(captures.includes(secret), secret).toBe(false);
      for (const { out, err } of said) expect(out + err).not.toContain(secret);
    }
  });

  it('takes other settings when it is followed again, and keeps all that was learned', async () => {
    await follow('--header', key, '--cookie', 'member=no-longer');
    expect((await run('sources')).out).toContain('Nothing is followed');
    await follow('--header', key, '--cookie', cookies, '--every', '900');
    await run('fetch');
    const before = await listed();
    expect(before).toMatchObject({ pollSeconds: 900, health: { state: 'ok' } });
    await run('unfollow', before.id);
    expect(await again('--cookie', '', '--every', 'auto')).toMatchObject({ code: 0, err: '' });
    const bare = await listed();
    expect(bare).toMatchObject({ id: before.id, given: { headers: 1, cookies: false } });
    expect(bare).not.toHaveProperty('pollSeconds');
    expect(bare).toHaveProperty('health.lastSuccessAt');
    expect((await run('fetch', '--all')).out).toContain('403');
    expect(await again('--cookie', cookies, '--header', '')).toMatchObject({ code: 0 });
    expect((await listed()).given).toEqual({ headers: 0, cookies: true, proxy: false });
    expect((await run('fetch')).out).toContain('403');
    await again('--header', key);
    expect(await run('fetch')).toMatchObject({ code: 0 });
    expect((await listed()).health.state).toBe('ok');
  });

  it('is asked through a proxy of its own, the search for its feed too', async () => {
    const proxy = await httpProxy();
    const address = `http://reader:pass-word@127.0.0.1:${proxy.port}`;
    const given = ['--header', key, '--cookie', cookies, '--proxy', address];
    const followed = await follow(...given);
    await run('fetch');
    await proxy.close();
    expect(followed).toMatchObject({ code: 0, err: '' });
    const paths = proxy.asked.map((line) => line.replace(/^GET http:\/\/[^/]+/, ''));
    expect(new Set(paths)).toEqual(
      new Set(['/', '/robots.txt', '/members.xml', '/story/ferry-sails-again', '/picture.png']),
    );
    expect(paths.filter((path) => path !== '/robots.txt')).toEqual(gate.let);
    expect((await run('sources')).out).not.toContain('pass-word');
    expect((await listed()).given).toMatchObject({ proxy: true });
  });

  it.each([
    [['--header', 'no colon at all'], 2, 'no colon'],
    [['--header', 'Host: elsewhere.example'], 1, 'Host: the client writes this header'],
    [['--header', 'A b: c'], 1, 'is no HTTP header'],
    [['--header', 'Cookie: a=b'], 1, 'give it as cookies'],
    [['--cookie', 'no pair'], 1, 'name=value'],
    [['--cookie', 'a=1\r\nX: y'], 1, 'is no HTTP header'],
    [['--proxy', 'ftp://me:pass-word@proxy.example'], 1, 'is no proxy'],
    [['--every', 'often'], 2, '--every is often'],
  ])('is not followed with %j', async (parameters, code, says) => {
    const answer = await follow(...parameters);
    expect(answer).toMatchObject({ code, out: '' });
    expect(answer.err).toMatch(/^backissue: [^\n]+\.\n$/);
    expect(answer.err).toContain(says);
    expect(answer.err).not.toContain('pass-word');
    expect(gate.let).toEqual([]);
  });

  it('is peeked at with what it would be followed with', async () => {
    const peek = (...more: string[]) =>
      run('peek', `${gate.origin}/`, '--allow-private', '--json', ...more);
    expect((await peek()).code).toBe(1);
    const found = await peek('--header', key, '--cookie', cookies);
    expect(found.json()).toMatchObject({
      kind: 'feed',
      url: `${gate.origin}/members.xml`,
      candidates: [{ kind: 'feed', entries: 1 }],
    });
  });

  it('keeps its jar for the archive that opens after', async () => {
    await follow('--header', key, '--cookie', cookies);
    await run('fetch');
    const later = await openForTest(archive, Date.now);
    const report = await later.fetch({ all: true });
    await later.close();
    expect(report).toMatchObject({ sources: 1, failed: [] });
  });
});
