/**
 * Newspapers of realistic pages on one port, each under a host name of its own, in a process of their
 * own, so that the time and memory of the archive can be told from theirs. The parent is told the port.
 * `node bench/capture-server.ts HOSTS PAGES_A_HOST`
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

const [, , hosts = 1, pages = 1] = process.argv.map(Number);
const base = Date.UTC(2026, 10, 24);

/** Numbers that look random and are the same every time. */
function dice(seed: number): () => number {
  let state = (seed * 2_654_435_761 + 12_345) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const syllables =
  'har bour fer ry mar ket coast storm light house cap tain ship pier tide net boat sail rain wind lan tern mill bridge'.split(
    ' ',
  );
const han =
  '港口渡轮恢复通航市场海岸风暴灯塔船长码头潮水渔网桥梁消息记者报道今天早晨居民表示政府部门';

function sentence(roll: () => number, isHan: boolean): string {
  if (isHan) {
    const length = 20 + Math.floor(roll() * 40);
    return `${Array.from({ length }, () => han.charAt(Math.floor(roll() * han.length))).join('')}。`;
  }
  const word = () =>
    Array.from(
      { length: 1 + Math.floor(roll() * 3) },
      () => syllables[Math.floor(roll() * syllables.length)],
    ).join('');
  return `The ${Array.from({ length: 8 + Math.floor(roll() * 16) }, word).join(' ')}.`;
}

/** A page of 30 to 150 KB as papers send them: most of it is the frame, a tenth the story. */
function page(host: number, number: number): Buffer {
  const roll = dice(host * 100_003 + number);
  const isHan = host % 2 === 1;
  const size = 30_000 + Math.floor(roll() * 120_000);
  const title = sentence(roll, isHan).slice(0, 60);
  const story = Array.from(
    { length: 12 + Math.floor(roll() * 20) },
    () => `<p>${Array.from({ length: 3 }, () => sentence(roll, isHan)).join(' ')}</p>`,
  ).join('\n');
  const images = [0, 1]
    .map(
      (one) =>
        `<figure><img src="/i/${number}-${one}.jpg" alt="" width="960" height="540"></figure>`,
    )
    .join('');
  const parts = [
    `<!doctype html><html lang="${isHan ? 'zh' : 'en'}"><head><meta charset="utf-8"><title>${title}</title><meta property="og:type" content="article"><meta property="article:published_time" content="2026-11-24T06:00:00Z">`,
    `<script>window.__state=${JSON.stringify(Array.from({ length: Math.floor(size / 400) }, (_, at) => ({ id: at, key: Math.floor(roll() * 1e9).toString(36), url: `/section/${at}`, on: roll() > 0.5 })))}</script></head><body>`,
    `<nav>${Array.from({ length: 60 }, (_, at) => `<a class="nav__link nav__link--${at}" href="/s/${at}">${sentence(roll, isHan).slice(0, 12)}</a>`).join('')}</nav>`,
    `<article><h1>${title}</h1>${images}${story}</article><aside>`,
  ];
  let length = parts.reduce((sum, part) => sum + part.length, 0);
  while (length < size) {
    const teaser = `<div class="teaser teaser--small"><a href="/a/${Math.floor(roll() * 1e6)}.html"><span class="teaser__kicker">${sentence(roll, isHan).slice(0, 20)}</span><img data-src="/t/${Math.floor(roll() * 1e6)}.jpg"></a></div>\n`;
    parts.push(teaser);
    length += teaser.length;
  }
  parts.push('</aside></body></html>');
  return Buffer.from(parts.join(''));
}

/** 20 to 100 KB that do not compress, as a JPEG has them. */
function image(host: number, name: string): Buffer {
  const roll = dice(host * 7_919 + Number(name.replace(/\D/g, '')));
  const bytes = Buffer.alloc(20_000 + Math.floor(roll() * 80_000));
  for (let at = 0; at + 4 <= bytes.length; at += 4)
    bytes.writeUInt32LE(Math.floor(roll() * 2 ** 32), at);
  bytes.set([0xff, 0xd8, 0xff, 0xe0]);
  return bytes;
}

function feed(host: number): string {
  const items = Array.from(
    { length: pages },
    (_, number) =>
      `<item><title>Story ${number}</title><link>/a/${number}.html</link><guid>h${host}-${number}</guid><pubDate>${new Date(base - number * 60_000).toUTCString()}</pubDate></item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Paper ${host}</title><link>/</link>${items.join('')}</channel></rss>`;
}

const sent = { pages: 0, raw: 0, wire: 0, images: 0, imageBytes: 0 };

function answer(request: IncomingMessage, response: ServerResponse): void {
  const host = Number(/^h(\d+)\./.exec(request.headers.host ?? '')?.[1] ?? 0);
  const path = request.url ?? '/';
  if (path === '/feed.xml') {
    response.setHeader('Content-Type', 'application/rss+xml').end(feed(host));
    return;
  }
  const number = /^\/a\/(\d+)\.html$/.exec(path)?.[1];
  if (number !== undefined) {
    const body = page(host, Number(number));
    const packed = gzipSync(body, { level: 5 });
    Object.assign(sent, {
      pages: sent.pages + 1,
      raw: sent.raw + body.length,
      wire: sent.wire + packed.length,
    });
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Encoding': 'gzip',
    });
    response.end(packed);
  } else if (path.startsWith('/i/')) {
    const bytes = image(host, path);
    Object.assign(sent, { images: sent.images + 1, imageBytes: sent.imageBytes + bytes.length });
    response.writeHead(200, { 'Content-Type': 'image/jpeg' }).end(bytes);
  } else response.writeHead(404).end();
}

const server = createServer(answer);
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', 4096, () => {
  process.send?.({ port: (server.address() as AddressInfo).port, hosts });
});
process.on('message', () => {
  process.send?.(sent);
  process.disconnect();
  server.closeAllConnections();
  server.close();
});
