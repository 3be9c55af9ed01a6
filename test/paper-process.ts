/**
 * Thousands of newspapers on one port, in a process of their own, so that the memory of the archive
 * can be told from theirs. The parent says what time it is; when told to stop this tells how it was
 * asked.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const minute = 60_000;
const gapMs = Number(process.argv[2]);
const itemsEach = Number(process.argv[3]);
/** Milliseconds between two items of every source; 0: each has its own. */
const intervalOfAll = Number(process.argv[4]);
const hosts = new Map<string, { open: number; last: number }>();
const polled = new Set<string>();
const counts = { polls: 0, unchanged: 0, together: 0, hasty: 0 };
let now = 0;

const server = createServer((request, response) => {
  const id = request.url?.slice(1) ?? '';
  const host = hosts.get(request.headers.host ?? '') ?? { open: 0, last: -1e9 };
  hosts.set(request.headers.host ?? '', host);
  counts.polls += 1;
  polled.add(id);
  if (host.open > 0) counts.together += 1;
  if (now - host.last < gapMs) counts.hasty += 1;
  Object.assign(host, { open: host.open + 1, last: now });
  response.on('close', () => {
    host.open -= 1;
  });
  if (answer(request, response, id) === 304) counts.unchanged += 1;
});
// An idle connection that is closed just when it is used again would count as two requests.
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', 4096, () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
process.on('message', (time: number | 'stop') => {
  if (time === 'stop') {
    process.send?.({ ...counts, polled: polled.size });
    process.disconnect();
    server.closeAllConnections();
    server.close();
  } else {
    now = time;
    process.send?.({ now });
  }
});

/** A feed of the newest items; each source has its own interval, from ten minutes to a week. */
function answer(request: IncomingMessage, response: ServerResponse, id: string): number {
  const number = Number(id.slice(1));
  const interval = intervalOfAll || 10 * minute * 1000 ** ((number * 0.569_84) % 1);
  const newest = Math.floor((now + number * 7919) / interval);
  const etag = `"${id}-${newest}"`;
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, { etag }).end();
    return 304;
  }
  const items = Array.from({ length: itemsEach }, (_, back) => {
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
