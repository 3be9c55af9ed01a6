import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { createReader } from '../src/web/index.ts';
import { everything } from './everything.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';

const secret = 'Lin Xiaoyu lives at Harbour Road 17';
const picture = Buffer.from('ÿØÿ a picture of the house at Harbour Road');
const shared = Buffer.from('ÿØÿ a picture of the harbour that two articles show');

/** A newspaper of three articles: one is to be taken down, one shares a picture with it. */
function paper() {
  const body = (name: string, text: string, images: readonly string[]) =>
    `<!doctype html><html lang="en"><head><title>${name}</title></head><body><article><h1>${name}</h1>${`<p>${text} The harbour office said so on Monday, and the paper has it from two witnesses who asked not to be named here.</p>`.repeat(4)}${images.map((image) => `<p><img src="${image}" alt="picture"></p>`).join('')}</article></body></html>`;
  let extra = '';
  let isLater = false;
  const pages = (base: string): Record<string, [string, string | Buffer]> => ({
    '/feed.xml': [
      'application/rss+xml',
      `<?xml version="1.0"?><rss version="2.0"><channel><title>Paper</title><link>${base}/</link>${extra}${[
        ['house', `A house is named: ${secret}`],
        ['quay', 'A quay is built'],
        ...(isLater ? [['ferry', 'A ferry leaves']] : []),
      ]
        .map(
          ([slug, title], day) =>
            `<item><pubDate>0${day + 1} Nov 2026 08:00:00 GMT</pubDate><title>${title}</title><link>${base}/2026/${slug}-story-of-today?a=1&amp;b=2</link><guid isPermaLink="false">tag:paper.test,2026:${slug}</guid><description>${title}, in short.</description></item>\n`,
        )
        .join('')}</channel></rss>`,
    ],
    '/2026/house-story-of-today?a=1&b=2': [
      'text/html',
      body(`A house is named: ${secret}`, secret, ['/house.jpg', '/shared.jpg']),
    ],
    '/2026/quay-story-of-today?a=1&b=2': [
      'text/html',
      body('A quay is built', 'Quay.', ['/shared.jpg']),
    ],
    '/2026/ferry-story-of-today?a=1&b=2': [
      'text/html',
      body('A ferry leaves', 'Ferry.', ['/copy.jpg']),
    ],
    '/house.jpg': ['image/jpeg', picture],
    '/copy.jpg': ['image/jpeg', picture],
    '/shared.jpg': ['image/jpeg', shared],
  });
  const server = createServer((request, response) => {
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const found = pages(base)[request.url ?? ''];
    response.writeHead(found === undefined ? 404 : 200, {
      'Content-Type': found?.[0] ?? 'text/plain',
    });
    response.end(found?.[1] ?? 'no such page');
  });
  return {
    server,
    change(text: string) {
      extra = text;
    },
    /** The third article comes out, whose picture is the first one's. */
    goOn() {
      isLater = true;
    },
    start: () =>
      new Promise<string>((resolve) => {
        server.listen(0, '127.0.0.1', () =>
          resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
        );
      }),
  };
}

