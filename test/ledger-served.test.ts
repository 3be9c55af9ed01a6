import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { type AccessOptions, createReader, type Listening, serveReader } from '../src/web/index.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { quayPage as page, quayPath as path } from './quay-story.ts';
import { serving } from './serving.ts';
import { rss, type Site, startSite } from './small-site.ts';

const time = clock();
const place = scratch();
let site: Site;
let archive: Archive;

beforeAll(async () => {
  site = await startSite({ [path]: page('Quay.') });
  archive = await openForTest(place.folder, time.now, { ledger: {} });
  for (const text of ['Quay.', 'Quay and pier.']) {
    time.pass(86_400_000);
    site.set(path, page(text));
    await archive.capture(site.url(path), { allowPrivate: true });
  }
  await archive.publishLedger();
});
afterAll(async () => {
  await archive.close();
  await site.close();
  place.clear();
});

const open: Listening[] = [];
afterEach(async () => {
  for (const listening of open.splice(0)) await listening.close();
});

async function served(access?: Partial<AccessOptions>, of = archive): Promise<string> {
  const reader = createReader({
    ...{ archive: of, now: time.now, title: 'The Archive', timeZone: 'UTC' },
    ...(access && { access: { publicReading: false, trustedProxies: [], ...access } }),
  });
  const listening = await serveReader(reader, { host: '127.0.0.1', port: 0 });
  open.push(listening);
  return listening.url;
}

/** The files of the published ledger, by their paths. */
const files = (folder = place.folder): string[] =>
  readdirSync(join(folder, 'ledger'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));

