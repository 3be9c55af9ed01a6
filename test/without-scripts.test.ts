import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { createReader, type Listening, serveReader } from '../src/web/index.ts';
import { isChromiumThere, launchChromium } from './hostile/watched-chromium.ts';
import { clock, openForTest, scratch } from './newspaper.ts';

const password = 'a long password';
const hour = 3_600_000;
const title = '全国人民代表大会常务委员会组成人员审议港湾渡轮条例修正草案，旅客可在码头退票';
const host = 'http://paper.example';
const items = [
  [title, '/2026/11/ferry', 'Mon, 23 Nov 2026 08:00:00 GMT'],
  ['Harbour bridge opens', '/2026/10/bridge', 'Mon, 19 Oct 2026 08:00:00 GMT'],
] as const;

describe.skipIf(!isChromiumThere)('without scripts (skipped without /usr/bin/chromium)', () => {
  const time = clock();
  const { folder, clear } = scratch();
  let people = '1,200';
  let paper: Server;
  let archive: Archive;
  let listening: Listening;
  let chrome: Browser;

  /** Answers for a host of the internet, without asking it. */
  const answers: ReadonlyMap<string, () => string> = new Map([
    [`${host}/feed.xml`, () => rss('港湾晚报', items)],
    [`${host}/city.xml`, () => rss('City Desk', [])],
    ...items.map(([headline, path]) => [host + path, () => page(headline, people)] as const),
  ]);

  beforeAll(async () => {
    paper = createServer(({ url = '' }, response) => {
      const made = answers.get(url)?.();
      if (made === undefined) return response.writeHead(404).end();
      const type = made.startsWith('<rss') ? 'application/rss+xml' : 'text/html';
      response.setHeader('Content-Type', `${type}; charset=utf-8`);
      return response.end(made);
    });
    await new Promise<void>((done) => paper.listen(0, '127.0.0.1', done));
    const { port } = paper.address() as AddressInfo;
    archive = await openForTest(folder, time.now, { proxy: `http://127.0.0.1:${port}` });
    for (const name of ['lin1280', 'lin360']) {
      await archive.accounts.add({ name, role: 'owner', password });
    }
    time.pass(hour);
    await archive.follow(`${host}/feed.xml`);
    await archive.fetch({ all: true });
    people = '9,900';
    time.pass(48 * hour);
    await archive.fetch({ all: true });
    const reader = createReader({
      ...{ archive, now: time.now, title: 'The Archive', timeZone: 'UTC' },
      access: { publicReading: false, trustedProxies: [] },
    });
    listening = await serveReader(reader, { host: '127.0.0.1', port: 0 });
    chrome = await launchChromium();
  }, 120_000);
  afterAll(async () => {
    await chrome.close();
    await listening.close();
    await archive.close();
    paper.close();
    clear();
  });

  /** A tab that runs no script; what it opens must fit its window. */
  async function tabOf(width: number): Promise<Page> {
    const context = await chrome.newContext({
      javaScriptEnabled: false,
      viewport: { width, height: 800 },
      baseURL: listening.url,
    });
    context.setDefaultTimeout(15_000);
    return await context.newPage();
  }

  async function logIn(tab: Page, name: string, typed: string): Promise<void> {
    await tab.fill('#name', name);
    await tab.fill('#password', typed);
    await tab.click('.login button');
    await tab.waitForLoadState();
  }

  const button = (tab: Page, name: string) =>
    tab.locator('main').getByRole('button', { name, exact: true });
  const fits = async (tab: Page) => {
    await tab.waitForLoadState();
    expect(
      await tab.evaluate(
        '[location.pathname, document.scrollingElement.scrollWidth <= innerWidth]',
      ),
    ).toEqual([new URL(tab.url()).pathname, true]);
  };

  describe.each([1280, 360])('at %i pixels', (width) => {
    const owner = `lin${width}`;
    let tab: Page;
    beforeAll(async () => {
      tab = await tabOf(width);
      const { secret } = await archive.accounts.enter(await archive.accounts.user(owner));
      const cookie = { name: 'backissue_session', value: secret, url: listening.url };
      await tab.context().addCookies([cookie]);
    });
    afterAll(() => tab.context().close());

    it('a reader is led to the login and back, and out again', async () => {
      const other = await tabOf(width);
      await other.goto('/edits');
      await logIn(other, owner, 'not this one');
      expect(await other.locator('[role=alert]').innerText()).toContain('not right');
      await logIn(other, owner, password);
      expect(new URL(other.url()).pathname).toBe('/edits');
      await fits(other);
      await other.goto('/account');
      await button(other, 'Log out').click();
      await other.goto('/account');
      expect(new URL(other.url()).pathname).toBe('/login');
      await other.context().close();
    });

    it('what was changed is opened from the list of edits', async () => {
      await tab.goto('/edits');
      await tab.locator('main .headline a').first().click();
      expect(new URL(tab.url()).pathname).toMatch(/\/diff\/1\.\.2$/);
      expect(await tab.locator('main del').first().innerText()).toContain('1,200');
      expect(await tab.locator('main ins').first().innerText()).toContain('9,900');
      await fits(tab);
    });

    it('an article is opened, starred, unstarred and kept unread', async () => {
      await tab.goto('/');
      await fits(tab);
      await tab.getByRole('link', { name: title, exact: true }).click();
      expect(await tab.locator('h1').innerText()).toBe(title);
      await fits(tab);
      await button(tab, 'Star').click();
      await tab.goto('/starred');
      await tab.getByRole('link', { name: title, exact: true }).click();
      await button(tab, '★ Remove star').or(button(tab, 'Remove star')).click();
      await button(tab, 'Mark unread').click();
      await tab.goto('/unread');
      expect(await tab.locator('main .headline a').allInnerTexts()).toContain(title);
      await button(tab, 'Mark all read').click();
      await tab.goto('/unread');
      expect(await tab.locator('main .headline').count()).toBe(0);
    });

    it('a search is made from any page, and narrowed', async () => {
      await tab.goto('/sources');
      await tab.locator('.masthead #q').fill('渡轮');
      await tab.locator('.masthead .find button').click();
      await tab.waitForLoadState();
      expect(await tab.locator('main .headline a').allInnerTexts()).toEqual([title]);
      expect(await tab.locator('main .lead mark').first().innerText()).toBe('渡轮');
      await tab.fill('main #q', 'date:2026');
      await button(tab, 'Search').click();
      await tab.waitForLoadState();
      expect(await tab.locator('main .headline a').count()).toBe(2);
      await tab.locator('main .histogram a').last().click();
      await tab.waitForLoadState();
      expect(await tab.locator('#q').inputValue()).toContain('date:2026-11');
      expect(await tab.locator('main .headline a').allInnerTexts()).toEqual([title]);
      await fits(tab);
    });

    it('a feed is looked at, followed and left', async () => {
      await tab.goto('/sources');
      await tab.fill('#url', 'paper.example/city.xml');
      await button(tab, 'Look at it').click();
      expect(await tab.locator('main h2').first().innerText()).toBe('City Desk');
      await fits(tab);
      await tab.fill('#folder', `Desk ${width}`);
      await button(tab, 'Follow').click();
      expect(await tab.locator('[role=status]').innerText()).toContain('Followed');
      const source = (await archive.sourceList()).find(({ url }) => url.endsWith('city.xml'));
      expect(source).toMatchObject({ folder: `Desk ${width}`, state: 'followed' });
      await fits(tab);
      await tab.getByRole('link', { name: 'Stop following' }).click();
      await button(tab, 'Stop following').click();
      expect(await tab.locator('[role=status]').innerText()).toContain('Not followed');
    });

    it('a Chinese headline ends its lines between words, and is one text to copy and to hear', async () => {
      await tab.goto('/');
      const inList = `[...document.querySelectorAll('main .headline a')].find((one) => one.textContent === '${title}')`;
      for (const headline of [inList, "document.querySelector('h1')"]) {
        if (headline !== inList) {
          await tab.getByRole('link', { name: title, exact: true }).click();
          await tab.waitForLoadState();
        }
        expect(await tab.evaluate(`(${copied})(${headline})`)).toBe(title);
        const lines = await tab.evaluate<string[]>(`(${linesOf})(${headline})`);
        expect(lines.join('')).toBe(title);
        for (const word of words) {
          expect([word, lines.some((line) => line.includes(word))]).toEqual([word, true]);
        }
        if (width === 360) expect(lines.length).toBeGreaterThan(1);
      }
      expect(await tab.title()).toContain(title);
      const cdp = await tab.context().newCDPSession(tab);
      const { nodes } = await cdp.send('Accessibility.getFullAXTree');
      const heard = nodes
        .filter(({ role }) => role?.value === 'heading')
        .map(({ name }) => name?.value);
      expect(heard).toContain(title);
    });

    it('language and colours are chosen, and chosen back', async () => {
      await tab.goto('/settings');
      await tab.getByRole('radio', { name: '简体中文' }).check();
      await tab.getByRole('radio', { name: 'Dark' }).check();
      await button(tab, 'Save').click();
      await tab.waitForLoadState();
      const look = 'document.documentElement.lang + document.documentElement.dataset.theme';
      expect(await tab.evaluate(look)).toBe('zh-Hansdark');
      await fits(tab);
      await tab.getByRole('radio', { name: 'English' }).check();
      await button(tab, '保存').click();
      await tab.waitForLoadState();
      expect(await tab.evaluate(look)).toBe('endark');
    });

    it('somebody is added, logs in with the password that was made, and is removed', async () => {
      const name = `reader${width}`;
      await tab.goto('/account');
      await tab.getByRole('link', { name: 'All users' }).click();
      await fits(tab);
      await tab.fill('#name', name);
      await tab.getByRole('radio', { name: /^editor/ }).check();
      await button(tab, 'Add a user').click();
      const made = await tab.locator('.secret').innerText();
      await fits(tab);
      const other = await tabOf(width);
      await other.goto('/sources');
      await logIn(other, name, made);
      expect(await other.locator('#url').count()).toBe(1);
      expect((await other.goto('/users'))?.status()).toBe(403);
      await tab.getByRole('link', { name: `Remove ${name}?` }).click();
      await button(tab, 'Remove').click();
      expect(await tab.locator('[role=status]').innerText()).toContain(`${name} is removed`);
      await other.goto('/sources');
      expect(new URL(other.url()).pathname).toBe('/login');
      await other.context().close();
    });
  });
});

