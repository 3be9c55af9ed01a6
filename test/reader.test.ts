import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Hono } from 'hono';
import { Parser } from 'htmlparser2';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import type { Demo } from '../src/demo/index.ts';
import type { Url } from '../src/model/index.ts';
import { createReader, serveReader } from '../src/web/index.ts';
import { clock, followedDemo, openForTest, scratch } from './newspaper.ts';

const browser = '/usr/bin/chromium';
const origin = 'http://localhost';
const hour = 3_600_000;

/** Every attribute of a page that is an address, with the element it stands on. */
function addressesIn(html: string): { element: string; name: string; url: URL }[] {
  const found: { element: string; name: string; url: URL }[] = [];
  const parser = new Parser({
    onopentag(element, attributes) {
      for (const name of ['src', 'href', 'srcset', 'action', 'poster', 'data', 'background']) {
        const value = attributes[name];
        if (value !== undefined) found.push({ element, name, url: new URL(value, `${origin}/`) });
      }
    },
  });
  parser.end(html);
  return found;
}

/** Addresses a browser would ask without being told to. */
function loadedBy(html: string): URL[] {
  return addressesIn(html)
    .filter(({ element }) => element !== 'a')
    .map(({ url }) => url);
}

/** The reader's one script, as every page has it. */
const ownScript = '<script src="/reader.js" data-keys="/keys" defer></script>';

function elementsIn(html: string): Set<string> {
  const found = new Set<string>();
  new Parser({ onopentagname: (name) => found.add(name) }).end(html.replace(ownScript, ''));
  return found;
}

async function text(reader: Hono, path: string, headers = {}): Promise<string> {
  const answer = await reader.request(path, { headers });
  expect([path, answer.status]).toEqual([path, 200]);
  return await answer.text();
}

function readerOver(archive: Archive, now: () => number): Hono {
  return createReader({ archive, now, title: 'The Archive', timeZone: 'Asia/Shanghai' });
}

