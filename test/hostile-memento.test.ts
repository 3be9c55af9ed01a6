import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { importWebArchive } from '../src/transfer/index.ts';
import { createReader } from '../src/web/index.ts';
import { clock, openForTest, scratch } from './newspaper.ts';
import { type Site, startSite, storyPage } from './small-site.ts';

const base = 'http://archive.test';
const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>';
const elsewhere = 'https://harbour.example';

/** An answer as a crawler of others keeps it. */
function theirs(path: string, status: string, head: string, body = ''): string {
  const http = `HTTP/1.1 ${status}\r\n${head}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  return `WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:${crypto.randomUUID()}>\r\nWARC-Target-URI: ${elsewhere}${path}\r\nWARC-Date: 2020-01-02T03:04:05Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: ${http.length}\r\n\r\n${http}\r\n\r\n`;
}

describe('mementos of what nobody meant well', () => {
  const time = clock(Date.UTC(2024, 2, 20, 20, 35, 11));
  const { folder, clear } = scratch();
  let site: Site;
  let archive: Archive;
  let reader: Hono;

  const get = async (at: string) => await reader.request(`${base}${at}`);
  const memento = (path: string) => get(`/web/20200102030405/${elsewhere}${path}`);

  beforeAll(async () => {
    site = await startSite({
      '/2024/03/pier?utm_source=a': { status: 301, headers: { Location: '{base}/2024/03/pier' } },
      '/2024/03/pier': storyPage('The pier'),
    });
    archive = await openForTest(folder, time.now);
    await archive.capture(site.url('/2024/03/pier?utm_source=a'), { allowPrivate: true });
    const warc = join(folder, 'theirs.warc');
    const page = 'Content-Type: text/html';
    const records = [
      theirs('/moved', '301 Moved', 'Location: /new'),
      theirs('/cookie', '302 Found', `Location: ${elsewhere}/cookie`),
      theirs('/nowhere', '300 Multiple Choices', page),
      theirs('/runs', '302 Found', 'Location: javascript:alert(1)'),
      theirs('/boat.jpg', '200 OK', 'Content-Type: image/jpeg; charset="x"', 'a boat'),
      theirs('/drawing.svg', '200 OK', 'Content-Type: image/svg+xml', drawing),
      theirs('/program.js', '200 OK', 'Content-Type: text/javascript', 'alert(3)'),
      theirs('/both', '200 OK', 'Content-Type: image/png, text/html', '<script>alert(4)</script>'),
      theirs('/long', '200 OK', page, storyPage('Long') + '<p>Words upon words.'.repeat(250_000)),
    ];
    writeFileSync(warc, records.join(''));
    await importWebArchive(archive, warc);
    reader = createReader({ archive, now: time.now, title: 'The Archive', timeZone: 'UTC' });
  });

  afterAll(async () => {
    await archive.close();
    await site.close();
    clear();
  });

  it('shows the page where an address led to itself, and never leads in a circle', async () => {
    const answer = await get(`/web/20240320203511/${site.url('/2024/03/pier?utm_source=a')}`);
    expect([answer.status, answer.headers.get('Location')]).toEqual([200, null]);
    expect(await answer.text()).toContain('The harbour stayed open');
  });

  it('leads on where a copy of others leads on, and holds none that leads nowhere', async () => {
    const moved = await memento('/moved');
    expect([moved.status, moved.headers.get('Location')]).toEqual([
      ...[302, `${base}/web/20200102030405/${elsewhere}/new`],
    ]);
    for (const path of ['/cookie', '/nowhere', '/runs']) {
      expect([path, (await memento(path)).status]).toEqual([path, 404]);
      expect(await (await get(`/cdx?url=${elsewhere}${path}`)).text()).toContain(' 30');
    }
  });

  it('shows a picture as it is, and gives what can hold a script as a download', async () => {
    for (const [path, type] of [
      ['/boat.jpg', 'image/jpeg'],
      ['/drawing.svg', 'application/octet-stream'],
      ['/program.js', 'application/octet-stream'],
    ] as const) {
      const { headers, status } = await memento(path);
      expect([path, status, headers.get('Content-Type')]).toEqual([path, 200, type]);
      expect(headers.get('Content-Disposition') === null).toBe(path === '/boat.jpg');
      expect(headers.get('Content-Security-Policy')).toBe("default-src 'none'; sandbox");
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    }
  });

  it('shows of what is called a picture and a page no script', async () => {
    const answer = await memento('/both');
    expect([answer.status, await answer.text()]).toEqual([
      200,
      expect.not.stringContaining('alert'),
    ]);
  });

  it('gives a page that is too long to be cleaned while somebody waits as a download', async () => {
    const answer = await memento('/long');
    expect(answer.headers.get('Content-Type')).toBe('application/octet-stream');
    expect((await answer.text()).length).toBeGreaterThan(5_000_000);
  });
});
