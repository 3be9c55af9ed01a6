import type { Archive } from '../src/archive/index.ts';
import { type AccessOptions, createReader, type Listening, serveReader } from '../src/web/index.ts';
import { clock, openForTest, scratch } from './newspaper.ts';
import { rss, type Site, startSite } from './small-site.ts';

export const password = 'a long password';
export const hour = 3_600_000;
export const paths = {
  bridge: '/2024/03/harbour-bridge-opens',
  quay: '/2024/03/quay-is-built-at-last',
  park: '/2024/03/park-for-everybody',
};

const page = (title: string, words: string): string =>
  `<!doctype html><html lang="en"><head><title>${title}</title><meta name="author" content="Lin Wei"></head><body><article><h1>${title}</h1>${`<p>${words} The harbour office said so on Monday, and ferries wait for everybody.</p>`.repeat(5)}<p><img src="/bridge.jpg" alt="The bridge"></p></article></body></html>`;

const bridge = (people: string) =>
  page('Harbour bridge &amp; quay open', `The bridge is open to ${people} people.`);

/** An archive that follows two feeds, behind a reader, with an editor `mei` and a reader `ana`, both of
 * whom have read nothing. */
export interface Scene {
  readonly archive: Archive;
  readonly site: Site;
  readonly url: string;
  readonly time: ReturnType<typeof clock>;
  /** `feed/…` of the source of this title. */
  feed(title: string): Promise<string>;
  /** The bridge opens to other people: a weighty edit, an hour later. */
  edit(people: string): Promise<void>;
  /** Another reader over the same archive. */
  serve(access?: Partial<AccessOptions>): Promise<string>;
  close(): Promise<void>;
}

/** @param time The clock; the machine's own where a real client is to agree. */
export async function greaderScene(time = clock()): Promise<Scene> {
  const { folder, clear } = scratch();
  const titled = (title: string, own: readonly string[]) =>
    rss(own).replace('<title>Gazette', `<title>${title}`);
  const site = await startSite({
    '/harbour': titled('Harbour', [paths.bridge, paths.quay]),
    '/city': titled('City', [paths.park]),
    '/fresh': titled('Fresh', []),
    [paths.bridge]: bridge('1,200'),
    [paths.quay]: page('Quay is built', 'A quay is built.'),
    [paths.park]: page('公园开放', '公园星期一开放。'),
    '/bridge.jpg': { type: 'image/jpeg', body: Buffer.from('ÿØÿ a picture') },
  });
  const archive = await openForTest(folder, time.now);
  await archive.accounts.add({ name: 'mei', role: 'editor', password });
  await archive.accounts.add({ name: 'ana', role: 'reader', password });
  time.pass(hour);
  await archive.follow(site.url('/harbour'), { allowPrivate: true, folder: 'The sea' });
  time.pass(1000);
  await archive.follow(site.url('/city'), { allowPrivate: true, folder: '城市' });
  await archive.fetch({ all: true });
  const open: Listening[] = [];
  const serve = async (access: Partial<AccessOptions> = {}) => {
    const reader = createReader({
      ...{ archive, now: time.now, title: 'The Archive', timeZone: 'UTC' },
      access: { publicReading: false, trustedProxies: [], ...access },
    });
    const listening = await serveReader(reader, { host: '127.0.0.1', port: 0 });
    open.push(listening);
    return listening.url;
  };
  return {
    ...{ archive, site, time, serve, url: await serve() },
    async feed(title) {
      const source = (await archive.sourceList()).find((one) => one.title === title);
      return `feed/${Number.parseInt(source?.id ?? '', 16)}`;
    },
    async edit(people) {
      site.set(paths.bridge, bridge(people));
      time.pass(8 * hour);
      await archive.fetch({ all: true });
    },
    async close() {
      for (const listening of open) await listening.close();
      await archive.close();
      await site.close();
      clear();
    },
  };
}

/** An app that has logged in. */
export interface App {
  readonly token: string;
  /** Asks below `/reader/api/0/`. */
  get(call: string): Promise<Response>;
  json(call: string): Promise<Answered>;
  /** Sends a form; a field may come more than once. */
  post(call: string, fields: readonly (readonly [string, string])[]): Promise<Response>;
}

/** What calls answer, of all calls. */
export interface Answered {
  readonly id: string;
  readonly updated: number;
  readonly continuation?: string;
  readonly items: readonly Item[];
  readonly itemRefs: readonly { readonly id: string }[];
  readonly tags: readonly { readonly id: string; readonly type?: string }[];
  readonly subscriptions: readonly Subscription[];
  readonly max: number;
  readonly unreadcounts: readonly { readonly id: string; readonly count: number }[];
}

export interface Item {
  readonly id: string;
  readonly title: string;
  readonly published: number;
  readonly updated: number;
  readonly crawlTimeMsec: string;
  readonly timestampUsec: string;
  readonly summary: { readonly content: string };
  readonly categories: readonly string[];
}

export interface Subscription {
  readonly id: string;
  readonly title: string;
  readonly categories: readonly { readonly id: string; readonly label: string }[];
  readonly url: string;
}

/** Logs in as an app does, with a password or a token. `base` is what its user typed as the address. */
export async function appAt(base: string, name: string, secret = password): Promise<App> {
  const body = new URLSearchParams({ Email: name, Passwd: secret });
  const login = await fetch(`${base}/accounts/ClientLogin`, { method: 'POST', body });
  const told = await login.text();
  if (!login.ok) throw new TypeError(`${login.status} ${told}`);
  const [, token = ''] = /^Auth=(.*)$/m.exec(told) ?? [];
  const headers = { Authorization: `GoogleLogin auth=${token}` };
  const get = (call: string) => fetch(`${base}/reader/api/0/${call}`, { headers });
  return {
    ...{ token, get },
    json: async (call) => (await (await get(call)).json()) as Answered,
    post: (call, fields) =>
      fetch(`${base}/reader/api/0/${call}`, {
        ...{ method: 'POST', headers },
        body: new URLSearchParams(fields.map(([key, value]): [string, string] => [key, value])),
      }),
  };
}
