import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WARCRecord, WARCSerializer } from 'warcio';
import type { Archive } from '../src/archive/index.ts';
import type { Url } from '../src/model/index.ts';
import { importWebArchive } from '../src/transfer/index.ts';
import { everything } from './everything.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { rebuilt } from './rebuilt.ts';
import { startSite, storyPage } from './small-site.ts';

const paragraphs = [
  'The north ferry resumes its service on Friday morning, the harbour office said after a week of storms that kept every boat at the pier.',
  'Captain Mei Lindqvist, who has steered the ferry for eleven years, said the crew had used the pause to repair the ramp and the radio.',
  'Fishermen along the coast road welcomed the news, since the market hall had gone without fresh herring for six days in a row.',
  'The office expects the first boat at seven, and asks passengers to bring their tickets of last week, which stay good until Sunday.',
];
const article = (title: string, more = ''): string =>
  `<!doctype html><html lang="en"><head><title>${title}</title>
  <meta property="og:type" content="article"><meta name="author" content="Ola Berg">
  <meta property="article:published_time" content="2020-01-02T03:00:00Z"></head>
  <body><nav><a href="/">Home</a></nav><article><h1>${title}</h1>
  <p>By Ola Berg</p>${[...paragraphs, more].map((text) => `<p>${text}</p>`).join('\n')}
  <img src="/boat.png" alt="The ferry" width="600" height="400"></article></body></html>`;

/** 1 by 1 pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const site = 'https://harbour.example';

interface Given {
  readonly type?: 'response' | 'request' | 'revisit' | 'resource' | 'metadata';
  readonly url?: string;
  readonly date?: string;
  readonly status?: string;
  readonly head?: Record<string, string>;
  readonly body?: string | Buffer;
  readonly more?: Record<string, string>;
  readonly refersTo?: { readonly url: string; readonly date: string };
}

/** A record as warcio writes it, SHA-1 digests in base 32 and all. */
async function theirs(given: Given, gzip = true): Promise<Uint8Array> {
  const { type = 'response', url = `${site}/news/ferry-resumes-service-1`, head = {} } = given;
  const record = WARCRecord.create(
    {
      url,
      type,
      date: given.date ?? '2020-01-02T03:04:05Z',
      warcVersion: 'WARC/1.0',
      warcHeaders: given.more ?? {},
      statusline: given.status ?? (type === 'request' ? 'GET / HTTP/1.1' : 'HTTP/1.1 200 OK'),
      ...(type === 'resource' || type === 'metadata' ? {} : { httpHeaders: head }),
      ...(given.refersTo === undefined
        ? {}
        : { refersToUrl: given.refersTo.url, refersToDate: given.refersTo.date }),
    },
    [Buffer.from(given.body ?? '')],
  );
  const digest = { algo: 'sha-1', prefix: 'sha1:', base32: true } as const;
  return WARCSerializer.serialize(record, { gzip, digest });
}

const html = { 'Content-Type': 'text/html; charset=utf-8' };

