import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import type { Demo } from '../src/demo/index.ts';
import { createReader, type Listening, serveReader } from '../src/web/index.ts';
import { clock, followedDemo, openForTest, scratch } from './newspaper.ts';

const executablePath = '/usr/bin/chromium';
const skipped = !existsSync(executablePath);

describe.skipIf(skipped)('keys of the reader (skipped without /usr/bin/chromium)', () => {
  const time = clock();
  const { folder, clear } = scratch();
  let archive: Archive;
  let demo: Demo;
  let listening: Listening;
  let chrome: Browser;

  beforeAll(async () => {
    archive = await openForTest(folder, time.now);
    demo = await followedDemo(archive, time.now);
    await archive.fetch({ all: true });
    const how = { title: 'The Archive', timeZone: 'UTC' };
    const reader = createReader({ archive, now: time.now, ...how });
    listening = await serveReader(reader, { host: '127.0.0.1', port: 0 });
    const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
    chrome = await chromium.launch({ executablePath, args });
  }, 120_000);

  afterAll(async () => {
    await chrome.close();
    await listening.close();
    await archive.close();
    await demo.close();
    clear();
  });

  async function opened(path = ''): Promise<Page> {
    const page = await chrome.newPage();
    onTestFinished(() => page.close());
    page.on('console', (message) => expect(message.text()).toBe(''));
    await page.goto(listening.url + path);
    return page;
  }

  const focused = (page: Page): Promise<string> =>
    page.evaluate('document.activeElement.pathname ?? document.activeElement.tagName');
  const pathOf = (page: Page): string => new URL(page.url()).pathname;
  const headlines = (page: Page): Promise<string[]> =>
    page.evaluate("[...document.querySelectorAll('main .headline a')].map((a) => a.pathname)");

  it('go down and up a list, open an article and turn to the next of the list', async () => {
    const page = await opened();
    const list = await headlines(page);
    await page.keyboard.press('j');
    expect(await focused(page)).toBe(list[0]);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    expect(await focused(page)).toBe(list[1]);
    await page.keyboard.press('o');
    await page.waitForURL(`**${list[1]}`);
    await page.keyboard.press('n');
    await page.waitForURL(`**${list[2]}`);
    await page.keyboard.press('l');
    await page.waitForURL(`**${list[3]}`);
    await page.keyboard.press('p');
    await page.waitForURL(`**${list[2]}`);
    await page.keyboard.press('h');
    await page.waitForURL(`**${list[1]}`);
  });

  it('turn to the neighbours of an article that was opened from no list', async () => {
    const list = await headlines(await opened());
    const page = await opened(list.at(-1)?.slice(1));
    const neighbour = await page.evaluate<string>(
      "document.querySelector('.neighbours a').pathname",
    );
    const isNext = await page.evaluate("document.querySelector('.neighbours .previous') === null");
    await page.keyboard.press(isNext === true ? 'n' : 'p');
    await page.waitForURL(`**${neighbour}`);
  });

  it('go to the pages of the archive, focus the search, and leave its words alone', async () => {
    const page = await opened();
    // The place must follow in a moment, however long the two presses take to come.
    await page.evaluate('performance.now = () => 0');
    await page.keyboard.press('g');
    await page.keyboard.press('e');
    await page.waitForURL('**/edits');
    await page.keyboard.press('/');
    expect(await focused(page)).toBe('INPUT');
    await page.keyboard.type('jogs/?');
    expect(await page.inputValue('#q')).toBe('jogs/?');
    expect([pathOf(page), await page.locator('dialog').count()]).toEqual(['/edits', 0]);
  });

  it('are told in a dialog in the language of the reader', async () => {
    const page = await opened();
    await page.keyboard.press('?');
    const dialog = page.locator('dialog[open]');
    await dialog.waitFor();
    expect(await dialog.textContent()).toContain('next and previous article of a list');
    await page.keyboard.press('j');
    expect(await focused(page)).not.toContain('/article/');
    await page.keyboard.press('?');
    await dialog.waitFor({ state: 'hidden' });
  });

  it('click whatever has a key: in the item that has the focus, else outside of lists', async () => {
    const page = await opened();
    await page.evaluate(`
      window.clicked = [];
      const add = (place, name) => {
        const button = document.createElement('button');
        button.dataset.key = 'm';
        button.addEventListener('click', () => window.clicked.push(name));
        place.append(button);
      };
      document.querySelectorAll('.item').forEach((item, at) => add(item, at));
      add(document.querySelector('.colophon'), 'page');
    `);
    await page.keyboard.press('m');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('m');
    await page.keyboard.press('Control+m');
    expect(await page.evaluate('window.clicked')).toEqual(['page', 1]);
  });
});
