import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { createReader, type Listening, serveReader } from '../src/web/index.ts';
import { appAt } from './greader-scene.ts';
import { clock, openForTest, scratch } from './newspaper.ts';
import { logIn, type VisitingBrowser, visitingBrowser } from './visiting-browser.ts';

const password = 'a long password';
const time = clock();
const { folder, clear } = scratch();
const feed = 'http://paper.example/feed.xml';
let proxy: Server;
let archive: Archive;
let listening: Listening;
let editor: VisitingBrowser;
let reading: VisitingBrowser;

const items = ['渡轮停航', 'Ferry &lt;b&gt;returns'].map(
  (title, at) =>
    `<item><title>${title}</title><link>http://paper.example/2026/11/2${at}/story</link><pubDate>Mon, 2${at + 2} Nov 2026 08:00:00 GMT</pubDate></item>`,
);

/** Answers for a host of the internet, without asking it. */
async function paperBehindProxy(): Promise<Server> {
  const server = createServer(({ url }, response) => {
    if (url !== feed) return response.writeHead(404).end('nothing');
    response.setHeader('Content-Type', 'application/rss+xml; charset=utf-8');
    return response.end(
      `<rss version="2.0"><channel><title>港湾晚报</title><link>http://paper.example/</link>${items.join('')}</channel></rss>`,
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return server;
}

async function serve(more: { keepsSources?: boolean } = {}): Promise<Listening> {
  const reader = createReader({
    ...{ archive, now: time.now, title: 'The Archive', timeZone: 'UTC', ...more },
    access: { publicReading: true, trustedProxies: [] },
  });
  return await serveReader(reader, { host: '127.0.0.1', port: 0 });
}

async function entered(name: string, url = listening.url): Promise<VisitingBrowser> {
  const browser = visitingBrowser(url);
  await logIn(browser, name, password);
  return browser;
}

beforeAll(async () => {
  proxy = await paperBehindProxy();
  const { port } = proxy.address() as AddressInfo;
  archive = await openForTest(folder, time.now, { proxy: `http://127.0.0.1:${port}` });
  await archive.accounts.add({ name: 'mei', role: 'reader', password });
  await archive.accounts.add({ name: 'tom', role: 'editor', password });
  listening = await serve();
  editor = await entered('tom');
  reading = await entered('mei');
});
// What one test looks at does not count for the next.
beforeEach(() => time.pass(11 * 60_000));
afterAll(async () => {
  await listening.close();
  await archive.close();
  proxy.close();
  clear();
});

/** The paper, followed as its settings say. */
async function followedPaper(): Promise<string> {
  const { id } = await archive.follow(feed, { pollSeconds: 'auto' });
  return (await archive.editSource(id, { title: 'Paper', folder: '', body: 'page' })).id;
}

const settings = { name: '晚报', folder: '香港/报纸', body: 'fuller', every: '3600' };
const opml = (urls: readonly string[]) =>
  `<opml version="2.0"><body><outline text="Desk">${urls.map((url) => `<outline type="rss" text="Feed ${url}" xmlUrl="${url}"/>`).join('')}</outline></body></opml>`;

async function sendList(fields: Readonly<Record<string, string | Blob>>): Promise<Response> {
  const body = new FormData();
  body.set('proof', await editor.proofOn('/sources'));
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const cookie = [...editor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const headers = { Cookie: cookie, Accept: 'text/html' };
  return await fetch(new URL('/sources/opml', listening.url), { method: 'POST', headers, body });
}

describe('sources in the reader', () => {
  it('are looked at before they are followed, and nothing is stored for that', async () => {
    const before = await archive.sourceList();
    const page = await editor.send('/sources', '/sources/peek', { url: 'paper.example/feed.xml' });
    const said = await page.text();
    expect([page.status, said]).toEqual([200, expect.stringContaining('港湾晚报')]);
    expect(said).toContain('RSS 2.0');
    expect(said).toContain('2 entries now');
    // The newest comes first.
    expect(said.indexOf('returns')).toBeLessThan(said.indexOf('渡轮停航'));
    expect(said).not.toContain('<b>returns');
    expect(await archive.sourceList()).toEqual(before);
  });

  it('are followed with name, folder, text and interval', async () => {
    const sent = { url: feed, ...settings };
    const followed = await editor.send('/sources', '/sources/follow', sent);
    const source = (await archive.sourceList()).find(({ url }) => url === feed);
    expect(source).toMatchObject({
      ...{ url: feed, title: '晚报', folder: '香港/报纸', body: 'fuller', pollSeconds: 3600 },
      ...{ state: 'followed', allowPrivate: false },
    });
    expect(followed.headers.get('location')).toBe(`/sources/${source?.id}?said=followed`);
    const page = await (await editor.get(`/sources/${source?.id}`)).text();
    expect(page).toMatch(/<option value="3600" selected>Every hour/);
    expect(page).toContain(`/sources/${source?.id}/unfollow`);
  });

  it('show readers no form, and take none from them', async () => {
    const source = { id: await followedPaper() };
    for (const path of ['/sources', `/sources/${source.id}`]) {
      const page = await (await reading.get(path)).text();
      expect([path, page.match(/method="post"/g)?.length ?? 0]).toEqual([path, 0]);
    }
    const refused = await reading.send('/account', `/sources/${source.id}/unfollow`, {});
    expect([refused.status, await refused.text()]).toEqual([
      403,
      expect.stringContaining('changed by editors and owners'),
    ]);
  });

  it('keep their state when a setting is changed', async () => {
    const id = await followedPaper();
    const ask = await (await editor.get(`/sources/${id}/unfollow`)).text();
    expect(ask).toContain('Stop following');
    expect((await archive.source(id)).source.state).toBe('followed');
    await editor.send(`/sources/${id}`, `/sources/${id}/unfollow`, {});
    const change = { ...settings, folder: '', every: 'auto', name: 'Evening Post' };
    const saved = await editor.send(`/sources/${id}`, `/sources/${id}/settings`, change);
    expect(saved.status).toBe(303);
    const { source } = await archive.source(id);
    expect(source).toMatchObject({ state: 'unfollowed', title: 'Evening Post' });
    expect([source.folder, source.pollSeconds]).toEqual([undefined, undefined]);
    const poll = await editor.send(`/sources/${id}`, `/sources/${id}/poll`, {});
    expect(poll.status).toBe(409);
    await editor.send(`/sources/${id}`, `/sources/${id}/again`, {});
    expect((await archive.source(id)).source.state).toBe('followed');
  });

  it('are polled soon where somebody asks for it', async () => {
    const id = await followedPaper();
    await archive.fetch();
    time.pass(60_000);
    const at = async () => (await archive.source(id)).health.nextPollAt ?? '';
    const now = new Date(time.now()).toISOString();
    expect((await at()) > now).toBe(true);
    const sent = await editor.send(`/sources/${id}`, `/sources/${id}/poll`, {});
    expect([sent.status, await at()]).toEqual([303, now]);
  });

  it.each([
    [{ url: 'http://127.0.0.1:1/feed' }, 403, '不能访问'],
    [{ url: 'http://paper.example/none' }, 502, '无法取得；请检查地址'],
    [{ url: 'no address' }, 400, '那里没有可以关注的内容'],
  ])('tell in the reader’s language why %j is not looked at', async (fields, status, says) => {
    const chinese = { 'Accept-Language': 'zh-CN' };
    const answer = await editor.send('/sources', '/sources/peek', fields, chinese);
    const page = await answer.text();
    expect([answer.status, page]).toEqual([status, expect.stringContaining(says)]);
  });

  it.each([
    [{ ...settings, name: '' }, 'A name has 1 to 200 characters'],
    [{ ...settings, every: '5' }, 'no number of seconds'],
    [{ ...settings, body: 'x' }, 'correct it'],
  ])('take no settings that are none: %j', async (fields, says) => {
    const id = await followedPaper();
    const answer = await editor.send(`/sources/${id}`, `/sources/${id}/settings`, fields);
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(says)]);
  });

  it('on private addresses stay with the command line', async () => {
    const url = 'http://127.0.0.1:8/private.xml';
    const privately = { url: url as never, title: 'Private', allowPrivate: true };
    const { id } = await archive.subscribe(privately);
    await archive.unfollow(id);
    for (const [path, fields] of [
      [`/sources/${id}/again`, {}],
      ['/sources/follow', { url, ...settings }],
    ] as const) {
      const answer = await editor.send(`/sources/${id}`, path, fields);
      expect([answer.status, await answer.text()]).toEqual([
        403,
        expect.stringContaining('Private addresses are not followed from here'),
      ]);
    }
    expect((await archive.source(id)).source.state).toBe('unfollowed');
  });

  it('come from a list, each told by name, and go into one', async () => {
    await followedPaper();
    const once = { url: 'http://127.0.0.1:9/private.xml' as never, title: 'Private' };
    await archive.unfollow((await archive.subscribe(once)).id);
    const urls = [
      feed,
      'http://new.example/feed',
      'http://10.0.0.1/feed',
      'http://127.0.0.1:9/private.xml',
    ];
    const answer = await sendList({ file: new File([opml(urls)], 'list.opml') });
    const page = await answer.text();
    const group = (name: string) => page.split(name)[1]?.split('</section>')[0] ?? '';
    expect(answer.status).toBe(200);
    expect(group('Followed now')).toContain('Feed http://new.example/feed');
    expect(group('Followed already')).toContain(`Feed ${feed}`);
    expect(group('On a private address')).toContain('http://10.0.0.1/feed');
    expect(group('left so')).toContain('127.0.0.1:9/private.xml');
    const made = (await archive.sourceList()).find(({ url }) => url === 'http://new.example/feed');
    expect(made).toMatchObject({ folder: 'Desk', allowPrivate: false, state: 'followed' });
    const out = await editor.get('/sources.opml');
    expect(out.headers.get('content-type')).toContain('text/x-opml');
    expect(await out.text()).toContain('xmlUrl="http://new.example/feed"');
    const pasted = await sendList({ text: opml(['http://pasted.example/feed']) });
    expect(await pasted.text()).toContain('Feed http://pasted.example/feed');
  });

  it('take a long list from editors, and none beyond two megabytes', async () => {
    const long = ' '.repeat(1_500_000);
    expect((await sendList({ text: opml([feed]) + long })).status).toBe(200);
    expect((await sendList({ text: '<html></html>' })).status).toBe(400);
    const settings = await editor.send('/sources', '/sources/peek', { url: long.slice(0, 70_000) });
    expect(settings.status).toBe(413);
    // A browser says how long it is before it sends it, and is answered then.
    const cookie = [...editor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { Cookie: cookie, 'Content-Length': 3_000_000, Accept: 'text/html' };
    const status = await new Promise<number | undefined>((told, failed) => {
      const init = { method: 'POST', headers, agent: false };
      const sent = request(new URL('/sources/opml', listening.url), init, (answer) => {
        told(answer.statusCode);
        sent.destroy();
      });
      sent.on('error', failed).flushHeaders();
    });
    expect(status).toBe(413);
  });

  it('are not changed where the reader only shows the archive', async () => {
    const alone = await serve({ keepsSources: false });
    const browser = await entered('tom', alone.url);
    expect(await (await browser.get('/sources')).text()).not.toContain('/sources/peek');
    const answer = await browser.send('/account', '/sources/peek', { url: feed });
    expect([answer.status, await answer.text()]).toEqual([
      409,
      expect.stringContaining('--no-work'),
    ]);
    const { secret } = await archive.accounts.makeToken('tom', 'phone');
    const headers = { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' };
    const body = JSON.stringify({ url: feed });
    const init = { method: 'POST', headers, body };
    const program = await fetch(new URL('/api/v1/sources', alone.url), init);
    const app = await appAt(alone.url.replace(/\/$/, ''), 'tom', secret);
    const quick = await app.post('subscription/quickadd', [['quickadd', feed]]);
    for (const one of [program, quick]) {
      expect([one.status, await one.text()]).toEqual([
        409,
        expect.stringContaining('only shows the archive (serve --no-work)'),
      ]);
    }
    await alone.close();
  });

  it('are looked at so often, and no more, by one user', async () => {
    let status = 200;
    let looks = 0;
    for (; status !== 429 && looks < 40; looks += 1) {
      const answer = await editor.send('/sources', '/sources/peek', { url: 'not an address' });
      status = answer.status;
      if (status === 429) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect([status, looks <= 21]).toEqual([429, true]);
    const again = await editor.send('/sources', '/sources/peek', { url: feed });
    expect(await again.text()).toContain('Try again in 10 minutes');
    time.pass(11 * 60_000);
    expect((await editor.send('/sources', '/sources/peek', { url: feed })).status).toBe(200);
  });
});
