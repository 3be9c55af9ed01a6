import type { LookupFunction } from 'node:net';
import { join } from 'node:path';
import { type Archive, type ArchiveEvent, createArchive } from '../src/archive/index.ts';
import { createHttpClient, type HttpClient } from '../src/http/index.ts';
import { type Loopback, serve } from '../src/http/testing/loopback.ts';
import { instant, type PollState, type Source } from '../src/model/index.ts';
import type { Store } from '../src/store/index.ts';
import { openWarcWriter, type WarcWriter } from '../src/warc/index.ts';
import { type SimulatedTime, simulatedTime } from './simulated-time.ts';

const start = Date.UTC(2026, 10, 27, 8);

/** A request for an article's page. */
export interface Asked {
  readonly host: string;
  readonly path: string;
  readonly worker: string;
  /** Simulated ms since the workers began. */
  readonly at: number;
}

/** One worker with a folder of its own. */
export interface HiredWorker {
  readonly archive: Archive;
  readonly told: ArchiveEvent[];
  /** Begins to keep up. */
  begin(): void;
  /** It stands still, as a process that is stopped; what it waits for does not come. */
  pause(): void;
  resume(): void;
  /** Ends what it is at, and closes. */
  stop(): Promise<void>;
  /** Closes what a worker held that was paused and does not come back. */
  bury(): Promise<void>;
}