describe('the reader over the demo newspaper', () => {
  const time = clock();
  const { folder, clear } = scratch();
  let archive: Archive;
  let demo: Demo;
  let reader: Hono;
  let ids: string[];

  beforeAll(async () => {
    archive = await openForTest(folder, time.now);
    demo = await followedDemo(archive, time.now);
    for (let edition = 1; edition <= 3; edition += 1) {
      if (edition > 1) demo.publishNextEdition();
      for (let pass = 0; pass < 3; pass += 1) {
        await archive.fetch({ all: true });
        time.pass(60_000);
      }
      time.pass(hour);
    }
    reader = readerOver(archive, time.now);
    ids = (await archive.articles({ limit: 100 })).map(({ id }) => id);
  }, 120_000);

  afterAll(async () => {
    await archive.close();
    await demo.close();
    clear();
  });

  const pathOf = async (url: Url) => `/article/${(await archive.article(url)).article.id}`;

  async function everyPage(): Promise<string[]> {
    const outlets = (await archive.sources()).map(({ source }) => `/outlet/${source.id}`);
    const articles = [];
    for (const id of ids) {
      const { article } = await archive.article(id);
      articles.push(`/article/${id}`);
      for (let one = 1; one <= article.revisions; one += 1) articles.push(`/article/${id}/${one}`);
    }
    const edits = await archive.edits({ order: 'weight', limit: 100 });
    for (const { article, edit } of edits) {
      articles.push(`/article/${article.id}/diff/${edit.from}..${edit.to}`);
    }
    const lists = ['/', '/day/2026-11-24', '/edits', '/edits?order=time', '/sources', '/absences'];
    const others = [...lists, '/search', '/search?q=ferry', '/search?q=date:2026'];
    return [...others, ...outlets, ...articles];
  }

  it('answers every page with a policy that lets nothing in from elsewhere', async () => {
    const pages = await everyPage();
    expect(pages.length).toBeGreaterThan(40);
    for (const path of pages) {
      const answer = await reader.request(path);
      expect([path, answer.status]).toEqual([path, 200]);
      const policy = answer.headers.get('Content-Security-Policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toMatch(/(?:^|; )script-src 'self'(?:;|$)/);
      expect(policy).not.toMatch(/unsafe|https?:|\*|nonce|blob/);
      expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(answer.headers.get('Referrer-Policy')).toBe('no-referrer');
      expect(answer.headers.get('X-Frame-Options')).toBe('DENY');
      const html = await answer.text();
      for (const url of loadedBy(html)) expect([path, url.href, isOwn(url)]).toContain(true);
      expect([...elementsIn(html)]).not.toContain('script');
      for (const { url } of addressesIn(html)) expect(url.protocol).toMatch(/^(https?|data):$/);
    }
  });

  it('serves every image that its pages show, as an image', async () => {
    const shown = new Set<string>();
    for (const path of await everyPage()) {
      for (const url of loadedBy(await text(reader, path))) {
        if (url.pathname.startsWith('/image/')) shown.add(url.pathname);
      }
    }
    expect(shown.size).toBeGreaterThan(5);
    for (const path of shown) {
      const answer = await reader.request(path);
      expect([path, answer.status]).toEqual([path, 200]);
      expect(answer.headers.get('Content-Type')).toMatch(/^image\/(png|jpeg|webp)$/);
      expect(answer.headers.get('Content-Security-Policy')).toContain('sandbox');
    }
  });

  it('follows every link within itself to an answer', async () => {
    const linked = new Set<string>();
    for (const path of await everyPage()) {
      for (const { url } of addressesIn(await text(reader, path))) {
        if (isOwn(url) && url.protocol === 'http:') linked.add(url.pathname + url.search);
      }
    }
    for (const path of linked) {
      expect([path, (await reader.request(path)).status]).toEqual([path, 200]);
    }
  });

  it('shows each day what each outlet brought, once, however many sources it has', async () => {
    const html = await text(reader, '/');
    const titles = [...html.matchAll(/class="outlet-title"><a href="[^"]+" lang="">([^<]+)</g)];
    const names = new Set(titles.map(([, name]) => name));
    expect(names).toEqual(new Set(demo.outlets.map(({ name }) => name)));
    const days = html.split('<section class="day">').slice(1);
    expect(days.length).toBe(3);
    for (const day of days) expect(day.split('class="outlet-title"').length).toBeLessThanOrEqual(3);
  });

  it('shows on a day of its own every article of that day in the zone of the archive', async () => {
    const html = await text(reader, '/day/2026-11-23');
    const inZone = (await archive.articles({ limit: 100 })).filter(({ sortAt }) =>
      new Date(Date.parse(sortAt) + 8 * hour).toISOString().startsWith('2026-11-23'),
    );
    expect(inZone.length).toBeGreaterThan(3);
    for (const { id } of inZone) expect(html).toContain(`href="/article/${id}"`);
    expect(html.match(/class="item"/g)).toHaveLength(inZone.length);
  });

  it('lists under an outlet the articles of all its sources', async () => {
    const sources = (await archive.sources()).map(({ source }) => source);
    const main = sources.find(({ title }) => title === demo.outlets[0]?.name);
    const html = await text(reader, `/outlet/${main?.id}`);
    const members = sources.filter(({ folder }) => folder === main?.folder);
    expect(members.length).toBeGreaterThan(1);
    for (const member of members) {
      if (member.id !== main?.id) expect(html).toContain(`href="/outlet/${member.id}"`);
      for (const { id } of await archive.articles({ sourceId: member.id, limit: 60 })) {
        expect(html).toContain(`href="/article/${id}"`);
      }
    }
  });

  it('tells the language of Chinese articles and reads to a Chinese reader in Chinese', async () => {
    const sources = await archive.sources();
    const rss = sources.find(({ source }) => source.url === demo.cases.brokenItem.feed);
    const html = await text(reader, `/outlet/${rss?.source.id}`);
    expect(html).toMatch(/<a href="\/article\/[0-9a-f]+" lang="zh[^"]*">/);
    expect(html).toContain('<html lang="en">');
    const [unfed] = demo.cases.unfed;
    expect(await text(reader, await pathOf(unfed?.url as Url))).toContain('>江湾时报</a>');
    const chinese = await text(reader, '/', { 'Accept-Language': 'zh-CN,zh;q=0.9' });
    expect(chinese).toContain('<html lang="zh-Hans">');
    const taiwan = { 'Accept-Language': 'zh-TW,zh;q=0.9' };
    expect(await text(reader, '/', taiwan)).toContain('<html lang="zh-Hant">');
    const none = await reader.request('/no-such-page', { headers: taiwan });
    expect(await none.text()).toContain('找不到');
    expect(await text(reader, '/edits.atom', taiwan)).toContain('xml:lang="zh-Hant"');
    const [old] = demo.cases.traditional;
    const article = await text(reader, await pathOf(old?.url as Url));
    expect(article).toMatch(/lang="zh-Hant"/);
  });

  it('shows an edited article as it stands and as it stood', async () => {
    const { edited } = demo.cases;
    const path = await pathOf(edited.url);
    const newest = await text(reader, path);
    expect(newest).toContain(edited.titleAfter);
    expect(newest).toContain(`href="${path}/1"`);
    const first = await text(reader, `${path}/1`);
    expect(first).toContain(edited.titleBefore);
    expect(first).toContain('This is revision 1 of 2');
    expect(newest).not.toContain('This is revision');
  });

  it('says of an article that is gone when it was last seen', async () => {
    const html = await text(reader, await pathOf(demo.cases.gone.url));
    expect(html).toMatch(/class="notice absence"/);
    expect(html).toContain('410');
  });

  it('lists what was not served, of all outlets and of one, in both languages', async () => {
    const { gone, notFound } = demo.cases;
    const all = await text(reader, '/absences');
    for (const { title, url } of [gone, notFound]) {
      expect(all).toContain(title);
      expect(all).toContain(`href="${await pathOf(url)}"`);
    }
    expect(all).toContain('Not served at the last look');
    const chinese = await text(reader, '/absences', { 'accept-language': 'zh-CN' });
    expect(chinese).toContain('最近一次查看时未能取得');
    const sources = await archive.sources();
    const shibao = sources.find(({ source }) => source.url.includes('/jiangnan/rss'))?.source.id;
    expect(await text(reader, `/absences?source=${shibao}`)).toContain(
      'Everything that was looked for again was served.',
    );
    expect((await reader.request('/absences?source=nobody')).status).toBe(404);
  });

  it('shows the picture of an article from the archive', async () => {
    const html = await text(reader, await pathOf(demo.cases.lazyImage.url));
    const shown = loadedBy(html).filter(({ pathname }) => pathname.startsWith('/image/'));
    const [name = ''] = shown.map(({ pathname }) => pathname.slice('/image/'.length));
    expect(Buffer.from(name, 'base64url').toString()).toMatch(/\/pictures\/market-hall-\d+\.png$/);
  });

  it('tells of the broken item of a feed', async () => {
    expect(await text(reader, '/sources')).toContain(demo.cases.brokenItem.title);
  });

  it('finds words of both languages and marks them', async () => {
    for (const word of ['ferry', '渡口']) {
      const html = await text(reader, `/search?q=${encodeURIComponent(word)}`);
      expect(html).toMatch(new RegExp(`<mark>${word}</mark>`, 'i'));
    }
    const none = await text(
      reader,
      `/search?q=${encodeURIComponent('"><script>alert(1)</script>')}`,
    );
    expect([...elementsIn(none)]).not.toContain('script');
  });

  it('orders, narrows and goes through what was found by links', async () => {
    const first = await text(reader, '/search?q=date:2026');
    expect(first).toContain('30 articles for');
    expect(first).toMatch(/<a href="[^"]+" aria-current="page">Newest first/);
    const hrefs = (html: string) => addressesIn(html).map(({ url }) => url.pathname + url.search);
    const next = hrefs(first).find((href) => href.includes('&after=')) ?? '';
    const titles = (html: string) => html.match(/class="headline"/g)?.length;
    expect([titles(first), titles(await text(reader, next))]).toEqual([20, 10]);
    const chinese = hrefs(first).find((href) => /lang%3Azh/.test(href)) ?? '';
    const narrowed = await text(reader, chinese, { 'Accept-Language': 'zh' });
    expect(narrowed).toContain('去掉 <bdi lang="">lang:zh');
    expect(hrefs(narrowed)).toContain('/search?q=date%3A2026');
    const source = hrefs(first).find((href) => href.includes('source%3A')) ?? '';
    expect(await text(reader, source)).toMatch(/[1-9]\d* articles for/);
  });

  it('suggests what finds something', async () => {
    const html = await text(reader, '/search?q=ferrry+source:nobody');
    expect(html).toContain('No source is called “nobody”.');
    expect(await text(reader, '/search?q=ferrry')).toContain(
      '<a href="/search?q=ferry" lang="">ferry</a>',
    );
  });

  it('gives a capture as a download in which nothing runs', async () => {
    const { revision } = await archive.article(demo.cases.gbk.url);
    const answer = await reader.request(`/capture/${revision.captureId}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Content-Type')).toBe('application/octet-stream');
    expect(answer.headers.get('Content-Disposition')).toMatch(/^attachment; filename="[\w.-]+"$/);
    expect(answer.headers.get('Content-Security-Policy')).toBe("default-src 'none'; sandbox");
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
  });

  it('says 400 to what cannot be meant and 404 to what is not there', async () => {
    const [source] = await archive.sources();
    const outlet = `/outlet/${source?.source.id}`;
    const page = (url: string) => `/image/${Buffer.from(url).toString('base64url')}`;
    const answers: Readonly<Record<number, readonly string[]>> = {
      400: [
        '/?before=yesterday',
        '/?before=',
        '/?before=2026-99-99T00:00:00Z',
        '/day/2026-02-31',
        '/day/2026-13-01',
        '/day/today',
        '/day/%E4%BB%8A%E5%A4%A9',
        `${outlet}?after=x`,
        `${outlet}?after=2026-11-24T00:00:00.000Z`,
        `${outlet}?after=2026-11-24T00:00:00.000Z%20';--`,
        '/search?q=ferry&after=-1',
        '/search?q=ferry&after=1e9',
        '/search?q=ferry&sort=worst',
      ],
      404: [
        '/nothing',
        '/outlet/nothing',
        '/article/ffffffffffffffffffff',
        '/article/nothing',
        `/article/${ids[0]}/99`,
        `/article/${ids[0]}/99999999999999999999`,
        `/article/${ids[0]}/first`,
        '/capture/nothing',
        '/capture/..%2F..%2Fetc%2Fpasswd',
        '/capture/%2e%2e%2f%2e%2e%2fbackissue.json',
        '/image/..%2F..%2Fetc%2Fpasswd',
        '/image/%00',
        '/image/%E0%A4%A',
        page('file:///etc/passwd'),
        page('https://elsewhere.example/picture.png'),
        page(demo.cases.edited.url),
      ],
    };
    for (const [status, paths] of Object.entries(answers)) {
      for (const path of paths) {
        const answer = await reader.request(path);
        expect([path, answer.status]).toEqual([path, Number(status)]);
        expect(answer.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
        expect(await answer.text()).toMatch(/^<!doctype html>/);
      }
    }
  });

  it('answers HEAD without a body, and a page that is known already with 304', async () => {
    const head = await reader.request('/', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const tag = (await reader.request('/')).headers.get('ETag') ?? '';
    const again = await reader.request('/', { headers: { 'If-None-Match': tag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect(again.headers.get('Vary')).toContain('Accept-Language');
    const other = { 'If-None-Match': tag, 'Accept-Language': 'zh' };
    expect((await reader.request('/', { headers: other })).status).toBe(200);
  });

  it('gives its script as it stands in its file, and the keys of it on a page', async () => {
    const answer = await reader.request('/reader.js');
    expect(answer.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8');
    expect(await answer.text()).toContain("addEventListener('keydown'");
    expect(await text(reader, '/keys')).toContain('<kbd>g f</kbd>');
    expect(await text(reader, '/keys', { 'Accept-Language': 'zh-TW' })).toContain('搜尋');
  });

  it('says that it is ready', async () => {
    const answer = await reader.request('/healthcheck');
    expect(answer.headers.get('Content-Type')).toMatch(/^text\/plain/);
    expect(await answer.text()).toBe('OK');
  });

  it.skipIf(!existsSync(browser))(
    'opens in Chromium from the front page to an article with its picture, and asks nobody else',
    async () => {
      const listening = await serveReader(reader, { host: '127.0.0.1', port: 0 });
      const chrome = await chromium.launch({
        executablePath: browser,
        args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
      });
      try {
        const asked: string[] = [];
        const said: string[] = [];
        const page = await chrome.newPage({ viewport: { width: 360, height: 740 } });
        page.on('request', (request) => asked.push(request.url()));
        page.on('console', (message) => said.push(message.text()));
        await page.goto(listening.url);
        await page.locator('.item:has(img) .headline a').first().click();
        await page.waitForURL(/\/article\//);
        const image = page.locator('.body img').first();
        await image.scrollIntoViewIfNeeded();
        await page.waitForFunction("document.querySelector('.body img').complete");
        const width = await page.evaluate("document.querySelector('.body img').naturalWidth");
        expect(width).toBeGreaterThan(0);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
        expect(asked.length).toBeGreaterThan(3);
        const elsewhere = asked.filter((url) => !/^data:/.test(url));
        expect(elsewhere.filter((url) => !url.startsWith(listening.url))).toEqual([]);
        expect(said).toEqual([]);
      } finally {
        await chrome.close();
        await listening.close();
      }
    },
    60_000,
  );
});

describe('the reader over a hostile feed', () => {
  const time = clock();
  const { folder, clear } = scratch();
  let archive: Archive;
  let server: Server;
  let reader: Hono;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const isFeed = request.url === '/feed.xml';
      response.setHeader('Content-Type', isFeed ? 'application/rss+xml' : 'text/html');
      response.end(isFeed ? hostileFeed(base) : hostilePage);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    archive = await openForTest(folder, time.now);
    const { port } = server.address() as AddressInfo;
    await archive.follow(`http://127.0.0.1:${port}/feed.xml`, { allowPrivate: true });
    for (let pass = 0; pass < 2; pass += 1) {
      await archive.fetch({ all: true });
      time.pass(60_000);
    }
    reader = readerOver(archive, time.now);
  });

  afterAll(async () => {
    await archive.close();
    await new Promise((resolve) => server.close(resolve));
    clear();
  });

  it('shows what would run as text, on every page that names it', async () => {
    const articles = await archive.articles({ limit: 10 });
    expect(articles.length).toBeGreaterThan(0);
    const [source] = await archive.sources();
    const paths = ['/', '/sources', `/outlet/${source?.source.id}`, '/search?q=alert'];
    for (const path of [...paths, ...articles.map(({ id }) => `/article/${id}`)]) {
      const html = await text(reader, path);
      const elements = elementsIn(html);
      for (const one of ['script', 'iframe', 'object', 'svg', 'style', 'base']) {
        expect([path, one, elements.has(one)]).toEqual([path, one, false]);
      }
      expect(html).not.toMatch(/<[^>]+\son(error|load|click)=/i);
      for (const { url } of addressesIn(html)) expect(url.protocol).toMatch(/^(https?|data):$/);
      for (const url of loadedBy(html)) expect([url.href, isOwn(url)]).toContain(true);
    }
    expect(await text(reader, '/')).toContain('&lt;script&gt;alert');
  });
});

function isOwn(url: URL): boolean {
  return url.origin === origin || url.href === 'data:,';
}

const script = '&lt;script&gt;alert(1)&lt;/script&gt;';
const sentence = 'The harbour wall was repaired in March, and nobody was asked about alert bells. ';

const hostileBody = `<p>${sentence.repeat(6)}</p><script>alert(1)</script>
<p onclick="alert(1)"><a href="javascript:alert(1)">here</a> <a href="JaVaScRiPt&#58;alert(1)">there</a>
<a href="data:text/html,<script>alert(1)</script>">and there</a> ${sentence.repeat(4)}</p>
<img src="https://tracker.example/pixel.png" onerror="alert(1)"><iframe src="https://evil.example/"></iframe>
<svg onload="alert(1)"><a href="https://evil.example/">x</a></svg><style>@import "https://evil.example/";</style>
<base href="https://evil.example/"><object data="https://evil.example/"></object>`;

const hostilePage = `<!doctype html><html lang="en"><head><title>${script} on the quay</title></head>
<body><article><h1>${script} on the quay</h1>${hostileBody}</article></body></html>`;

function hostileFeed(base: string): string {
  const items = [
    `<link>${base}/story</link>`,
    '<link>javascript:alert(1)</link>',
    `<link>${base}/story-two?"&gt;&lt;img src=x onerror=alert(1)&gt;</link>`,
  ];
  const item = (link: string, at: number) => `<item><title>&lt;script&gt;alert(${at})&lt;/script&gt;
${script} title ${at}</title>${link}<guid isPermaLink="false">"&gt;${script}${at}</guid>
<pubDate>Tue, 24 Nov 2026 0${at}:00:00 GMT</pubDate>
<description><![CDATA[${hostileBody}]]></description></item>`;
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>${script} &amp;lt;b&amp;gt;Quay</title>
<link>javascript:alert(1)</link>${items.map(item).join('')}</channel></rss>`;
}
