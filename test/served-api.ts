import type { Archive } from '../src/archive/index.ts';
import { createReader, type Listening, serveReader } from '../src/web/index.ts';
import { clock, followedDemo, openForTest, scratch } from './newspaper.ts';

/** A reader over the demo newspaper as edited, with a user of each role. */
export interface ServedApi {
  /** Without a slash at its end. */
  readonly base: string;
  readonly archive: Archive;
  /** Tokens by role. */
  readonly tokens: Readonly<Record<'reader' | 'editor', string>>;
  /** An article with several revisions. */
  readonly edited: { readonly id: string; readonly url: string; readonly sourceId: string };
  ask(path: string, init?: Asking): Promise<Response>;
  close(): Promise<void>;
}

export interface Asking {
  /** Default: the reader’s; null: nobody. */
  readonly as?: 'reader' | 'editor' | null;
  readonly method?: string;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Serves the API over real HTTP. `publicReading`: reading needs no token. */
export async function servedApi({ publicReading = false } = {}): Promise<ServedApi> {
  const time = clock();
  const { folder, clear } = scratch();
  const archive = await openForTest(folder, time.now, { ledger: {} });
  const demo = await followedDemo(archive, time.now);
  await archive.fetch();
  for (let day = 0; day < 4; day++) {
    demo.publishNextEdition();
    time.pass(86_400_000);
    await archive.fetch({ all: true });
  }
  await archive.publishLedger();
  const { accounts } = archive;
  const tokens = { reader: '', editor: '' };
  for (const role of ['reader', 'editor'] as const) {
    await accounts.add({ name: role, role, password: 'a long password' });
    tokens[role] = (await accounts.makeToken(role, 'test')).secret;
  }
  const [first] = await archive.edits({ order: 'weight', limit: 1 });
  if (first === undefined) throw new Error('the demo newspaper edits nothing');
  const { id, url, sourceId } = first.article;
  const listening = await listen(archive, time.now, publicReading);
  const base = listening.url.replace(/\/$/, '');
  return {
    ...{ base, archive, tokens, edited: { id, url, sourceId } },
    ask: (path, asking = {}) => fetch(`${base}${path}`, initOf(asking, tokens)),
    close: async () => {
      await listening.close();
      await demo.close();
      await archive.close();
      clear();
    },
  };
}

async function listen(
  archive: Archive,
  now: () => number,
  publicReading: boolean,
): Promise<Listening> {
  const reader = createReader({
    ...{ archive, now, title: 'The Archive', timeZone: 'UTC' },
    access: { publicReading, trustedProxies: [] },
  });
  return await serveReader(reader, { host: '127.0.0.1', port: 0 });
}

function initOf(asking: Asking, tokens: ServedApi['tokens']): RequestInit {
  const { as = 'reader', method = 'GET', json, headers, body } = asking;
  const sent = json === undefined ? body : JSON.stringify(json);
  return {
    method,
    redirect: 'manual',
    headers: {
      ...(as !== null && { Authorization: `Bearer ${tokens[as]}` }),
      ...(json !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(sent !== undefined && { body: sent }),
  };
}
