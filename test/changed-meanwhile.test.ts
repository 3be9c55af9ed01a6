import { createServer, type Server } from 'node:http';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server as TcpServer,
} from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Source } from '../src/model/index.ts';
import type { ArticleRecord } from '../src/store/index.ts';
import { openTestStore } from './house-store.ts';
import { clock, scratch } from './newspaper.ts';
import { type OpenParts, openParts } from './open-parts.ts';
import { closing, item, listening, rss } from './own-feed.ts';

const path = '/2026/11/harbour-bridge-opens';
const page = (of: string, next?: string) =>
  `<!doctype html><html lang="en"><head><title>Harbour bridge opens</title></head><body><article><h1>Harbour bridge opens</h1>${['once', 'twice'].map((more) => `<p>${`The report says ${of} and ${more} that the bridge is open, and that ferries wait. `.repeat(6)}</p>`).join('')}</article>${next === undefined ? '' : `<div class="pager"><a href="${next}">Next page</a></div>`}</body></html>`;

/** What a SOCKS5 proxy answers to whoever names no user (RFC 1928). */
const wantsPassword = Buffer.from([5, 0xff]);

describe('an article that changes while its page is waited for', () => {
  const time = clock();
  let server: Server;
  let proxy: TcpServer;
  let origin: string;
  let parts: OpenParts;
  let source: Source;
  let clear: () => void;
  /** What happens when the article's second page is asked for, and whether that fails then. */
  let meanwhile: (() => Promise<void>) | undefined;

  beforeEach(async () => {
    meanwhile = undefined;
    server = createServer(async (request, response) => {
      const html = (status: number, body: string) =>
        response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(body);
      if (request.url === path) return html(200, page('first', `${path}?page=2`));
      if (request.url === '/feed') {
        const text = rss([item({ title: 'Harbour bridge opens', path }, origin)]);
        return response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(text);
      }
      if (request.url !== `${path}?page=2`) return html(404, 'none');
      await meanwhile?.();
      return html(meanwhile === undefined ? 200 : 503, page('second'));
    });
    proxy = createTcpServer((socket) => {
      socket.once('data', async () => {
        await meanwhile?.();
        socket.end(wantsPassword);
      });
    });
    origin = `http://127.0.0.1:${await listening(server)}`;
    const place = scratch();
    ({ clear } = place);
    const store = await openTestStore({ file: join(place.folder, 'catalogue.sqlite') });
    parts = await openParts(place.folder, store, { now: time.now, revisitDays: 30 });
    source = await parts.follow(`${origin}/feed`, { pollSeconds: 86_400 });
    await parts.archive.fetch();
    time.pass(3_600_000);
  });

  afterEach(async () => {
    await parts.archive.close();
    await closing(server);
    proxy.close();
    clear();
  });

  const article = async (): Promise<ArticleRecord> =>
    (await parts.archive.article(`${origin}${path}`)).article;
  /** Another step writes the article while its page is waited for. */
  const changes = async () => {
    await parts.store.commit({ articles: [{ ...(await article()), lead: 'changed meanwhile' }] });
  };

  it('keeps what changed when a further page of it fails', async () => {
    meanwhile = changes;
    await parts.archive.fetch();
    expect(await article()).toMatchObject({ lead: 'changed meanwhile', revisions: 1 });
  });

  it('keeps what changed when our own proxy fails', async () => {
    meanwhile = changes;
    await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
    const { port } = proxy.address() as AddressInfo;
    const given = { ...source, proxy: `socks5://127.0.0.1:${port}` };
    await parts.store.commit({ sources: [given] });
    await parts.archive.fetch();
    expect((await article()).lead).toBe('changed meanwhile');
  });
});
