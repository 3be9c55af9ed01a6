import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { openArchive } from '../src/open/index.ts';
import { createReader } from '../src/web/index.ts';
import { databaseOf } from './house-store.ts';
import { clock, scratch } from './newspaper.ts';
import { closing, listening } from './own-feed.ts';

const feedType = 'application/rss+xml; charset=utf-8';

/** A newspaper with a hub of its own on one address, as small outlets have it. */
interface HubSite {
  readonly origin: string;
  readonly server: Server;
  /** Polls of the feed. */
  polls: number;
  /** What the hub was asked for, newest last. */
  readonly asked: URLSearchParams[];
  /** Ends with the hub's question to the callback. */
  verified: Promise<{ status: number; text: string; type: string | null }>;
}

async function startHubSite(): Promise<HubSite> {
  const site = { polls: 0, asked: [] as URLSearchParams[] } as unknown as HubSite;
  const server = createServer((request, response) => {
    if (request.url === '/feed') {
      site.polls += 1;
      response.setHeader('Content-Type', feedType);
      response.end(feedOf(site.origin, site.polls));
    } else if (request.url === '/hub') {
      void bodyOf(request).then((text) => {
        const form = new URLSearchParams(text);
        site.asked.push(form);
        response.writeHead(202).end();
        site.verified = ask(form.get('hub.callback') ?? '', {
          'hub.mode': 'subscribe',
          'hub.topic': form.get('hub.topic') ?? '',
          'hub.challenge': 'say this back <b>',
          'hub.lease_seconds': '864000',
        });
      });
    } else response.writeHead(404).end();
  });
  const origin = `http://127.0.0.1:${await listening(server)}`;
  return Object.assign(site, { origin, server });
}

const feedOf = (origin: string, edition: number) =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Quay News</title>
<atom:link rel="hub" href="${origin}/hub"/><atom:link rel="self" href="${origin}/feed"/>
<item><guid isPermaLink="false">${edition}</guid><title>Edition ${edition}</title><description>The ferry of edition ${edition} left the quay at dawn, and nobody was left behind.</description><link>${origin}/story/${edition}</link></item></channel></rss>`;

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

async function ask(callback: string, question: Record<string, string>) {
  const answer = await fetch(`${callback}?${new URLSearchParams(question)}`);
  const type = answer.headers.get('Content-Type');
  return { status: answer.status, text: await answer.text(), type };
}

async function tell(callback: string, secret: string, body = 'There is news.') {
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  const headers = { 'Content-Type': feedType, 'X-Hub-Signature': `sha256=${signature}` };
  return await fetch(callback, { method: 'POST', headers, body });
}

describe('a feed with a hub (WebSub)', () => {
  const time = clock();
  const { folder, clear } = scratch();
  let site: HubSite;
  let front: Server;
  let reader: Hono;
  let archive: Archive;

  beforeAll(async () => {
    // The reader's address has to be known before the archive is opened.
    front = createServer((request, response) => {
      void getRequestListener(reader.fetch)(request, response);
    });
    const publicUrl = `http://127.0.0.1:${await listening(front)}/`;
    site = await startHubSite();
    archive = await openArchive({
      ...(await databaseOf(folder)),
      folder,
      mode: 'capture',
      now: time.now,
      userAgent: 'Backissue-test/1.0 (loopback)',
      hostGapMs: 0,
      publicUrl,
    });
    reader = createReader({
      archive,
      now: time.now,
      title: 'The Archive',
      timeZone: 'UTC',
      takesPushes: true,
    });
    await archive.follow(`${site.origin}/feed`, { allowPrivate: true, body: 'feed' });
    await archive.fetch();
  });
  afterAll(async () => {
    await archive.close();
    await closing(front);
    await closing(site.server);
    clear();
  });

  let callback: string;
  let secret: string;
  let polls: number;
  beforeEach(() => {
    const [form] = site.asked;
    callback = form?.get('hub.callback') ?? '';
    secret = form?.get('hub.secret') ?? '';
    polls = site.polls;
  });
  afterEach(() => time.pass(60_000));

  it('is subscribed to, and the hub’s question answered with its challenge as plain text', async () => {
    expect(site.asked).toHaveLength(1);
    expect(await site.verified).toEqual({
      status: 200,
      text: 'say this back <b>',
      type: expect.stringMatching(/^text\/plain/) as string,
    });
    const [source] = await archive.sources();
    expect(source?.health.pushed).toMatchObject({ hub: `${site.origin}/hub`, state: 'active' });
  });

  it('is polled when the hub tells of news, long before it is due', async () => {
    await site.verified;
    expect(await archive.fetch()).toMatchObject({ sources: 0 });
    expect((await tell(callback, secret)).status).toBe(202);
    expect(await archive.fetch()).toMatchObject({ sources: 1, articles: 1 });
    expect(site.polls).toBe(polls + 1);
    const [source] = await archive.sources();
    expect(source?.health.pushed?.toldAt).toBeDefined();
  });

  it('is not polled for a message with a wrong signature or none, which gets the same answer', async () => {
    await site.verified;
    expect((await tell(callback, 'guessed')).status).toBe(202);
    expect((await fetch(callback, { method: 'POST', body: 'x' })).status).toBe(202);
    expect(await archive.fetch()).toMatchObject({ sources: 0 });
  });

  it('has an address that answers nobody else: 404 for other tokens, topics and modes', async () => {
    const other = callback.replace(/[^/]+$/, '0'.repeat(32));
    const topic = `${site.origin}/feed`;
    const wanted = { 'hub.mode': 'subscribe', 'hub.topic': topic, 'hub.challenge': 'c' };
    const answers = await Promise.all([
      ask(other, wanted),
      ask(callback, { ...wanted, 'hub.topic': 'https://elsewhere.example/' }),
      ask(callback, { ...wanted, 'hub.mode': 'unsubscribe' }),
      ask(callback, {}),
    ]);
    for (const { status, text } of answers) {
      expect([status, text]).toEqual([404, 'There is no such subscription here.']);
    }
    expect((await tell(other, secret)).status).toBe(404);
  });

  it('has no more than 5 MiB of a message read', async () => {
    const body = 'x'.repeat(5 * 1024 * 1024 + 1);
    expect((await tell(callback, secret, body)).status).toBe(413);
  });

  it('has no address at a reader that only reads', async () => {
    const bare = createReader({ archive, now: time.now, title: 'A', timeZone: 'UTC' });
    const { pathname } = new URL(callback);
    expect((await bare.request(pathname)).status).toBe(404);
    expect((await bare.request(pathname, { method: 'POST', body: 'x' })).status).toBe(404);
  });
});