/** Outlets on loopback, and workers that follow them over one catalogue through simulated time. */
export interface Scene {
  readonly asked: Asked[];
  /** Requests for pages that came while another of the same host was answered. */
  readonly together: () => number;
  /** Called with each request for a page before it is answered. */
  onPage: (asked: Asked) => void;
  /** What the feeds call their items' edition. */
  edition: number;
  /** What hooks were sent, by id. */
  readonly delivered: string[];
  readonly time: SimulatedTime;
  readonly hookUrl: string;
  follow(store: Store): Promise<void>;
  hire(name: string, folder: string, store: Store): Promise<HiredWorker>;
  /** Lets so many seconds pass. */
  pass(seconds: number): Promise<void>;
  /** Lets time pass until this is done. */
  through<Result>(work: Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

const everywhere: LookupFunction = (_name, options, callback) => {
  if (options.all === true) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
};

/** So many outlets, each with a feed of so many items. */
export async function startScene(outlets: number, items: number): Promise<Scene> {
  const time = simulatedTime(start);
  const under = { way: 0 };
  const isBusy = () => under.way > 0 || readsFiles();
  const answering = new Map<string, number>();
  let hasMet = 0;
  const server: Loopback = await serve((request, response) => {
    const path = request.url ?? '';
    const host = String(request.headers.host);
    const worker = /worker-(\w+)/.exec(String(request.headers['user-agent']))?.[1] ?? '';
    if (path === '/hook') {
      scene.delivered.push(String(request.headers['x-backissue-delivery']));
      response.writeHead(204).end();
    } else if (path === '/feed') {
      response.writeHead(200, { 'content-type': 'application/rss+xml' });
      response.end(feedOf(`http://${host}`, items, scene.edition));
    } else if (path.startsWith('/story-')) {
      const open = answering.get(host) ?? 0;
      if (open > 0) hasMet += 1;
      answering.set(host, open + 1);
      const asked = { host, path, worker, at: time.now() - start };
      scene.asked.push(asked);
      scene.onPage(asked);
      // The next turn, so that another request may come between.
      setImmediate(() => {
        answering.set(host, (answering.get(host) ?? 1) - 1);
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
        response.end(storyOf(host, path));
      });
    } else response.writeHead(404).end();
  });
  const scene: Scene = {
    ...{ asked: [], delivered: [], time, onPage: () => {}, edition: 1 },
    together: () => hasMet,
    hookUrl: server.url('/hook'),
    follow: (store) => followAll(store, outlets, server.port),
    hire: (name, folder, store) => hire({ time, under, name, folder, store }),
    pass: (seconds) => time.runUntil(time.now() + seconds * 1000, isBusy),
    through: (work) => time.runThrough(work, isBusy),
    close: () => server.close(),
  };
  return scene;
}

/** Captures are read back past the gates. */
const readsFiles = (): boolean =>
  process.getActiveResourcesInfo().some((name) => name === 'FSReqPromise' || name === 'CloseReq');

async function followAll(store: Store, outlets: number, port: number): Promise<void> {
  const ids = Array.from({ length: outlets }, (_, index) => `s${index}`);
  const sources = ids.map(
    (id): Source => ({
      ...{ id, kind: 'feed', title: id, body: 'page', state: 'followed', allowPrivate: true },
      url: `http://${id}.test:${port}/feed` as Source['url'],
      ...{ followedAt: instant(start), pollSeconds: 240 },
    }),
  );
  const polls = ids.map(
    (sourceId): PollState => ({ sourceId, nextPollAt: instant(start), failures: 0, warnings: [] }),
  );
  await store.commit({ sources, polls });
}

/** A gate that is open or shut; work that goes through it waits meanwhile. */
class Gate {
  #shut: { readonly opened: Promise<void>; readonly open: () => void } | undefined;
  readonly #under: { way: number };

  constructor(under: { way: number }) {
    this.#under = under;
  }

  shut(): void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#shut ??= { opened: promise, open: resolve };
  }

  open(): void {
    this.#shut?.open();
    this.#shut = undefined;
  }

  async through(): Promise<void> {
    while (this.#shut !== undefined) await this.#shut.opened;
  }

  /** Work that is under way for the clock, but for while the gate is shut. */
  async work<Result>(act: () => Promise<Result>): Promise<Result> {
    await this.through();
    this.#under.way += 1;
    try {
      return await act();
    } finally {
      this.#under.way -= 1;
      await this.through();
    }
  }
}

/** The parts given, whose methods wait at the gate. */
function gated<Parts extends object>(parts: Parts, gate: Gate): Parts {
  const through = Object.entries(parts).map(([name, act]) => [
    name,
    typeof act === 'function' && name !== 'close'
      ? (...given: unknown[]) => gate.work(async () => await act(...given))
      : act,
  ]);
  return Object.fromEntries(through) as Parts;
}

/** A writer whose waits for the disk are work under way: the clock does not leap meanwhile. */
const gatedWriter = (writer: WarcWriter, gate: Gate): WarcWriter => ({
  append: (records) => gate.work(() => writer.append(records)),
  flush: () => gate.work(() => writer.flush()),
  leave: () => gate.work(() => writer.leave()),
  get position() {
    return writer.position;
  },
  close: () => writer.close(),
});

async function hire(means: {
  readonly time: SimulatedTime;
  readonly under: { way: number };
  readonly name: string;
  readonly folder: string;
  readonly store: Store;
}): Promise<HiredWorker> {
  const { time, under, name, folder, store } = means;
  const gate = new Gate(under);
  const told: ArchiveEvent[] = [];
  const captures = join(folder, 'captures');
  const { now } = time;
  const warc = openWarcWriter({ folder: captures, now, software: 'test', worker: name });
  const http = createHttpClient({
    ...{ now, userAgent: `Backissue-test/1.0 (worker-${name})`, hostGapMs: 0 },
    ...{ timeoutMs: 20_000, lookup: everywhere },
  });
  const archive = await createArchive({
    store: gated(store, gate),
    http: { ...http, fetch: (request) => gate.work(() => http.fetch(request)) } as HttpClient,
    captures,
    openWarc: async () => gatedWriter(await warc, gate),
    now,
    delay: async (ms, signal) => {
      await time.delay(ms, signal);
      await gate.through();
    },
    ...{ images: false, revisitDays: 0, shared: true, holder: name },
    onEvent: (event) => told.push(event),
  });
  const stop = new AbortController();
  let work: Promise<void> = Promise.resolve();
  return {
    ...{ archive, told },
    begin: () => {
      work = archive.keepUp({ signal: stop.signal });
      work.catch(() => {});
    },
    pause: () => gate.shut(),
    resume: () => gate.open(),
    stop: async () => {
      stop.abort();
      await work;
      await archive.close();
    },
    bury: async () => {
      await (await warc).close();
      await http.close();
      await store.close();
    },
  };
}

const feedOf = (site: string, items: number, edition: number): string => {
  const item = (index: number) =>
    `<item><title>Report ${index} of ${site}${edition > 1 ? `, edition ${edition}` : ''}</title><link>${site}/story-${index}</link>
      <guid>${site}/story-${index}</guid><pubDate>${new Date(start - index * 60_000).toUTCString()}</pubDate></item>`;
  const all = Array.from({ length: items }, (_, index) => item(index)).join('');
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>${site}</title><link>${site}/</link>${all}</channel></rss>`;
};

/** An article whose words are those of no other. */
function storyOf(host: string, path: string): string {
  const own = `${host.split('.')[0]}${path.replace('/story-', 'n')}`;
  const sentence = (at: number) =>
    `The harbour office of ${own} said in notice ${own}${at} that the ferry of quay ${own}x${at} would leave later than planned, because the tide at the ${own}y${at} bridge was low.`;
  const paragraphs = Array.from({ length: 8 }, (_, at) => `<p>${sentence(at)}</p>`).join('');
  const title = `Report ${path.slice(7)} of ${own}`;
  return `<!doctype html><html lang="en"><head><title>${title}</title></head><body><article><h1>${title}</h1>${paragraphs}</article></body></html>`;
}
