import { Hono } from 'hono';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { createReader, type Listening, serveReader } from '../src/web/index.ts';
import { payloads } from './hostile/payloads.ts';
import { type Bare, withoutPolicy } from './hostile/walls.ts';
import {
  dangersInPage,
  isChromiumThere,
  launchChromium,
  watched,
} from './hostile/watched-chromium.ts';
import { clock, openForTest, scratch } from './newspaper.ts';
import { type Site, startSite } from './small-site.ts';
import { logIn, type VisitingBrowser, visitingBrowser } from './visiting-browser.ts';

const password = 'a long password';
/** Of the payloads one in so many is the name of a source, of a saved search; all are labels of tokens. */
const every = 42;
const some = payloads.filter((_, number) => number % every === 0);
/** What forms and addresses are sent: several at once, as well as they can be written in them. */
const sent = Array.from({ length: Math.ceil(payloads.length / every) }, (_, at) =>
  payloads
    .slice(at * every, (at + 1) * every)
    .map((one) => one.toWellFormed().slice(0, 200))
    .join(' '),
);

const xml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;');

/** A Chinese feed, whose titles are parted into words, with all there is to read of one article. */
const feedOf = (payload: string, number: number): string => {
  const text = `渡轮公司说，往来南岛的班次从今天早上起全部停航，旅客可以在码头退票。${number}`;
  const title = xml(`渡轮${payload}今天停航`.replaceAll('<', '&lt;'));
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>港湾晚报</title><language>zh-CN</language>
<item><title>${title}</title><link>{base}/story/${number}</link><description>${text}</description></item></channel></rss>`;
};

describe('words that nobody meant well, behind the login', () => {
  const time = clock();
  const { folder, clear } = scratch();
  let site: Site;
  let archive: Archive;
  let covered: Listening;
  let bare: Listening;
  let pages: Bare;
  let owner: VisitingBrowser;
  let chrome: Browser | undefined;
  let paths: readonly string[];
  /** What forms were answered with. */
  const answers: string[] = [];

  beforeAll(async () => {
    site = await startSite(
      Object.fromEntries(some.map((one, at) => [`/feed/${at}`, feedOf(one, at)])),
    );
    archive = await openForTest(folder, time.now, { images: false });
    await archive.accounts.add({ name: 'lin', role: 'owner', password });
    await nameAll();
    const reader = createReader({
      ...{ archive, now: time.now, title: 'The Archive', timeZone: 'UTC' },
      access: { publicReading: false, trustedProxies: [] },
    });
    covered = await serveReader(reader, { host: '127.0.0.1', port: 0 });
    owner = visitingBrowser(covered.url);
    await logIn(owner, 'lin', password);
    await sendForms();
    pages = withoutPolicy(answering(reader));
    bare = await serveReader(pages.app, { host: '127.0.0.1', port: 0 });
    paths = await ownPages();
    if (isChromiumThere) chrome = await launchChromium();
  }, 240_000);

  afterAll(async () => {
    await chrome?.close();
    await covered.close();
    await bare.close();
    await archive.close();
    await site.close();
    clear();
  });

  /** Sources, folders, articles, saved searches and tokens of such names. */
  async function nameAll(): Promise<void> {
    for (const [at, payload] of some.entries()) {
      const { id } = await archive.follow(site.url(`/feed/${at}`), { allowPrivate: true });
      const next = payloads[at * every + 1] ?? '';
      await archive.editSource(id, { title: payload, folder: next, body: 'feed' });
      const name = `${at} ${payload.replaceAll(/\p{Cc}/gu, ' ').toWellFormed()}`.slice(0, 100);
      await archive.saveSearch({ name: name.trim(), text: '渡轮' });
    }
    for (const payload of payloads) await archive.accounts.makeToken('lin', payload);
    time.pass(60_000);
    await archive.fetch({ all: true });
    const user = await archive.accounts.user('lin');
    const ids = (await archive.articles({ limit: 500 })).map(({ id }) => id);
    await archive.accounts.markArticles(user.id, ids, { read: false, starred: true });
  }

  /** Sends forms such words, and keeps the pages that answer. */
  async function sendForms(): Promise<void> {
    const [source] = await archive.sourceList();
    const proof = await owner.proofOn('/account');
    const Cookie = [...owner.cookies].map((one) => one.join('=')).join('; ');
    const post = async (action: string, words: string, names: string) => {
      const fields = Object.fromEntries(names.split(' ').map((name) => [name, words]));
      const answer = await fetch(new URL(action, covered.url), {
        ...{ method: 'POST', redirect: 'manual', headers: { Cookie, Accept: 'text/html' } },
        body: new URLSearchParams({ ...fields, proof }),
      });
      answers.push(await answer.text());
    };
    for (const words of sent) {
      await post('/users', words, 'name role password');
      await post(`/users/${encodeURIComponent(words)}/role`, words, 'role');
      await post('/account/revoke', words, 'id');
      await post('/sources/follow', words, 'url name folder');
      await post(`/sources/${source?.id}/settings`, words, 'name folder body every');
      await post('/saved', words, 'name q');
      await post('/settings', words, 'language theme size face width');
    }
    await post('/account/tokens', some[0] ?? '', 'label');
  }

  /** The reader, and the pages that answered forms. */
  function answering(reader: Hono): Hono {
    const own = new Hono();
    own.get('/answered/:number', ({ html, req }) =>
      html(answers[Number(req.param('number'))] ?? ''),
    );
    own.all('*', ({ req }) => reader.fetch(req.raw));
    return own;
  }

  async function ownPages(): Promise<readonly string[]> {
    const sources = await archive.sourceList();
    const articles = await archive.articles({ limit: 500 });
    const saved = await archive.savedSearches();
    expect(articles.length).toBeGreaterThan(sources.length / 2);
    return [
      ...['/', '/account', '/users', '/users/lin', '/settings', '/sources', '/saved', '/unread'],
      ...['/starred', '/api', '/keys', '/absences', '/edits'],
      ...sources.flatMap(({ id, folder = '' }) => [
        ...[`/sources/${id}`, `/sources/${id}/unfollow`, `/outlet/${id}`],
        `/folder?name=${encodeURIComponent(folder.toWellFormed())}`,
      ]),
      ...articles.map(({ id }) => `/article/${id}`),
      ...saved.map(({ id }) => `/saved/${id}`),
      ...sent.flatMap((words) => {
        const text = encodeURIComponent(words);
        return [`/users/${text}`, `/users/${text}/remove`, `/users?removed=${text}`];
      }),
      ...sent.map((words) => `/users/lin?said=${encodeURIComponent(words)}`),
    ];
  }

  it('came in everywhere', async () => {
    const shown = '&lt;script&gt;ran(0)&lt;/script&gt;';
    expect(answers.filter((page) => page.includes('<html')).length).toBeGreaterThan(sent.length);
    for (const path of ['/account', '/sources', '/saved', '/starred']) {
      expect(await (await owner.get(path)).text()).toContain(shown);
    }
    expect(answers.some((page) => page.includes('ran(0)'))).toBe(true);
  });

  const seenIn = async (base: string, shown: readonly string[], isBare: boolean) => {
    const { context, seen } = await watched(chrome as Browser, base, { isBare });
    await context.addCookies(
      [...owner.cookies].map(([name, value]) => ({ name, value, url: base })),
    );
    const page = await context.newPage();
    page.setDefaultNavigationTimeout(120_000);
    for (const path of shown) {
      await page.goto(new URL(path, base).href, { waitUntil: 'load' });
      const dangers = (await page.evaluate(dangersInPage)) as string[];
      seen.push(...dangers.map((danger) => `HOLDS ${danger} on ${path.slice(0, 100)}`));
      if (!page.url().startsWith(base)) seen.push(`LED TO ${page.url()}`);
    }
    await context.close();
    return seen.filter((line) => !/^Failed to load resource: .* status of 4\d\d/.test(line));
  };

  it.skipIf(!isChromiumThere)(
    'run nowhere in Chromium, and give its policy nothing to do',
    async () => {
      const few = paths.filter((_path, at) => at < 13 || at % 40 === 0);
      expect(await seenIn(covered.url, few, false)).toEqual([]);
    },
    240_000,
  );

  it.skipIf(!isChromiumThere)(
    'run nowhere in Chromium that heeds no policy, on any page of a user, a source or a search',
    async () => {
      const answered = answers.map((_, at) => `/answered/${at}`);
      const walls = pages.wallsOf([...paths, ...answered]);
      expect(await seenIn(bare.url, walls, true)).toEqual([]);
    },
    240_000,
  );
});
