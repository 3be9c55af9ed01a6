import { copyFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import type { Url } from '../src/model/index.ts';
import { importWebArchive } from '../src/transfer/index.ts';
import { contents } from './contents.ts';
import { everything } from './everything.ts';
import { isOnPostgres } from './house-store.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { rebuilt } from './rebuilt.ts';
import { startSite, storyPage } from './small-site.ts';

const house = 'https://harbour.example/news/house-named-17';
const quay = 'https://harbour.example/news/quay-opened-18';
const uuid = (digit: number) => `urn:uuid:00000000-0000-4000-8000-00000000000${digit}`;

/** A record as another crawler writes it. */
function record(type: string, id: string, fields: Readonly<Record<string, string>>, block: string) {
  const named = { 'WARC-Date': '2026-11-20T08:00:00Z', ...fields };
  const lines = Object.entries(named).map(([name, value]) => `${name}: ${value}\r\n`);
  return `WARC/1.1\r\nWARC-Type: ${type}\r\nWARC-Record-ID: <${id}>\r\n${lines.join('')}Content-Length: ${Buffer.byteLength(block)}\r\n\r\n${block}\r\n\r\n`;
}

const answer = (
  id: string,
  url: string,
  title: string,
  more: Readonly<Record<string, string>> = {},
) =>
  record(
    'response',
    id,
    { 'WARC-Target-URI': url, 'Content-Type': 'application/http; msgtype=response', ...more },
    `HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${storyPage(title)}`,
  );
const request = (
  id: string,
  url: string,
  cookie: string,
  more: Readonly<Record<string, string>> = {},
) =>
  record(
    'request',
    id,
    { 'WARC-Target-URI': url, 'Content-Type': 'application/http; msgtype=request', ...more },
    `GET / HTTP/1.1\r\nCookie: ${cookie}\r\n\r\n`,
  );
const told = (id: string, of: string, text: string) =>
  record('metadata', id, { 'WARC-Refers-To': `<${of}>`, 'Content-Type': 'text/plain' }, text);

describe('what stands beside the captures of an article taken down', { timeout: 60_000 }, () => {
  const time = clock();
  const { folder, clear } = scratch();
  const home = join(folder, 'archive');
  let archive: Archive;

  beforeAll(async () => {
    // A file for each capture, so that much of it lies elsewhere than the page.
    archive = await openForTest(home, time.now, { captureBytes: 1 });
  });
  afterAll(async () => {
    await archive.close();
    clear();
  });

  const brought = async (name: string, ...records: readonly string[]) => {
    const path = join(folder, `${name}.warc`);
    writeFileSync(path, records.join(''));
    return await importWebArchive(archive, path);
  };

  it('is emptied, in whatever way another crawler says that it belongs to them', async () => {
    await brought(
      'house',
      // By the answer's word, by its own, and by address and moment alone.
      request(uuid(1), house, 'by-answer'),
      answer(uuid(2), house, 'The house', { 'WARC-Concurrent-To': `<${uuid(1)}>` }),
      told(uuid(3), uuid(2), 'told-of-house'),
      told(uuid(4), uuid(1), 'told-of-request'),
      request(uuid(5), `${house}?again=1`, 'by-moment'),
      answer('urn:crawl:6', `${house}?utm_source=x`, 'The house'),
      request('urn:crawl:7', `${house}?utm_source=x`, 'by-place'),
      answer(uuid(8), quay, 'The quay'),
      request(uuid(9), quay, 'of-the-quay', { 'WARC-Concurrent-To': `<${uuid(8)}>` }),
      told('urn:crawl:9', uuid(8), 'told-of-quay'),
    );
    await brought(
      'made',
      record(
        'conversion',
        'urn:crawl:text',
        {
          'WARC-Target-URI': 'https://harbour.example/as-text/17',
          'WARC-Refers-To': `<${uuid(2)}>`,
          'Content-Type': 'text/plain',
        },
        'made-of-house',
      ),
    );
    const own = ['by-answer', 'told-of-house', 'told-of-request', 'by-place', 'made-of-house'];
    for (const one of own) expect(everything(home)).toContain(one);
    const { removal } = await archive.takeDown(house, { reason: 'privacy' });
    expect(removal).toMatchObject({ left: [] });
    expect(removal.captures.map(({ id }) => id)).toContain('urn:crawl:text');
    for (const one of own) expect(everything(home), one).not.toContain(one);
    for (const one of ['of-the-quay', 'told-of-quay']) expect(everything(home)).toContain(one);
    expect(await archive.content('https://harbour.example/as-text/17' as Url)).toBeUndefined();
    expect((await archive.article(quay)).article.title).toBe('The quay');
    expect((await archive.doctor()).faults).toEqual([]);
    const audit = await command(['verify', '--archive', home, '--json'], time);
    expect(audit.json()).toMatchObject({ ok: true, faults: [] });
    const places = audit.json()['removed'] as unknown as { readonly capture: string }[];
    const all = (await archive.takedowns()).flatMap((one) => one.removal.captures);
    expect(places.map(({ capture }) => capture).sort()).toEqual(all.map(({ id }) => id).sort());
    await archive.close();
    const before = await contents(home);
    await rebuilt(home, time);
    const after = await contents(home);
    // What was followed and brought no capture is on none.
    if (isOnPostgres) expect(after.all).toEqual(before.all);
    else expect(after).toEqual(before);
    archive = await openForTest(home, time.now, { captureBytes: 1 });
  });

  it('is emptied of the cookies that the page was asked for with', async () => {
    const path = '/2026/06/01/ferry-of-the-day-1234';
    const site = await startSite({ [path]: storyPage('The ferry') });
    await archive.capture(site.url(path), { allowPrivate: true });
    const asked = `GET ${path} HTTP/1.1`;
    expect(everything(home)).toContain(asked);
    await archive.takeDown(site.url(path), { reason: 'court' });
    expect(everything(home)).not.toContain(asked);
    await site.close();
  });

  it.skipIf(isOnPostgres)(
    'goes where a crash or a rebuild left it outside of the capture files and the catalogue',
    async () => {
      const path = '/2026/06/01/mill-of-the-day-1234';
      const site = await startSite({ [path]: storyPage('The mill of Xiaoyu') });
      await archive.capture(site.url(path), { allowPrivate: true });
      await archive.close();
      const kept = await command(['rebuild', '--keep', '--archive', home], time);
      expect(kept).toMatchObject({ code: 0 });
      const catalogue = join(home, 'backissue.sqlite');
      copyFileSync(catalogue, `${catalogue}.new`);
      writeFileSync(`${catalogue}.new-journal`, 'Xiaoyu');
      const torn = join(
        home,
        'captures',
        '2026',
        '11',
        'backissue-20261124080000-00000.warc.gz.torn-9',
      );
      for (const file of [torn, `${torn}.2`]) writeFileSync(file, 'half a record of Xiaoyu');
      const said: string[] = [];
      archive = await openForTest(home, time.now, {
        captureBytes: 1,
        onEvent: (event) => void (event.type === 'warning' && said.push(event.message)),
      });
      await archive.takeDown(site.url(path), { reason: 'court' });
      expect(said).toMatchObject(
        [/torn-9: it was deleted/, /torn-9\.2: it was deleted/].map(matching),
      );
      expect(readdirSync(home).filter((name) => /\.new|before-rebuild/.test(name))).toEqual([]);
      expect(everything(home)).not.toContain('Xiaoyu');
      await site.close();
    },
  );
});

const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);
