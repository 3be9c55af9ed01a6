import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type FrameLocator, type Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { exportWebArchive } from '../src/transfer/index.ts';
import { clock, followedDemo, openForTest, scratch } from './newspaper.ts';

const browser = '/usr/bin/chromium';
/** wabac, the service worker of ReplayWeb.page; .ci/run fetches it, since its licence (AGPL) keeps it
 * out of package.json. */
const wabac = fileURLToPath(new URL('../.ci/tools/package/dist/sw.js', import.meta.url));

it.skipIf(!existsSync(browser) || !existsSync(wabac))(
  'an exported WACZ replays in Chromium through wabac, by range requests, with its pictures',
  async () => {
    const time = clock();
    const { folder, clear } = scratch();
    onTestFinished(clear);
    const archive = await openForTest(join(folder, 'archive'), time.now);
    const demo = await followedDemo(archive, time.now);
    await archive.fetch({ all: true });
    await exportWebArchive(archive, folder, {
      ...{ format: 'wacz', title: 'Harbour papers', software: 'test', text: false },
    });
    const { url, titleBefore, paragraphBefore } = demo.cases.edited;
    let picture = '';
    for (const { image } of await archive.articles({ limit: 50 })) {
      if (image !== undefined && (await archive.hasImage(image))) picture = image;
    }
    await archive.close();
    // What is seen now can come from the file alone.
    await demo.close();

    const { origin, ranges } = await serve(folder);
    const chrome = await chromium.launch({
      executablePath: browser,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
    onTestFinished(() => chrome.close());
    const page = await loadedInto(chrome, origin);
    const story = await replayed(page, url);
    await expect.poll(() => story.locator('h1').first().textContent()).toBe(titleBefore);
    await expect.poll(() => story.locator('body').textContent()).toContain(paragraphBefore);
    const other = await replayed(page, picture);
    // The width is that of the picture itself, which is there only once it has been loaded.
    const width = () =>
      other.locator('img').evaluate((image) => Number(Reflect.get(image, 'naturalWidth')));
    await expect.poll(width).toBeGreaterThan(100);
    expect(ranges.length).toBeGreaterThan(3);
  },
  120_000,
);

/** The worker and the WACZ on loopback, with ranges as a plain file server has them. */
async function serve(folder: string): Promise<{ origin: string; ranges: string[] }> {
  const ranges: string[] = [];
  const wacz = readFileSync(join(folder, 'backissue.wacz'));
  const server: Server = createServer((request, response) => {
    if (request.url === '/sw.js') {
      response.setHeader('Content-Type', 'text/javascript').end(readFileSync(wabac));
    } else if (request.url === '/backissue.wacz') giveRange(request, response, wacz, ranges);
    else response.setHeader('Content-Type', 'text/html').end('<title>replay</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, ranges };
}

function giveRange(
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Buffer,
  ranges: string[],
): void {
  response.setHeader('Accept-Ranges', 'bytes');
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
  if (request.headers.range === undefined) {
    response.setHeader('Content-Length', bytes.length);
    response.end(request.method === 'HEAD' ? undefined : bytes);
    return;
  }
  ranges.push(request.headers.range);
  const start = from === '' ? bytes.length - Number(to) : Number(from);
  const end = from === '' || to === '' ? bytes.length : Math.min(Number(to) + 1, bytes.length);
  response.writeHead(206, {
    'Content-Range': `bytes ${start}-${end - 1}/${bytes.length}`,
    'Content-Length': end - start,
  });
  response.end(bytes.subarray(start, end));
}

/** A page of the archive in a frame, as ReplayWeb.page shows it. */
async function replayed(page: Page, url: string): Promise<FrameLocator> {
  await page.setContent(`<iframe width="800" height="600" src="/w/news/20261124080000mp_/${url}">`);
  return page.frameLocator('iframe');
}

/** Asks the worker to take a WACZ in; runs in the browser. */
const takeIn = `async (sourceUrl) => {
  await navigator.serviceWorker.register('/sw.js');
  const { active } = await navigator.serviceWorker.ready;
  return await new Promise((resolve) => {
    navigator.serviceWorker.addEventListener('message', ({ data }) => {
      if (data.msg_type === 'collAdded') resolve('added');
      if (data.msg_type === 'collProgress' && data.error) resolve(String(data.error));
    });
    active.postMessage({ msg_type: 'addColl', name: 'news', file: { sourceUrl } });
  });
}`;

/** A page under the worker, which has read the WACZ's index. */
async function loadedInto(chrome: Browser, origin: string): Promise<Page> {
  const page = await chrome.newPage();
  await page.goto(`${origin}/`);
  const state = await page.evaluate(`(${takeIn})(${JSON.stringify(`${origin}/backissue.wacz`)})`);
  expect(state).toBe('added');
  return page;
}