const words = '全国 人民 代表 大会 组成 人员 审议 港湾 渡轮 条例 修正 草案 旅客 码头 退票'.split(
  ' ',
);
const chinese =
  '北港的渡轮公司昨天说，因为海面风浪太大，往来南岛的班次从今天早上起全部停航，旅客可以在码头退票，也可以改乘明天的班次。港务局提醒驾车的旅客不要前往码头，停车场已经满了。';

const rss = (name: string, all: typeof items | readonly []): string =>
  `<rss version="2.0"><channel><title>${name}</title><link>${host}/</link>${all
    .map(
      ([headline, path, date]) =>
        `<item><title>${headline}</title><link>${host}${path}</link><pubDate>${date}</pubDate></item>`,
    )
    .join('')}</channel></rss>`;

function page(headline: string, people: string): string {
  const english = `The bridge is open to ${people} people. The harbour office said so, and ferries wait.`;
  const [language, text] = headline === title ? ['zh-CN', chinese] : ['en', english];
  return `<!doctype html><html lang="${language}"><title>${headline}</title><article><h1>${headline}</h1>${`<p>${text}</p>`.repeat(4)}</article></html>`;
}

/** Runs in a page: what is copied of an element. */
const copied = `(one) => {
  getSelection().selectAllChildren(one);
  return getSelection().toString();
}`;

/** Runs in a page: an element's text, line by line. */
const linesOf = `(one) => {
  const lines = new Map();
  const texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    for (let at = 0; at < text.length; at += 1) {
      const range = document.createRange();
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      const line = Math.round(range.getBoundingClientRect().bottom / 12);
      lines.set(line, (lines.get(line) ?? '') + text.data[at]);
    }
  }
  return [...lines.values()];
}`;
