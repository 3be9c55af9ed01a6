import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clock, openForTest, scratch } from '../../test/newspaper.ts';
import { type Demo, startDemo } from '../demo/index.ts';
import type { Archive } from './index.ts';

describe('following a page of the demo newspaper', () => {
  const time = clock();
  const { folder, clear } = scratch();
  let archive: Archive;
  let demo: Demo;

  beforeAll(async () => {
    archive = await openForTest(folder, time.now);
    demo = await startDemo({ now: time.now });
  });
  afterAll(async () => {
    await archive.close();
    await demo.close();
    clear();
  });

  const peek = async (path: string) => {
    const before = demo.requests.length;
    const found = await archive.peek(new URL(path, demo.url).href, { allowPrivate: true });
    const { pathname } = new URL(found.url);
    return {
      kind: found.kind,
      path: pathname,
      home: found.home,
      asked: demo.requests.length - before,
    };
  };

  it('finds the main feed from the front page of either outlet', async () => {
    expect(await peek('/harbour/')).toMatchObject({ kind: 'feed', path: '/harbour/atom.xml' });
    expect(await peek('/')).toMatchObject({ kind: 'feed', path: '/harbour/atom.xml' });
    expect(await peek('/jiangnan/')).toMatchObject({ kind: 'feed', path: '/jiangnan/rss.xml' });
  });

  it('finds the outlet’s feed from any article, and none of the other outlet', async () => {
    for (const [outlet, path] of [
      ['/harbour/', '/harbour/atom.xml'],
      ['/jiangnan/', '/jiangnan/rss.xml'],
    ] as const) {
      const front = await archive.peek(new URL(path, demo.url).href, { allowPrivate: true });
      for (const { url } of front.entries) {
        const found = await peek(url);
        expect([url, found.path]).toEqual([url, path]);
        expect(new URL(found.home ?? '').pathname).toBe(outlet);
      }
    }
  });

  it('follows a section that no feed covers as a page', async () => {
    const found = await peek('/jiangnan/culture/');
    expect(found).toMatchObject({ kind: 'page', path: '/jiangnan/culture/' });
    expect(found.asked).toBeLessThanOrEqual(22);
  });

  it('takes a feed, a sitemap and a JSON feed as they are', async () => {
    for (const [path, kind] of [
      ['/harbour/feed.json', 'feed'],
      ['/harbour/news-sitemap.xml', 'sitemap'],
      ['/jiangnan/rss.xml', 'feed'],
    ]) {
      expect(await peek(path ?? '')).toMatchObject({ kind, path });
    }
  });
});
