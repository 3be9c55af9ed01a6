import { expect, onTestFinished, test } from 'vitest';
import { type Demo, startDemo } from './index.ts';

const noon = Date.UTC(2026, 10, 24, 12);

async function paper(port = 0): Promise<Demo> {
  const demo = await startDemo({ now: () => noon, port });
  onTestFinished(() => demo.close());
  return demo;
}

function feedsOf(demo: Demo): readonly string[] {
  return demo.outlets.flatMap(({ feeds: { atom, json, rss, sitemap } }) =>
    [atom, json, rss, sitemap].filter((url) => url !== undefined),
  );
}

test('feeds answer 304 to their own ETag or date until the next edition', async () => {
  const demo = await paper();
  expect(feedsOf(demo)).toHaveLength(4);
  for (const url of feedsOf(demo)) {
    const { headers } = await fetch(url);
    const etag = headers.get('etag') ?? '';
    const modified = headers.get('last-modified') ?? '';
    const ask = async (headers: Record<string, string>): Promise<number> =>
      (await fetch(url, { headers })).status;
    expect(await ask({ 'If-None-Match': etag })).toBe(304);
    expect(await ask({ 'If-None-Match': `"other", W/${etag}` })).toBe(304);
    expect(await ask({ 'If-Modified-Since': modified })).toBe(304);
    expect(await ask({ 'If-Modified-Since': 'Tue, 01 Jan 2013 00:00:00 GMT' })).toBe(200);
    expect(await ask({ 'If-None-Match': '"other"', 'If-Modified-Since': modified })).toBe(200);
    expect(await ask({ 'If-Modified-Since': 'whenever' })).toBe(200);
  }
  const tags = await etags(demo);
  expect(await etags(demo)).toEqual(tags);
  demo.publishNextEdition();
  const fresh = await etags(demo);
  for (const [index, tag] of fresh.entries()) expect(tag).not.toBe(tags[index]);
});

async function etags(demo: Demo): Promise<readonly (string | null)[]> {
  return Promise.all(feedsOf(demo).map(async (url) => (await fetch(url)).headers.get('etag')));
}

test('HEAD gives the headers of GET without a body; other methods get 405', async () => {
  const { cases, outlets } = await paper();
  for (const url of [cases.live.url, outlets[0]?.feeds.atom ?? '', cases.lazyImage.image]) {
    const [get, head] = [await fetch(url), await fetch(url, { method: 'HEAD' })];
    expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'));
    expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'));
    expect((await head.arrayBuffer()).byteLength).toBe(0);
    expect((await get.arrayBuffer()).byteLength).toBe(Number(get.headers.get('content-length')));
  }
  const post = await fetch(cases.live.url, { method: 'POST', body: 'x' });
  expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

test('robots.txt forbids one folder, which pages link', async () => {
  const { url, cases } = await paper();
  const robots = await (await fetch(`${url}robots.txt`)).text();
  expect(robots.match(/^Disallow: .*$/gm)).toEqual(['Disallow: /private/']);
  expect(cases.disallowed.startsWith(`${url}private/`)).toBe(true);
  expect((await fetch(cases.disallowed)).status).toBe(200);
  expect(await (await fetch(cases.live.url)).text()).toContain('href="/private/account"');
});

test('odd paths are 404 in the language of the outlet, and all requests are on record', async () => {
  const demo = await paper();
  const paths = ['/harbour/nothing?x=1', '/jiangnan/nothing', '/constructor', '/__proto__', '//'];
  for (const path of paths) {
    const answer = await fetch(demo.url.slice(0, -1) + path);
    expect(answer.status).toBe(404);
    expect((await answer.text()).includes('页面不存在')).toBe(path === '/jiangnan/nothing');
  }
  expect(demo.requests).toEqual(paths.map((path) => ({ method: 'GET', path, status: 404 })));
});

test('the same clock gives the same bytes but for the port', async () => {
  const [first, second] = [await paper(), await paper()];
  expect(await everything(first)).toEqual(await everything(second));
});

async function everything(demo: Demo): Promise<readonly string[]> {
  const { live, redirected, unfed, fullText } = demo.cases;
  const pages = [live, ...unfed, ...fullText].map(({ url }) => url);
  const homes = demo.outlets.map(({ home }) => home);
  const texts: string[] = [];
  const port = new RegExp(`(:|%3A)${new URL(demo.url).port}`, 'g');
  for (const url of [...feedsOf(demo), ...pages, ...homes, redirected.asked]) {
    texts.push((await (await fetch(url)).text()).replace(port, '$1'));
  }
  return texts;
}

test('a closed newspaper is out of reach, closing twice is harmless, and its port is free', async () => {
  const demo = await paper();
  await fetch(demo.url);
  await demo.close();
  await demo.close();
  await expect(fetch(demo.url)).rejects.toThrow('fetch failed');
  const heir = await paper(Number(new URL(demo.url).port));
  expect(heir.url).toBe(demo.url);
});

test('a port that is taken is refused in one sentence', async () => {
  const demo = await paper();
  const port = Number(new URL(demo.url).port);
  await expect(startDemo({ now: () => noon, port })).rejects.toMatchObject({
    code: 'unreachable',
    message: expect.stringMatching(/cannot listen on 127\.0\.0\.1:\d+ .*; name a free port/),
  });
});