/** What is answered to a path that no client would send. */
function rawly(url: string, target: string): Promise<string> {
  const { port, hostname } = new URL(url);
  return new Promise((resolve, reject) => {
    let told = '';
    const lines = `GET ${target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`;
    const socket = connect(Number(port), hostname, () => socket.write(lines));
    socket.on('data', (data) => {
      told += data.toString('latin1');
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(told));
  });
}

describe('the ledger that serve hands out', () => {
  it('is the folder byte for byte, with the types and cache times of its kinds', async () => {
    const url = await served();
    const paths = files();
    expect(paths.length).toBeGreaterThan(5);
    for (const one of paths) {
      const answer = await fetch(`${url}${one}`);
      expect(answer.status).toBe(200);
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect(bytes.equals(readFileSync(join(place.folder, one)))).toBe(true);
      const [type, cache] = [
        answer.headers.get('content-type'),
        answer.headers.get('cache-control'),
      ];
      if (one.includes('/tile/')) {
        expect([type, cache]).toEqual([
          'application/octet-stream',
          'public, max-age=31536000, immutable',
        ]);
      } else if (one.includes('/record/')) {
        expect([type, cache]).toEqual(['application/json', 'public, max-age=3600']);
      } else expect([type, cache]).toEqual(['text/plain; charset=utf-8', 'no-cache']);
    }
  });

  it('verifies over HTTP, and against the folder', async () => {
    const url = await served();
    const verified = await command(['verify', url, '--against', place.folder, '--json'], {
      now: time.now,
    });
    expect(verified.json()).toMatchObject({ ok: true, size: 2, faults: [] });
  });

  it('is told unchanged by its ETag, headed without a body, and cut into ranges', async () => {
    const url = `${await served()}ledger/checkpoint`;
    const whole = await fetch(url);
    const note = await whole.text();
    const tag = whole.headers.get('etag') ?? '';
    const asked = async (headers: Record<string, string>, method = 'GET') => {
      const answer = await fetch(url, { method, headers });
      const range = answer.headers.get('content-range');
      return { status: answer.status, text: await answer.text(), ...(range && { range }) };
    };
    expect(await asked({ 'If-None-Match': tag })).toEqual({ status: 304, text: '' });
    expect(await asked({}, 'HEAD')).toEqual({ status: 200, text: '' });
    const all = note.length;
    const part = (from: number, to: number) => ({
      ...{ status: 206, text: Buffer.from(note).subarray(from, to).toString() },
      range: `bytes ${from}-${to - 1}/${Buffer.byteLength(note)}`,
    });
    expect(await asked({ Range: 'bytes=3-9' })).toEqual(part(3, 10));
    expect(await asked({ Range: 'bytes=3-9', 'If-Range': tag })).toEqual(part(3, 10));
    expect(await asked({ Range: 'bytes=3-9', 'If-Range': '"another"' })).toMatchObject({
      status: 200,
    });
    const bytes = Buffer.byteLength(note);
    expect(await asked({ Range: 'bytes=5-' })).toEqual(part(5, bytes));
    expect(await asked({ Range: 'bytes=-7' })).toEqual(part(bytes - 7, bytes));
    for (const range of [`bytes=${all + 99}-`, 'bytes=-0']) {
      expect(await asked({ Range: range })).toMatchObject({ status: 416 });
    }
    for (const range of ['bytes=9-3', 'bytes=0-1,4-5', 'lines=1-2', 'bytes=-']) {
      expect(await asked({ Range: range })).toMatchObject({ status: 200 });
    }
  });

  it.each([
    '/ledger/../key',
    '/ledger/%2e%2e/key',
    '/ledger/..%2fkey',
    '/ledger/tile/../../key',
    '/ledger/record/../../backissue.sqlite',
    '/ledger/tile/0/000.p',
    '/ledger/tile/0/0',
    '/ledger/tile/00/000',
    '/ledger/checkpoint/',
    '/ledger/checkpoint%00',
    '/ledger/signed-00000000',
    '/ledger/',
  ])('answers %s with nothing', async (target) => {
    expect(await rawly(await served(), target)).toMatch(/^HTTP\/1\.1 404 /);
    expect(existsSync(join(place.folder, 'key'))).toBe(true);
  });

  it.each([
    [{}, 401],
    [{ publicReading: true }, 200],
    [{ publicLedger: true }, 200],
    [{ publicReading: true, publicLedger: false }, 401],
  ])('follows the settings: %j answers %i to a stranger', async (access, status) => {
    const url = await served(access);
    const [tile = ''] = files().filter((one) => one.includes('/tile/0/'));
    const answer = await fetch(`${url}${tile}`);
    expect(answer.status).toBe(status);
    if (status === 200) expect(answer.headers.get('cache-control')).toMatch(/^public, /);
    expect((await fetch(`${url}article/none`)).status).toBe('publicReading' in access ? 404 : 401);
  });

  it('does not have what a takedown removed, and stays whole', async () => {
    const folder = place.freshFolder();
    const other = await openForTest(folder, time.now, { ledger: {} });
    for (const text of ['Quay.', 'Quay and pier.']) {
      time.pass(86_400_000);
      site.set(path, page(text));
      await other.capture(site.url(path), { allowPrivate: true });
    }
    await other.publishLedger();
    const url = await served(undefined, other);
    const before = files(folder).filter((one) => one.includes('/record/'));
    expect(before).toHaveLength(2);
    time.pass(1000);
    await other.takeDown(site.url(path), { reason: 'privacy' });
    for (const one of before) {
      const answer = await fetch(`${url}${one}`);
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([404, 'no-store']);
    }
    const verified = await command(['verify', url, '--json'], { now: time.now });
    expect(verified.json()).toMatchObject({ ok: true, size: 4, faults: [] });
    await other.close();
  });
});

describe('serve', () => {
  it('publishes what it captures while it works', async () => {
    const folder = place.freshFolder();
    const paper = await startSite({ '/feed.xml': rss([path]), [path]: page('A pier.') });
    const args = ['--archive', folder, '--allow-private', '--json'];
    expect((await command(['follow', paper.url('/feed.xml'), ...args])).code).toBe(0);
    const parameters = ['--archive', folder, '--public-ledger', 'yes', '--rest', '1'];
    await serving(parameters, { BACKISSUE_PASSWORD: 'a long password' }, async (_told, url) => {
      const size = async () =>
        (await (await fetch(`${url}ledger/checkpoint`)).text()).split('\n')[1];
      await expect.poll(size).toBe('1');
      const seen = join(place.folder, 'seen');
      const verified = await command(['verify', url, '--seen', seen, '--json']);
      expect(verified.json()).toMatchObject({ ok: true, size: 1, faults: [] });
      expect((await fetch(url, { redirect: 'manual' })).status).toBe(401);
    });
    await paper.close();
  });
});