describe('an article that is taken down', () => {
  const time = clock();
  let place: ReturnType<typeof scratch>;
  let outlet: ReturnType<typeof paper>;
  let base: string;
  let archive: Archive;
  const url = () => `${base}/2026/house-story-of-today?a=1&b=2`;
  const fetch = async () => await archive.fetch({ all: true });

  beforeEach(async () => {
    place = scratch();
    outlet = paper();
    base = await outlet.start();
    archive = await openForTest(place.folder, time.now);
    await archive.follow(`${base}/feed.xml`, { allowPrivate: true });
    await fetch();
    outlet.goOn();
    time.pass(60_000);
    await fetch();
  });
  afterEach(async () => {
    await archive.close();
    outlet.server.close();
    place.clear();
  });

  it('lies in no file any more, and everything else stands', async () => {
    expect((await archive.search({ text: 'Xiaoyu' })).total).toBe(1);
    const takedown = await archive.takeDown(url(), { reason: 'privacy' });
    expect(takedown.removal).toMatchObject({ left: [], revisions: [{ number: 1 }] });
    expect(takedown.removal.captures.map((one) => one.url).sort()).toEqual([
      url(),
      url(),
      `${base}/house.jpg`,
    ]);
    expect([takedown.removal.cut.length, takedown.removal.moved.length]).toEqual([2, 1]);
    expect(await archive.search({ text: 'Xiaoyu' })).toMatchObject({ total: 0 });
    expect((await archive.doctor()).faults).toEqual([]);
    expect((await archive.articles({ limit: 9 })).map(({ title }) => title).sort()).toEqual([
      'A ferry leaves',
      'A quay is built',
    ]);
    const copy = await archive.content(`${base}/copy.jpg` as never);
    expect(Buffer.from(copy?.bytes ?? []).equals(picture)).toBe(true);
    expect(await archive.hasImage(`${base}/house.jpg` as never)).toBe(false);
    expect(await archive.hasImage(`${base}/shared.jpg` as never)).toBe(true);
    await archive.close();
    expect(everything(place.folder)).not.toContain('Xiaoyu');
    const audit = await command(['verify', '--archive', place.folder, '--json']);
    expect(audit.json()).toMatchObject({ ok: true, faults: [] });
    expect(audit.json()['removed']).toHaveLength(3);
    archive = await openForTest(place.folder, time.now);
  });

  it('does not come back by its feed, by hand or by import until that is allowed', async () => {
    const { articles } = await archive.takeDown(url(), { reason: 'court' });
    outlet.change('<description>A new day</description>');
    time.pass(7_200_000);
    await fetch();
    expect(await archive.stats()).toMatchObject({ articles: 2, failed: 0, pending: 0 });
    await expect(archive.capture(url(), { allowPrivate: true })).rejects.toThrow('was removed on');
    const again = await archive.takeDown(articles[0], { reason: 'court' });
    expect(again.removal.cut).toHaveLength(1);
    await archive.liftTakedown(url());
    expect((await archive.capture(url(), { allowPrivate: true })).title).toContain('A house');
    expect((await archive.doctor()).faults).toEqual([]);
  });

  it('counts as gone only when no reader holds on to what the catalogue’s log has of it', async () => {
    const file = join(place.folder, 'backissue.sqlite');
    const reader = new Sqlite(file, { readonly: true });
    reader.exec('begin; select count(*) from revisions;');
    const taking = archive.takeDown(url(), { reason: 'privacy' });
    await expect(taking).rejects.toMatchObject({ code: 'conflict' });
    expect(await archive.takedowns()).toMatchObject([{ state: 'erased' }]);
    expect((await archive.doctor()).faults).toMatchObject([{ kind: 'takedown-unfinished' }]);
    reader.close();
    await archive.close();
    archive = await openForTest(place.folder, time.now);
    expect(await archive.takedowns()).toMatchObject([{ state: 'done' }]);
    // Beside the archive that is open: nothing of it waits in the log.
    expect(everything(place.folder)).not.toContain('Xiaoyu');
  });

  it('is told of in its place, in the reader’s language', async () => {
    const { articles } = await archive.takeDown(url(), { reason: 'gdpr-17' });
    const reader = createReader({ archive, now: time.now, title: 'T', timeZone: 'UTC' });
    const english = await reader.request(`/article/${articles[0]}`);
    expect(english.status).toBe(410);
    expect(await english.text()).toContain('24 November 2026');
    const chinese = await reader.request(`/article/${articles[0]}`, {
      headers: { 'Accept-Language': 'zh' },
    });
    expect(await chinese.text()).toContain('已从本档案移除');
    const capture = (await archive.takedowns())[0]?.removal.captures[0]?.id ?? '';
    const raw = await reader.request(`/capture/${capture}`);
    expect([raw.status, await raw.text()]).toMatchObject([
      404,
      expect.stringContaining('was removed on'),
    ]);
  });
});

describe('backissue takedown', () => {
  it('asks for a reason it knows', async () => {
    const { folder, clear } = scratch();
    onTestFinished(clear);
    await (await openForTest(folder, clock().now)).close();
    const said = await command(['takedown', 'abc', '--reason', 'shame', '--archive', folder]);
    expect(said).toMatchObject({ code: 2 });
    expect(said.err).toContain('it takes privacy, gdpr-17, copyright, court, author');
  });
});