describe('importing what other crawlers archived', () => {
  const time = clock();
  const { folder, clear } = scratch();
  let archive: Archive;
  let number = 0;

  beforeAll(async () => {
    archive = await openForTest(join(folder, 'archive'), time.now);
  });
  afterAll(async () => {
    await archive.close();
    clear();
  });

  function file(parts: readonly Uint8Array[], ending = 'warc.gz'): string {
    number += 1;
    const path = join(folder, `crawl-${number}.${ending}`);
    writeFileSync(path, Buffer.concat(parts));
    return path;
  }

  const chunked = (body: Buffer) =>
    Buffer.concat([
      Buffer.from(`${body.length.toString(16)}\r\n`),
      body,
      Buffer.from('\r\n0\r\n\r\n'),
    ]);

  it('takes in no page that names an article taken down as its own address', async () => {
    const url = `${site}/news/house-named-17`;
    const body = article('A house is named');
    await importWebArchive(archive, file([await theirs({ url, head: html, body })]));
    await archive.takeDown(url, { reason: 'privacy' });
    const again = await theirs({
      url: `${url}-print`,
      head: html,
      body: body.replace('<meta', `<link rel="canonical" href="${url}"><meta`),
    });
    const report = await importWebArchive(archive, file([again]));
    expect(report).toMatchObject({ imported: 0, revisions: 0, failed: [{ code: 'refused' }] });
    expect((await archive.search({ text: 'house is named' })).total).toBe(0);
  });

  it('asks for no image of what it brought in, whatever the file names', async () => {
    const url = `${site}/news/picture-of-the-pier-1`;
    const path = file([await theirs({ url, head: html, body: article('The pier in a picture') })]);
    await importWebArchive(archive, path);
    const { article: found, revision } = await archive.article(url);
    expect(revision.content.images).toMatchObject([{ url: `${site}/boat.png` }]);
    expect(found.imagesDueAt).toBeUndefined();
    expect(await archive.fetch({ all: true })).toMatchObject({ captured: 0, failed: [] });
  });

  it('makes articles of pages, and captures of all, under a source named for the file', async () => {
    const url = `${site}/news/ferry-resumes-service-1`;
    const path = file([
      await theirs({ type: 'request', url, head: { Host: 'harbour.example' } }),
      await theirs({ url, head: html, body: article('Ferry resumes service') }),
      await theirs({ url: `${site}/boat.png`, head: { 'Content-Type': 'image/png' }, body: png }),
      await theirs({ type: 'resource', url: 'urn:text:1', body: 'of the crawler itself' }),
      await theirs({ url: `${site}/gone`, status: 'HTTP/1.1 404 Not Found', head: html }),
    ]);
    const report = await importWebArchive(archive, path);
    expect(report).toEqual({ read: 3, imported: 3, unchanged: 0, revisions: 1, failed: [] });
    const { article: found, source, revision, captures } = await archive.article(url);
    expect(found).toMatchObject({ title: 'Ferry resumes service', authors: ['Ola Berg'] });
    expect(found.firstSeenAt).toBe('2020-01-02T03:04:05.000Z');
    expect(source).toMatchObject({
      kind: 'import',
      title: expect.stringMatching(/^crawl-\d+$/),
      state: 'unfollowed',
    });
    expect(revision.basis).toBe('page');
    expect(captures.map(({ status }) => status)).toEqual([200]);
    const image = await archive.content(`${site}/boat.png` as Url);
    expect([image?.type, Buffer.from(image?.bytes ?? []).equals(png)]).toEqual(['image/png', true]);
    const again = await importWebArchive(archive, path);
    expect(again).toEqual({ read: 3, imported: 0, unchanged: 3, revisions: 0, failed: [] });
  });

  it.each([
    ['in chunks and gzip', 'HTTP/1.1 200 OK', 'gzip', (body: Buffer) => chunked(gzipSync(body))],
    ['in brotli over HTTP/2', 'HTTP/2 200', 'br', (body: Buffer) => brotliCompressSync(body)],
    ['decoded, with the headers left', 'HTTP/1.1 200 OK', 'gzip', (body: Buffer) => body],
  ])('reads a page that was kept %s', async (how, status, coding, sent) => {
    const title = `Market hall reopens, ${how}`;
    const url = `${site}/news/market-hall-reopens-${how.length}`;
    const head = { ...html, 'Transfer-Encoding': 'chunked', 'Content-Encoding': coding };
    const page = await theirs({ url, status, head, body: sent(Buffer.from(article(title, how))) });
    const report = await importWebArchive(archive, file([page]));
    expect(report).toMatchObject({ imported: 1, revisions: 1, failed: [] });
    expect((await archive.article(url)).revision.content.text).toContain(paragraphs[1]);
    const content = await archive.content(url as Url);
    expect(Buffer.from(content?.bytes ?? []).toString()).toContain(title);
  });

  it('takes a revisit to be what it refers to, by digest or by address and time', async () => {
    const url = `${site}/news/coast-road-closed-after-storm`;
    const body = article('Coast road closed', 'revisited');
    const refersTo = { url, date: '2020-01-02T03:04:05Z' };
    const revisit = { type: 'revisit', head: html, refersTo } as const;
    const path = file([
      await theirs({ url, head: html, body }),
      await theirs({ ...revisit, url: `${url}?again`, date: '2020-02-01T00:00:00Z' }),
    ]);
    const report = await importWebArchive(archive, path);
    expect(report).toMatchObject({ read: 2, imported: 2, revisions: 1, failed: [] });
    const content = await archive.content(`${url}?again` as Url);
    expect(Buffer.from(content?.bytes ?? []).toString()).toBe(body);
    const lost = { url: `${site}/never-captured`, date: '2019-01-01T00:00:00Z' };
    const missing = await importWebArchive(
      archive,
      file([await theirs({ ...revisit, refersTo: lost, url: `${url}?lost` })]),
    );
    expect(missing).toMatchObject({ imported: 0, failed: [{ code: 'not-found' }] });
  });

  it('has captures at the addresses that a browser asks for, when rebuilt too', async () => {
    const home = join(folder, 'written-otherwise');
    const image = { 'Content-Type': 'image/png' };
    const records = [
      await theirs({ url: `${site}/news/ferry-1`, head: html, body: article('Ferry') }, false),
      await theirs({ url: `${site}/boat.png`, head: image, body: png }, false),
    ];
    // As some crawlers write them, and warcio does not.
    const otherwise = records.map((bytes) =>
      Buffer.from(
        Buffer.from(bytes)
          .toString('latin1')
          .replace(
            /(?<=^WARC-Target-URI: )https:\/\/harbour.example/m,
            'HTTPS://Harbour.Example:443',
          )
          .replace('ferry-1', 'ferry 1'),
        'latin1',
      ),
    );
    const path = file(otherwise, 'warc');
    await command(['import', path, '--archive', home]);
    for (const isRebuilt of [false, true]) {
      if (isRebuilt) await rebuilt(home);
      const opened = await openForTest(home, time.now, { mode: 'read' });
      expect(await opened.hasImage(`${site}/boat.png` as Url)).toBe(true);
      const { captures } = await opened.article(`${site}/news/ferry%201`);
      expect(captures.map(({ askedUrl }) => askedUrl)).toEqual([`${site}/news/ferry%201`]);
      await opened.close();
    }
  });

  it('reads what older revisits than the whole capture refer to, and refers to none of them', async () => {
    const url = `${site}/pier.png`;
    const head = { 'Content-Type': 'image/png' };
    const body = Buffer.concat([png, Buffer.from('of the pier')]);
    const refersTo = { url, date: '2021-01-02T03:04:05Z' };
    const older = { type: 'revisit', head, refersTo, date: '2019-01-01T00:00:00Z' } as const;
    const whole = await theirs({ url, head, body, date: refersTo.date });
    const parts = [whole, await theirs({ ...older, url: `${url}?older` })];
    expect(await importWebArchive(archive, file(parts))).toMatchObject({ imported: 2, failed: [] });
    const later = await startSite({ '/pier.png': { type: 'image/png', body } });
    const page = storyPage('The pier').replace(
      '</p>',
      '</p><p><img src="/pier.png" alt="pier"></p>',
    );
    later.set('/2026/the-pier-is-open', page);
    await archive.capture(later.url('/2026/the-pier-is-open'), { allowPrivate: true });
    for (const one of [url, `${url}?older`, later.url('/pier.png')]) {
      const content = await archive.content(one as Url);
      expect(Buffer.from(content?.bytes ?? []).equals(body), one).toBe(true);
    }
    const { id } = (await archive.content(later.url('/pier.png') as Url))?.capture ?? { id: '' };
    const [record] = everything(join(folder, 'archive')).split(`<urn:uuid:${id}>`).slice(1);
    expect(record).toContain(`WARC-Refers-To-Target-URI: ${url}\r\n`);
    await later.close();
  });

  it('names damaged records and brings in the rest', async () => {
    const pages = await Promise.all(
      [1, 2, 3].map((one) =>
        theirs({
          url: `${site}/news/lighthouse-painted-again-${one}`,
          head: html,
          body: article(`Lighthouse painted, part ${one}`, `Part ${one} of the story.`),
        }),
      ),
    );
    const bad = Buffer.from(pages[1] ?? []);
    bad.fill(0xff, 200, 240);
    const path = file([pages[0] ?? bad, bad, pages[2] ?? bad]);
    const done = await command([
      ...['import', path, '--json', '--archive', join(folder, 'damaged')],
    ]);
    expect(done.code).toBe(1);
    expect(done.json()).toMatchObject({
      ...{ read: 3, imported: 2, unchanged: 0, revisions: 2 },
      failed: [{ code: 'corrupt', path: `${path} at offset ${pages[0]?.length}` }],
    });
  });

  it('reads a folder of files, and keeps the records byte for byte', async () => {
    const plain = await theirs(
      { url: `${site}/news/plain`, head: html, body: article('Plain') },
      false,
    );
    const into = join(folder, 'unpacked');
    await promisify(execFile)('mkdir', ['-p', join(into, 'archive')]);
    writeFileSync(join(into, 'archive', 'a.warc'), plain);
    writeFileSync(
      join(into, 'archive', 'old.arc'),
      'filedesc://old.arc 0.0.0.0 2002 text/plain 9\n',
    );
    const home = join(folder, 'of-folder');
    const done = await command(['import', into, '--json', '--archive', home]);
    expect(done.json()).toMatchObject({
      imported: 1,
      failed: [{ code: 'invalid', message: expect.stringContaining('is an ARC file') }],
    });
    const out = join(folder, 'out');
    await command(['export', out, '--format', 'warc', '--archive', home]);
    const bytes = readFileSync(join(out, 'backissue-00001.warc.gz'));
    const { gunzipSync } = await import('node:zlib');
    expect(gunzipSync(bytes).includes(Buffer.from(plain))).toBe(true);
    const verified = await command(['verify', home, '--json']);
    expect(verified.json()).toMatchObject({ ok: true });
  });

  it('refuses what is no web archive, in one sentence', async () => {
    const zip = file([Buffer.from('PK\x03\x04 and nothing more')], 'wacz');
    await expect(importWebArchive(archive, zip)).rejects.toMatchObject({ code: 'invalid' });
    const text = file([Buffer.from('hello')], 'warc');
    await expect(importWebArchive(archive, text)).rejects.toThrow('is no WARC file');
    await expect(importWebArchive(archive, join(folder, 'none.warc'))).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it.skipIf(!existsSync('/usr/bin/wget'))('imports what wget archived', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/boat.png') response.setHeader('Content-Type', 'image/png').end(png);
      else if (request.url === '/news/wget-visits-the-harbour') {
        // Without a length Node sends chunks.
        response.setHeader('Content-Type', 'text/html; charset=utf-8');
        response.write(article('Wget visits the harbour'));
        response.end();
      } else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const url = `${origin}/news/wget-visits-the-harbour`;
    const warc = join(folder, 'by-wget');
    const options = ['-q', '-p', '-P', folder, '--delete-after', '-e', 'robots=off'];
    try {
      await promisify(execFile)('wget', [...options, `--warc-file=${warc}`, url]);
    } finally {
      server.close();
    }
    const report = await importWebArchive(archive, `${warc}.warc.gz`);
    expect(report).toMatchObject({ read: 2, imported: 2, revisions: 1, failed: [] });
    const state = await archive.article(url);
    expect(state.article.title).toBe('Wget visits the harbour');
    expect(state.source?.title).toBe('by-wget');
    expect(await archive.hasImage(`${origin}/boat.png` as Url)).toBe(true);
    const again = await importWebArchive(archive, `${warc}.warc.gz`);
    expect(again).toMatchObject({ imported: 0, unchanged: 2, revisions: 0 });
  });
});
