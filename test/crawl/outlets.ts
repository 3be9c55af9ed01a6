import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that an outlet was sent; times in ms, to parts of one. */
export interface Request {
  readonly host: string;
  readonly path: string;
  readonly at: number;
  /** When it had been answered; while it is, Infinity. */
  until: number;
}

/** Newspapers on loopback, each on an address of its own, and so a host of its own. */
export interface Outlets {
  readonly hosts: readonly string[];
  readonly log: readonly Request[];
  /** What each article's newest edition is, by its URL. */
  readonly editions: ReadonlyMap<string, number>;
  /** Another article at this outlet. */
  publish(outlet: number): void;
  /** Changes the words of an article; the feed says so. */
  edit(url: string): void;
  close(): Promise<void>;
}

const begun = Date.now() - 3_600_000;
const clock = () => performance.timeOrigin + performance.now();

const onLoopback = (outlet: number): string =>
  `127.1.${Math.floor(outlet / 250)}.${1 + (outlet % 250)}`;

/** So many outlets of so many articles, which answer after `answerMs`. */
export async function startOutlets(
  count: number,
  articles: number,
  answerMs = 0,
  addressOf = onLoopback,
): Promise<Outlets> {
  const log: Request[] = [];
  const editions = new Map<string, number>();
  const stories = new Map<string, string[]>();
  const servers: Server[] = [];
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    const host = String(request.headers.host);
    const asked: Request = { host, path: request.url ?? '', at: clock(), until: Infinity };
    log.push(asked);
    response.once('close', () => {
      asked.until = Math.min(asked.until, clock());
    });
    const answer = () => {
      asked.until = clock();
      answerTo(asked, stories.get(host) ?? [], editions, response);
    };
    if (answerMs > 0) setTimeout(answer, answerMs);
    else setImmediate(answer);
  };
  let port = 0;
  for (let outlet = 0; outlet < count; outlet += 1) {
    const server = createServer(listener);
    server.keepAliveTimeout = 60_000;
    const address = addressOf(outlet);
    await new Promise<void>((done, failed) => {
      server.once('error', failed);
      server.listen(port, address, done);
    });
    port = (server.address() as AddressInfo).port;
    servers.push(server);
    stories.set(`${address}:${port}`, []);
  }
  const hosts = [...stories.keys()];
  const publish = (outlet: number) => {
    const host = hosts[outlet] ?? '';
    const urls = stories.get(host) ?? [];
    const url = `http://${host}/story-${urls.length}`;
    urls.unshift(url);
    editions.set(url, 1);
  };
  for (const [outlet] of hosts.entries()) {
    for (let article = 0; article < articles; article += 1) publish(outlet);
  }
  return {
    ...{ hosts, log, editions, publish },
    edit: (url) => void editions.set(url, (editions.get(url) ?? 0) + 1),
    close: async () => {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((done) => server.close(done));
      }
    },
  };
}

function answerTo(
  { host, path }: Request,
  urls: readonly string[],
  editions: ReadonlyMap<string, number>,
  response: ServerResponse,
): void {
  const edition = editions.get(`http://${host}${path}`);
  if (path === '/feed') {
    response.writeHead(200, { 'content-type': 'application/atom+xml' });
    response.end(feedOf(host, urls, editions));
  } else if (edition === undefined) response.writeHead(404).end();
  else {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(storyOf(host, path, edition));
  }
}

function feedOf(
  host: string,
  urls: readonly string[],
  editions: ReadonlyMap<string, number>,
): string {
  const entries = urls.map((url) => {
    const at = (edition: number) => new Date(begun + edition * 1000).toISOString();
    return `<entry><title>Report ${url}</title><id>${url}</id><link href="${url}"/>
      <published>${at(0)}</published><updated>${at(editions.get(url) ?? 1)}</updated></entry>`;
  });
  return `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Paper of ${host}</title>
    <id>http://${host}/</id><link href="http://${host}/"/><updated>${new Date(begun).toISOString()}</updated>${entries.join('')}</feed>`;
}

/** What the words of an edition hold, and no other's. */
export const markOf = (edition: number): string => `edition ${edition} of this report`;
const anyMark = /edition (\d+) of this report/;

/** Which edition a text is; 0: none. */
export const editionIn = (text: string): number => Number(anyMark.exec(text)?.[1] ?? 0);

/** An article whose words are those of no other. */
function storyOf(host: string, path: string, edition: number): string {
  const own = `${host.split(':')[0]?.replaceAll('.', 'x')}${path.replace('/story-', 'n')}`;
  const paragraphs = Array.from(
    { length: 8 },
    (_, at) =>
      `<p>The harbour office of ${own} said in notice ${own}${at} that the ferry of quay ${own}x${at} would leave later than planned, because the tide at the ${own}y${at} bridge was low.</p>`,
  );
  const title = `Report ${path.slice(7)} of ${own}`;
  return `<!doctype html><html lang="en"><head><title>${title}</title></head><body><article><h1>${title}</h1>
    ${paragraphs.join('\n')}<p>You are reading ${markOf(edition)}, which the harbour office has had printed.</p></article></body></html>`;
}
