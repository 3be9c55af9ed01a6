import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { join } from 'node:path';
import { createArchive } from '../src/archive/index.ts';
import { createHttpClient, type HttpClient } from '../src/http/index.ts';
import { instant, type PollState, type Source, type Url } from '../src/model/index.ts';
import type { Store } from '../src/store/index.ts';
import { openSqliteStore } from '../src/store/sqlite/index.ts';
import { openWarcWriter } from '../src/warc/index.ts';
import { simulatedTime } from './simulated-time.ts';

/** What an hour (or so) of following many sources showed. */
export interface Watched {
  readonly polls: number;
  readonly unchanged: number;
  readonly failed: number;
  /** Sources that were polled at all. */
  readonly polled: number;
  /** Milliseconds of simulated time from when a poll was due to when its request came. */
  readonly lateness: { readonly p50: number; readonly p95: number; readonly most: number };
  /** Requests that came while another of the same host was being answered. */
  readonly together: number;
  /** Requests that came sooner than the gap after the one before. */
  readonly hasty: number;
  /** Bytes. */
  readonly memory: number;
  /** Real milliseconds. */
  readonly tookMs: number;
}

export interface Scene {
  readonly folder: string;
  readonly sources: number;
  readonly hosts: number;
  /** Simulated milliseconds. */
  readonly lengthMs: number;
  readonly gapMs: number;
  /** How much of the sources' times lie spread over when the hour begins; 0: all are due at once. */
  readonly spreadMs: number;
  /** Items in a feed. */
  readonly items: number;
}

const start = Date.UTC(2026, 10, 24, 8);
const minute = 60_000;

/** Follows many sources on loopback through simulated time; real HTTP, real SQLite, real WARC. */
export async function watchMany(scene: Scene): Promise<Watched> {
  const time = simulatedTime(start);
  const paper = await startPaper(scene, time.now);
  const under = { polls: 0, waiting: 0 };
  const store = await openSqliteStore({ file: join(scene.folder, 'backissue.sqlite') });
  await followAll(store, scene, paper.port);
  const began = performance.now();
  const http = createHttpClient({
    now: time.now,
    userAgent: 'Backissue-test/1.0 (loopback)',
    hostGapMs: scene.gapMs,
    maxConcurrent: 48,
    lookup: everywhere,
    delay: async (ms) => {
      under.waiting += 1;
      await time.delay(ms, new AbortController().signal);
      under.waiting -= 1;
    },
  });
  const archive = await createArchive({
    store: leasing(store, (due) => {
      under.polls += due.length;
      for (const poll of due) paper.expect(poll);
    }),
    http: http satisfies HttpClient,
    captures: join(scene.folder, 'captures'),
    openWarc: () =>
      openWarcWriter({ folder: join(scene.folder, 'captures'), now: time.now, software: 'test' }),
    now: time.now,
    delay: time.delay,
    images: false,
    onEvent: (event) => {
      if (['polled', 'not-modified', 'failed'].includes(event.type)) under.polls -= 1;
    },
  });
  const stop = new AbortController();
  const work = archive.keepUp({ signal: stop.signal, roundMs: minute });
  await time.runUntil(start + scene.lengthMs, () => under.polls > under.waiting);
  const memory = process.memoryUsage.rss();
  stop.abort();
  await work;
  await archive.close();
  await paper.close();
  return { ...paper.seen(), memory, tookMs: performance.now() - began };
}

/** The store, with every lease it gives told. */
function leasing(store: Store, tell: (polls: readonly PollState[]) => void): Store {
  return {
    ...store,
    async leasePolls(query) {
      const due = await store.leasePolls(query);
      tell(due.map(({ poll }) => poll));
      return due;
    },
  };
}

const everywhere: LookupFunction = (_name, options, callback) => {
  if (options.all === true) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
};

