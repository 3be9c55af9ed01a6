import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportItem } from '../src/archive/index.ts';
import type { Instant, Url } from '../src/model/index.ts';
import type { Store } from '../src/store/index.ts';
import { allOfArchive } from './everything.ts';
import { openTestStore } from './house-store.ts';
import { clock, scratch } from './newspaper.ts';
import { type OpenParts, openParts } from './open-parts.ts';
import { closing, item, listening, rss } from './own-feed.ts';

const path = '/2026/11/house-named-today';
const secret = 'Xiaoyu';
const page = (more: string) =>
  `<!doctype html><html lang="en"><head><title>The house</title></head><body><article><h1>The house</h1>${['once', 'twice'].map((times) => `<p>${`The report says ${times} that ${secret} lives there. `.repeat(8)}</p>`).join('')}<p><img src="/house.jpg" alt="house"></p>${more}</article></body></html>`;
const pager = `<div class="pager"><a href="${path}?page=2">Next page</a></div>`;

describe('an article that is taken down while something of it is waited for', () => {
  const time = clock();
  let server: Server;
  let origin: string;
  let folder: string;
  let clear: () => void;
  let parts: OpenParts;
  /** Paths that bring the takedown before they are answered, and their answer then. */
  let late: Map<string, readonly [number, string]>;
  let pages: Map<string, string>;
  let store: Store;

  const url = () => `${origin}${path}`;
  const takeDown = async () => void (await parts.archive.takeDown(url(), { reason: 'privacy' }));

  beforeEach(async () => {
    late = new Map();
    pages = new Map([[path, page('')]]);
    server = createServer(async (request, response) => {
      const asked = request.url ?? '';
      const [status, body] = late.get(asked) ?? [pages.has(asked) ? 200 : 404, pages.get(asked)];
      if (late.has(asked)) await takeDown();
      const type = /jpg/.test(asked) ? 'image/jpeg' : 'text/html; charset=utf-8';
      response.writeHead(status, { 'content-type': asked === '/feed' ? 'text/xml' : type });
      response.end(body);
    });
    origin = `http://127.0.0.1:${await listening(server)}`;
    pages.set('/feed', rss([item({ title: `Where ${secret} lives`, path }, origin)]));
    ({ folder, clear } = scratch());
    store = await openTestStore({ file: join(folder, 'catalogue.sqlite') });
  });
  afterEach(async () => {
    await parts.archive.close();
    await closing(server);
    clear();
  });

  const opened = async (over: Store = store) => {
    parts = await openParts(folder, over, { now: time.now, revisitDays: 30 });
    await parts.follow(`${origin}/feed`, { pollSeconds: 864_000 });
    await parts.archive.fetch();
    expect(await parts.archive.stats()).toMatchObject({ articles: 1 });
    time.pass(3_600_000);
  };
  const isGone = async () => {
    expect(await parts.archive.takedowns()).toMatchObject([{ state: 'done' }]);
    expect(await parts.archive.stats()).toMatchObject({ articles: 0 });
    expect(await allOfArchive(folder)).not.toContain(secret);
    expect((await parts.archive.doctor()).faults).toEqual([]);
  };

  it('does not come back with its page', async () => {
    await opened();
    late.set(path, [200, page('<p>And more was told.</p>')]);
    await parts.archive.fetch();
    await isGone();
  });

  it('does not come back with its absence', async () => {
    await opened();
    late.set(path, [404, `<p>${secret} is not here.</p>`]);
    await parts.archive.fetch();
    await isGone();
  });

  it('does not come back with a page that lacks a part', async () => {
    pages.set(path, page(pager));
    pages.set(`${path}?page=2`, page(''));
    await opened();
    late.set(`${path}?page=2`, [503, 'Later.']);
    await parts.archive.fetch();
    await isGone();
  });

  it('does not come back with an image', async () => {
    await opened();
    expect(await allOfArchive(folder)).not.toContain('a picture');
    late.set('/house.jpg', [200, `a picture of the house of ${secret}`]);
    time.pass(3_600_000);
    pages.set(path, page('<p>And more was told.</p>'));
    await parts.archive.fetch();
    await isGone();
  });

  it('is told as refused to who captures it by hand', async () => {
    pages.set(path, page(pager));
    pages.set(`${path}?page=2`, page(''));
    await opened();
    late.set(`${path}?page=2`, [200, page('<p>And more was told.</p>')]);
    const capturing = parts.archive.capture(url(), { allowPrivate: true });
    await expect(capturing).rejects.toMatchObject({ code: 'refused' });
    await isGone();
  });

  it('does not come back with an import', async () => {
    let removing: Promise<void> | undefined;
    const during = new Set<string>();
    // The takedown is asked for while the import asks whether one is in force.
    const asking = new Proxy(store, {
      get: (of, name: keyof Store) =>
        name !== 'refusedKeys'
          ? of[name]
          : async (keys: readonly string[]) => {
              const refused = await of.refusedKeys(keys);
              if (during.has('import')) removing ??= takeDown();
              return refused;
            },
    });
    await opened(asking);
    during.add('import');
    const html = page('<p>And more was told.</p>');
    const one: ImportItem = {
      path: 'house.html',
      outlet: { title: 'Gazette', folder: 'gazette' },
      url: url() as Url,
      title: 'The house',
      observedAt: '2026-11-24T09:00:00.000Z' as Instant,
      bytes: Buffer.from(html),
      contentType: 'text/html',
      html,
    };
    await parts.archive.import(
      (async function* () {
        yield one;
      })(),
    );
    await removing;
    await isGone();
  });
});
