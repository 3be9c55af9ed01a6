import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestStore } from '../../test/house-store.ts';
import { clock, scratch } from '../../test/newspaper.ts';
import { openParts } from '../../test/open-parts.ts';
import { rss, storyPage } from '../../test/small-site.ts';
import { type Loopback, serve } from '../http/testing/loopback.ts';
import { httpProxy } from '../http/testing/proxies.ts';

interface Asked {
  readonly path: string;
  readonly key: string | undefined;
  readonly cookie: string | undefined;
}

describe('a source with headers, cookies and a proxy of its own', () => {
  const time = clock();
  let folder: string;
  let clear: () => void;
  let own: Loopback;
  let other: Loopback;
  let asked: Asked[];
  /** What the feed's address answers before anything else. */
  let feed: (request: IncomingMessage) => Record<string, string> | undefined;

  beforeEach(async () => {
    ({ folder, clear } = scratch());
    asked = [];
    feed = () => undefined;
    const note = (request: IncomingMessage) => {
      const { 'x-key': key, cookie } = request.headers;
      asked.push({ path: request.url ?? '', key: key?.toString(), cookie });
    };
    other = await serve((request, response) => {
      note(request);
      response.writeHead(200, { 'content-type': 'image/png' }).end('picture');
    });
    own = await serve((request, response) => {
      note(request);
      const path = request.url ?? '';
      const base = `http://127.0.0.1:${own.port}`;
      if (path === '/feed') {
        const headers = feed(request);
        if (headers !== undefined && 'location' in headers) response.writeHead(302, headers).end();
        else
          response
            .writeHead(200, { 'content-type': 'application/rss+xml', ...headers })
            .end(rss(['/one']).replaceAll('{base}', base));
      } else if (path === '/one') {
        const images = `<img src="/own.png" alt="ours"><img src="http://127.0.0.1:${other.port}/other.png" alt="theirs">`;
        response
          .writeHead(200, { 'content-type': 'text/html' })
          .end(storyPage('One').replace('</article>', `${images}</article>`));
      } else if (path.endsWith('.png')) {
        response.writeHead(200, { 'content-type': 'image/png' }).end('own picture');
      } else response.writeHead(404).end();
    });
  });
  afterEach(async () => {
    await own.close();
    await other.close();
    clear();
  });

  const open = async () =>
    openParts(folder, await openTestStore({ file: join(folder, 'backissue.sqlite') }), {
      now: time.now,
    });
  /** Everything that lies in the capture files, unpacked. */
  const captured = () =>
    readdirSync(join(folder, 'captures'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.gz'))
      .map((name) => gunzipSync(readFileSync(join(folder, 'captures', name))).toString())
      .join('');
  const last = (path: string) => asked.findLast((one) => one.path === path);

  it('sends a secret header to its own host alone, and into no file', async () => {
    const { archive, follow } = await open();
    await follow(own.url('/feed'), { headers: [['X-Key', 'sesame-open']] });
    await archive.fetch();
    for (const path of ['/feed', '/one', '/own.png']) expect(last(path)?.key).toBe('sesame-open');
    expect(last('/other.png')).toMatchObject({ key: undefined });
    await archive.close();
    expect(captured()).toContain('X-Key: withheld');
    expect(captured()).not.toContain('sesame');
  });

  it('sends its cookies with feed and pages, and a set one next time, after a restart too', async () => {
    feed = () => ({ 'set-cookie': 'visit=second-secret; Path=/' });
    const first = await open();
    const { id } = await first.follow(own.url('/feed'), { cookies: 'login=first-secret' });
    await first.archive.fetch();
    expect(last('/feed')?.cookie).toBe('login=first-secret');
    expect(last('/one')?.cookie).toBe('login=first-secret; visit=second-secret');
    await first.archive.close();
    const second = await open();
    feed = () => undefined;
    const [entry] = await second.store.entries(id, [own.url('/one')]);
    if (entry === undefined) throw new Error('there is no entry');
    // A page may be asked for before the first poll.
    await second.store.commit({ entries: [{ ...entry, state: 'pending' }] });
    await second.archive.fetch();
    expect(last('/one')?.cookie).toBe('login=first-secret; visit=second-secret');
    await second.archive.fetch({ all: true });
    expect(last('/feed')?.cookie).toBe('login=first-secret; visit=second-secret');
    await second.archive.close();
    expect(captured()).not.toMatch(/first-secret|second-secret/);
  });

  it('gives no cookie again that the server took back', async () => {
    const { archive, follow } = await open();
    await follow(own.url('/feed'), { cookies: 'login=first-secret' });
    feed = () => ({ 'set-cookie': 'login=gone; Path=/; Max-Age=0' });
    await archive.fetch();
    await archive.fetch({ all: true });
    expect(last('/feed')?.cookie).toBeUndefined();
    await archive.close();
    const again = await open();
    await again.archive.fetch({ all: true });
    expect(last('/feed')?.cookie).toBeUndefined();
    await again.archive.close();
  });

  it('walks a circle of redirects that wants a cookie', async () => {
    const { archive, follow, store } = await open();
    const source = await follow(own.url('/feed'));
    feed = ({ headers }) =>
      headers.cookie === undefined
        ? { location: '/feed', 'set-cookie': 'pass=let-me-in; Path=/' }
        : {};
    await archive.fetch();
    expect((await store.pollState(source.id))?.failures).toBe(0);
    expect(last('/one')?.cookie).toBe('pass=let-me-in');
    await archive.close();
    expect(captured()).not.toContain('let-me-in');
  });

  it('is asked for through its proxy, with its pages and their images', async () => {
    const proxy = await httpProxy();
    const { archive, follow } = await open();
    await follow(own.url('/feed'), { proxy: proxy.url('/').replace(/\/$/, '') });
    asked.length = 0;
    await archive.fetch();
    const through = proxy.asked.map((one) => one.replace('GET ', ''));
    expect(asked.length).toBeGreaterThanOrEqual(3);
    expect(through.length).toBe(asked.length);
    await archive.close();
    await proxy.close();
  });
});