/** Big hosts have many sources, most have one or two. */
const hostOf = (index: number, scene: Scene): number =>
  Math.floor(scene.hosts * ((index * 0.618_034) % 1) ** 1.5);

async function followAll(store: Store, scene: Scene, port: number): Promise<void> {
  const sources: Source[] = [];
  const polls: PollState[] = [];
  for (let index = 0; index < scene.sources; index += 1) {
    const id = `s${index}`;
    sources.push({
      id,
      kind: 'feed',
      url: `http://h${hostOf(index, scene)}.test:${port}/${id}` as Url,
      title: id,
      body: 'feed',
      state: 'followed',
      allowPrivate: true,
      followedAt: instant(start),
    });
    const nextPollAt = instant(start + ((index * 0.754_877) % 1) * scene.spreadMs);
    polls.push({ sourceId: id, nextPollAt, failures: 0, warnings: [] });
  }
  await store.commit({ sources, polls });
}

interface Paper {
  readonly port: number;
  expect(poll: PollState): void;
  seen(): Omit<Watched, 'memory' | 'tookMs'>;
  close(): Promise<void>;
}

/** A server that is thousands of newspapers, and looks at how it is asked. */
async function startPaper(scene: Scene, now: () => number): Promise<Paper> {
  const due = new Map<string, number>();
  const hosts = new Map<string, { open: number; last: number }>();
  const lateness: number[] = [];
  const polled = new Set<string>();
  const counts = { polls: 0, unchanged: 0, failed: 0, together: 0, hasty: 0 };
  const server = createServer((request, response) => {
    const id = request.url?.slice(1) ?? '';
    const host = hosts.get(request.headers.host ?? '') ?? { open: 0, last: -1e9 };
    hosts.set(request.headers.host ?? '', host);
    counts.polls += 1;
    polled.add(id);
    lateness.push(now() - (due.get(id) ?? now()));
    if (host.open > 0) counts.together += 1;
    if (now() - host.last < scene.gapMs) counts.hasty += 1;
    Object.assign(host, { open: host.open + 1, last: now() });
    response.on('close', () => {
      host.open -= 1;
    });
    if (answer(request, response, id, now(), scene.items) === 304) counts.unchanged += 1;
  });
  // An idle connection that is closed just when it is used again would count as two requests.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', 4096, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    expect: (poll) => due.set(poll.sourceId, Date.parse(poll.nextPollAt)),
    seen: () => {
      const sorted = [...lateness].sort((one, other) => one - other);
      const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
      const late = { p50: at(0.5), p95: at(0.95), most: at(1) };
      return { ...counts, polled: polled.size, lateness: late };
    },
    close: () => closed(server),
  };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

/** A feed of the newest items; each source has its own interval, from ten minutes to a week. */
function answer(
  request: IncomingMessage,
  response: ServerResponse,
  id: string,
  now: number,
  count: number,
): number {
  const number = Number(id.slice(1));
  const interval = 10 * minute * 1000 ** ((number * 0.569_84) % 1);
  const newest = Math.floor((now + number * 7919) / interval);
  const etag = `"${id}-${newest}"`;
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, { etag }).end();
    return 304;
  }
  const items = Array.from({ length: count }, (_, back) => {
    const serial = newest - back;
    const date = new Date(serial * interval - number * 7919).toUTCString();
    const words = `Report ${serial} of ${id}: the ferry left the quay at dawn, as it has for years. `;
    return `<item><title>Report ${serial}</title><link>http://${request.headers.host}/${id}/${serial}</link><guid>${id}-${serial}</guid><pubDate>${date}</pubDate><description>${words.repeat(6)}</description></item>`;
  });
  response.writeHead(200, { etag, 'content-type': 'application/rss+xml' });
  response.end(
    `<?xml version="1.0"?><rss version="2.0"><channel><title>${id}</title><link>http://${request.headers.host}/</link>${items.join('')}</channel></rss>`,
  );
  return 200;
}
