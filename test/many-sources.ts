import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { LookupFunction } from 'node:net';
import { join } from 'node:path';
import { createArchive } from '../src/archive/index.ts';
import { createHttpClient } from '../src/http/index.ts';
import { instant, type PollState, type Source, type Url } from '../src/model/index.ts';
import type { Store } from '../src/store/index.ts';
import { openWarcWriter } from '../src/warc/index.ts';
import { runSchedule } from '../src/work/index.ts';
import { openTestStore } from './house-store.ts';
import { simulatedTime } from './simulated-time.ts';

/** What an hour (or so) of following many sources showed. */
export interface Watched {
  readonly polls: number;
  readonly unchanged: number;
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
  /** Milliseconds between two items of every source; unset: each has its own interval. */
  readonly intervalMs?: number;
}

const start = Date.UTC(2026, 10, 24, 8);
const minute = 60_000;

/** Follows many sources on loopback through simulated time; real HTTP, real SQLite, real WARC. */
export async function watchMany(scene: Scene): Promise<Watched> {
  const paper = await startPaper(scene);
  const time = simulatedTime(start, paper.itIs);
  await paper.itIs(start);
  const due = new Map<string, number>();
  const lateness: number[] = [];
  const under = { polls: 0, waiting: 0, asked: 0 };
  const opened = await openTestStore({ file: join(scene.folder, 'backissue.sqlite') });
  const store = counted(opened, (more) => {
    under.asked += more;
  });
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
    store: leasing(store, (leased) => {
      under.polls += leased.length;
      for (const poll of leased) due.set(poll.sourceId, Date.parse(poll.nextPollAt));
    }),
    http: {
      ...http,
      async fetch(request) {
        const asked = await http.fetch(request);
        const id = new URL(request.url).pathname.slice(1);
        const began = Date.parse(asked.hops[0]?.startedAt ?? '');
        lateness.push(began - (due.get(id) ?? began));
        return asked;
      },
    },
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
  const work = runSchedule({ archive, signal: stop.signal, roundMs: minute });
  await time.runUntil(start + scene.lengthMs, () => under.asked > 0 || under.polls > under.waiting);
  const memory = process.memoryUsage.rss();
  stop.abort();
  await work;
  await archive.close();
  const seen = await paper.stop();
  return { ...seen, lateness: spreadOf(lateness), memory, tookMs: performance.now() - began };
}

/** Polls a second of real time: feeds read for the first time, as they were, with one item more. */
export async function pollRates(scene: Omit<Scene, 'lengthMs' | 'spreadMs' | 'gapMs'>): Promise<{
  readonly first: number;
  readonly unchanged: number;
  readonly changed: number;
}> {
  const paper = await startPaper({ ...scene, gapMs: 0, intervalMs: 60 * minute });
  let now = start;
  const store = await openTestStore({ file: join(scene.folder, 'backissue.sqlite') });
  const spread = { ...scene, gapMs: 0, lengthMs: 0, spreadMs: 0 };
  await followAll(store, spread, paper.port);
  const captures = join(scene.folder, 'captures');
  const archive = await createArchive({
    store,
    http: createHttpClient({
      now: () => now,
      userAgent: 'Backissue-test/1.0 (loopback)',
      hostGapMs: 0,
      lookup: everywhere,
    }),
    captures,
    openWarc: () => openWarcWriter({ folder: captures, now: () => now, software: 'test' }),
    now: () => now,
    images: false,
  });
  const pass = async (): Promise<number> => {
    await paper.itIs(now);
    const began = performance.now();
    await archive.fetch({ all: true });
    return scene.sources / ((performance.now() - began) / 1000);
  };
  const first = await pass();
  now += minute;
  const unchanged = await pass();
  now += 60 * minute;
  const changed = await pass();
  await archive.close();
  await paper.stop();
  return { first, unchanged, changed };
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

/** A store that tells of each thing it is asked, 1, and of its answer, -1: a server's takes some turns to come. */
function counted(store: Store, tell: (more: 1 | -1) => void): Store {
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...asked: readonly unknown[]) => {
        const answer: unknown = Reflect.apply(value, target, asked);
        if (!(answer instanceof Promise)) return answer;
        tell(1);
        return answer.finally(() => tell(-1));
      };
    },
  });
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
  /** Tells the newspapers the time. */
  readonly itIs: (time: number) => Promise<void>;
  stop(): Promise<Omit<Watched, 'lateness' | 'memory' | 'tookMs'>>;
}

/** Starts the newspapers; they look at how they are asked. */
async function startPaper(scene: Pick<Scene, 'gapMs' | 'items' | 'intervalMs'>): Promise<Paper> {
  const script = new URL('./paper-process.ts', import.meta.url);
  const child = fork(
    script,
    [String(scene.gapMs), String(scene.items), String(scene.intervalMs ?? 0)],
    { execArgv: [] },
  );
  const { port } = (await told(child)) as { port: number };
  return {
    port,
    itIs: async (time) => {
      child.send(time);
      await told(child);
    },
    stop: async () => {
      child.send('stop');
      return (await told(child)) as Awaited<ReturnType<Paper['stop']>>;
    },
  };
}

async function told(child: ChildProcess): Promise<unknown> {
  const [message] = (await once(child, 'message')) as [unknown];
  return message;
}

function spreadOf(times: readonly number[]): Watched['lateness'] {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  return { p50: at(0.5), p95: at(0.95), most: at(1) };
}
