import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { htmlOf, pagesOf, setNames } from '../extract/corpora.ts';

export interface ServedPages {
  readonly urls: readonly string[];
  /** What was asked for so far, and the bytes of bodies that were sent. */
  readonly sent: { readonly requests: number; readonly bytes: number };
  /** From now on each page has a comment more: other bytes, the same article. */
  touch(): void;
  close(): void;
}

/** Real pages, each under its own host and path, on a port of 127.0.0.1, in gzip as most servers send them. */
export async function servePages(most: number): Promise<ServedPages> {
  const pages = readPages(most);
  const sent = { requests: 0, bytes: 0 };
  let more = '';
  const server = createServer((request, response) => {
    const [host = ''] = (request.headers.host ?? '').split(':');
    const html = pages.get(`${host}${request.url}`)?.();
    sent.requests += 1;
    if (html === undefined) return response.writeHead(404).end();
    const body = gzipSync(html + more);
    sent.bytes += body.length;
    const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Encoding': 'gzip' };
    return response.writeHead(200, headers).end(body);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    urls: [...pages.keys()].map((key) => `http://${key.replace('/', `:${port}/`)}`),
    sent,
    touch: () => {
      more = `<!-- made at ${performance.now()} -->`;
    },
    close: () => server.close(),
  };
}

/** By host, path and query. */
function readPages(most: number): Map<string, () => string> {
  const found = new Map<string, () => string>();
  for (const set of setNames) {
    for (const page of pagesOf(set)) {
      if (!/^https?:\/\/[\w.-]+\/./.test(page.url ?? '')) continue;
      const { hostname, pathname, search } = new URL(page.url ?? '');
      found.set(`${hostname}${pathname}${search}`, () => htmlOf(set, page));
    }
  }
  const step = Math.max(1, found.size / most);
  const all = [...found];
  const wanted = Math.min(most, all.length);
  return new Map(
    Array.from({ length: wanted }, (_, at) => all[Math.floor(at * step)] ?? ['', () => '']),
  );
}
