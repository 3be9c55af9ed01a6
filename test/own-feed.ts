import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server of one feed at `/feed` and of a page for every other path; a test changes the feed. */
export interface OwnFeed {
  readonly url: string;
  readonly origin: string;
  /** What the feed's address answers from now on. */
  answers(answer: string | Answer): void;
  close(): Promise<void>;
}

/** An item of RSS; fields that are not given are left out. */
export const item = (fields: { title?: string; path?: string; date?: string }, origin = '') =>
  `<item>${fields.title === undefined ? '' : `<title>${fields.title}</title>`}${
    fields.path === undefined ? '' : `<link>${origin}${fields.path}</link>`
  }${fields.date === undefined ? '' : `<pubDate>${fields.date}</pubDate>`}</item>`;

export const rss = (items: readonly string[]) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>Quay News</title><link>https://quay.example/</link>${items.join('')}</channel></rss>`;

const page = (path: string) =>
  `<!doctype html><html lang="en"><head><title>Report ${path}</title></head><body><article><h1>Report ${path}</h1>${`<p>The harbour office said of ${path} that the ferry would leave the quay at dawn, as it has for years, and that nobody would be left behind.</p>`.repeat(5)}</article></body></html>`;

export async function startOwnFeed(): Promise<OwnFeed> {
  let feed: Answer = (_request, response) => response.writeHead(404).end();
  const server = createServer((request, response) => {
    if (request.url === '/feed') feed(request, response);
    else if (request.url === '/robots.txt') response.writeHead(404).end();
    else {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(page(request.url ?? ''));
    }
  });
  const origin = `http://127.0.0.1:${await listening(server)}`;
  return {
    url: `${origin}/feed`,
    origin,
    answers(answer) {
      feed =
        typeof answer !== 'string'
          ? answer
          : (_request, response) => {
              response.setHeader('content-type', 'application/rss+xml; charset=utf-8');
              response.end(answer);
            };
    },
    close: () => closing(server),
  };
}

export async function listening(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}

export async function closing(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
}
