import { createServer as createHttpsServer } from 'node:https';
import { expect, test } from 'vitest';
import { ArchiveError } from '../model/index.ts';
import { parseProxy } from './proxy.ts';
import { cert, key, serveHttp2 } from './testing/http2-loopback.ts';
import {
  clockedClient,
  type Loopback,
  listen,
  refusal,
  serve,
  serveBytes,
  url,
} from './testing/loopback.ts';
import { httpProxy, socks5Proxy, type TestProxy } from './testing/proxies.ts';
import { clientForTest, closeAfterTest, opened, trustInTests } from './testing/until-test-ends.ts';

trustInTests(cert);

/** A client that can resolve nothing by itself. */
function client(options = {}) {
  return clientForTest({
    lookup: (name, _options, callback) => callback(new Error(`${name} was looked up here`), ''),
    ...options,
  });
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const echo = () =>
  opened(
    serve((request, response) => response.end(JSON.stringify([request.url, request.rawHeaders]))),
  );

test.each(['http', 'socks5', 'socks5h'])(
  'through a proxy of %s the name is sent, and nothing is resolved here',
  async (scheme) => {
    const server = await echo();
    const proxy = await opened<TestProxy>(scheme === 'http' ? httpProxy() : socks5Proxy());
    const one = client({ proxy: `${scheme}://127.0.0.1:${proxy.port}` });
    const answer = await one.fetch({ url: server.url('/a', 'paper.example') });
    expect(text(answer.content)).toContain(`"host","paper.example:${server.port}"`);
    expect(proxy.asked).toEqual([
      scheme === 'http'
        ? `GET http://paper.example:${server.port}/a`
        : `socks name paper.example:${server.port}`,
    ]);
    expect(answer.hops[0]).not.toHaveProperty('remoteAddress');
  },
);

test.each(['http', 'https', 'socks5'])(
  'through a proxy of %s TLS goes to the origin itself, HTTP/2 too',
  async (scheme) => {
    const server = await serveHttp2((stream) => {
      stream.respond({ ':status': 200 });
      stream.end('sealed');
    });
    closeAfterTest(server);
    const secure = scheme === 'https';
    const proxy = await opened<TestProxy>(
      scheme === 'socks5' ? socks5Proxy() : httpProxy({ secure }),
    );
    const lookup = (
      _name: string,
      _options: object,
      callback: (error: null, found: object[]) => void,
    ) => callback(null, [{ address: '127.0.0.1', family: 4 }]);
    const host = secure ? 'localhost' : '127.0.0.1';
    const one = client({
      proxy: `${scheme}://${host}:${proxy.port}`,
      ...(secure ? { lookup } : {}),
    });
    const answer = await one.fetch({ url: server.url('/'), allowPrivate: true });
    expect([text(answer.content), answer.hops[0]?.httpVersion]).toEqual(['sealed', '2']);
    expect(proxy.asked).toEqual([
      scheme === 'socks5'
        ? `socks name localhost:${server.port}`
        : `CONNECT localhost:${server.port}`,
    ]);
    const other = await refusal(one.fetch({ url: server.url('/', 'other.example') }));
    expect(other.kind).toBe('tls');
  },
);

test('HTTP/1.1 over TLS runs through a tunnel as well', async () => {
  const server = await listen(
    createHttpsServer({ cert, key }, (_, response) => response.end('old')),
    'https',
  );
  closeAfterTest(server);
  const proxy = await opened(socks5Proxy({ drips: true }));
  const one = client({ proxy: `socks5://127.0.0.1:${proxy.port}` });
  const answer = await one.fetch({ url: server.url('/', 'localhost'), allowPrivate: true });
  expect([text(answer.content), answer.hops[0]?.httpVersion]).toEqual(['old', '1.1']);
});

test('user name and password go to the proxy and nowhere else', async () => {
  const server = await echo();
  const http = await opened(httpProxy());
  const socks = await opened(socks5Proxy({ login: 'read er:geheim:ö' }));
  const login = 'read%20er:geheim%3A%C3%B6@';
  for (const proxy of [
    `http://${login}127.0.0.1:${http.port}`,
    `socks5://${login}127.0.0.1:${socks.port}`,
  ]) {
    const answer = await client().fetch({ url: server.url('/', 'paper.example'), proxy });
    expect(answer.status).toBe(200);
    expect(JSON.stringify(answer.hops)).not.toMatch(/geheim|proxy-auth/i);
  }
  const basic = `Basic ${Buffer.from('read er:geheim:ö').toString('base64')}`;
  expect([...http.credentials, ...socks.credentials]).toEqual([basic, 'read er:geheim:ö']);
});

test('the credentials go into a tunnel, too, not through it', async () => {
  const seen: string[] = [];
  const handler = createHttpsServer({ cert, key }, (request, response) => {
    seen.push(...request.rawHeaders);
    response.end();
  });
  const server = await listen(handler, 'https');
  closeAfterTest(server);
  const proxy = await opened(httpProxy());
  await client().fetch({
    url: server.url('/', 'localhost'),
    allowPrivate: true,
    proxy: `http://u:p@127.0.0.1:${proxy.port}`,
  });
  expect(proxy.credentials).toEqual([`Basic ${btoa('u:p')}`]);
  expect(seen.join(' ')).not.toMatch(/proxy/i);
});

test('a source may have its own proxy, or none where the others have one', async () => {
  const server = await echo();
  const [first, second] = [await opened(socks5Proxy()), await opened(socks5Proxy())];
  const proxyOf = ({ port }: Loopback) => `socks5://127.0.0.1:${port}`;
  const one = client({ proxy: proxyOf(first) });
  const asked = server.url('/', 'paper.example');
  await one.fetch({ url: asked });
  await one.fetch({ url: asked, proxy: proxyOf(second) });
  await one.fetch({ url: server.url('/'), allowPrivate: true, proxy: 'direct' });
  expect([first.asked.length, second.asked.length]).toEqual([1, 1]);
  await one.fetch({ url: asked, proxy: proxyOf(second) });
  expect([first.asked.length, second.asked.length]).toEqual([1, 1]); // the connection is kept
});

test('robots.txt and redirects go through the same proxy', async () => {
  const server = await opened(
    serve((request, response) => {
      if (request.url === '/a')
        response.writeHead(302, { Location: `http://other.example:${server.port}/b` });
      response.end();
    }),
  );
  const proxy = await opened(httpProxy());
  await client({ robots: true, proxy: `http://127.0.0.1:${proxy.port}` }).fetch({
    url: server.url('/a', 'paper.example'),
  });
  expect(proxy.asked.map((line) => line.replace(`:${server.port}`, ''))).toEqual([
    'GET http://paper.example/robots.txt',
    'GET http://paper.example/a',
    'GET http://other.example/robots.txt',
    'GET http://other.example/b',
  ]);
});

test.each([
  ...['127.0.0.1', '2130706433', '[::1]', '10.0.0.1', '169.254.169.254', '[fd00:ec2::254]'],
  ...['localhost', 'LOCALHOST.', 'news.localhost', 'printer.local', 'metadata.google.internal'],
  ...['router.home.arpa', 'metadata', 'wiki.intranet', 'nas.lan', 'box.localdomain', 'a.corp'],
])('%s is refused through a proxy, which is not even asked', async (host) => {
  const proxy = await opened(socks5Proxy());
  const one = client({ proxy: `socks5h://127.0.0.1:${proxy.port}` });
  const refused = await refusal(one.fetch({ url: url(`http://${host}/`) }));
  expect(refused).toMatchObject({ code: 'refused', kind: 'private' });
  expect(proxy.asked).toEqual([]);
});

test('a redirect to a private name is refused through a proxy', async () => {
  const server = await opened(
    serve((_, response) => {
      response.writeHead(302, { Location: 'http://metadata.google.internal/' });
      response.end();
    }),
  );
  const proxy = await opened(socks5Proxy());
  const refused = await refusal(
    client({ proxy: `socks5://127.0.0.1:${proxy.port}` }).fetch({
      url: server.url('/', 'paper.example'),
    }),
  );
  expect(refused).toMatchObject({ code: 'refused', kind: 'private' });
  expect(proxy.asked.length).toBe(1);
});

test('a private host that is allowed is asked for through the proxy, as an address', async () => {
  const server = await echo();
  const proxy = await opened(socks5Proxy());
  const one = client({ proxy: `socks5://127.0.0.1:${proxy.port}` });
  await one.fetch({ url: server.url('/'), allowPrivate: true });
  await one.fetch({ url: server.url('/', '[2001:db8::1]'), allowPrivate: true });
  expect(proxy.asked).toEqual([
    `socks 127.0.0.1:${server.port}`,
    `socks 20010db8000000000000000000000001:${server.port}`,
  ]);
});

test('an .onion name goes through a proxy and otherwise nowhere', async () => {
  const server = await echo();
  const proxy = await opened(socks5Proxy());
  const asked = server.url('/', 'paper.onion');
  expect(await refusal(client().fetch({ url: asked }))).toEqual({
    code: 'refused',
    kind: 'dns',
    message: `${asked}: only Tor reaches an .onion name; give its SOCKS5 proxy, socks5h://127.0.0.1:9050.`,
  });
  await client({ proxy: `socks5h://127.0.0.1:${proxy.port}` }).fetch({ url: asked });
  expect(proxy.asked).toEqual([`socks name paper.onion:${server.port}`]);
});

test.each<readonly [string, () => Promise<Loopback>, string, string]>([
  ['socks5', () => socks5Proxy({ login: 'u:p' }), 'proxy', 'wants another user name'],
  ['socks5', () => socks5Proxy({ reply: 2 }), 'proxy', 'does not allow'],
  ['socks5', () => socks5Proxy({ reply: 4 }), 'connect', 'cannot reach the host'],
  ['socks5', () => socks5Proxy({ reply: 5 }), 'connect', 'refused by the host'],
  ['socks5', () => socks5Proxy({ reply: 6 }), 'timeout', 'no answer from the host'],
  ['socks5', () => socks5Proxy({ reply: 99 }), 'proxy', 'answers 99'],
  ['socks5', () => httpProxy(), 'proxy', 'is no SOCKS5 proxy'],
  ['socks5', () => serveBytes((socket) => socket.destroy()), 'proxy', 'hung up'],
  ['socks5', () => serveBytes(() => undefined), 'timeout', 'made no connection in time'],
  ['http', () => httpProxy({ status: 407 }), 'proxy', 'wants another user name'],
  ['http', () => httpProxy({ status: 403 }), 'proxy', 'answers 403'],
  ['http', () => httpProxy({ status: 502 }), 'connect', 'cannot reach the host (502)'],
  ['http', () => httpProxy({ status: 504 }), 'timeout', 'no answer from the host (504)'],
  [
    'http',
    () => serveBytes((socket) => socket.end('SSH-2.0-x\r\n\r\n')),
    'proxy',
    'is no HTTP proxy',
  ],
  [
    'http',
    () => serveBytes((socket) => socket.once('data', () => socket.end('x'.repeat(20_000)))),
    'proxy',
    'is no HTTP proxy',
  ],
  [
    'http',
    () => serveBytes((socket) => socket.once('data', () => socket.destroy())),
    'proxy',
    'hung up',
  ],
])(
  'a %s proxy that fails is named without its password (%#)',
  async (scheme, start, kind, said) => {
    const proxy = await opened(start());
    const one = client({ timeoutMs: 300 });
    const failed = await refusal(
      one.fetch({
        url: url('https://paper.example/'),
        proxy: `${scheme}://reader:geheim@127.0.0.1:${proxy.port}`,
      }),
    );
    expect(failed).toMatchObject({ code: 'unreachable', kind });
    if (said !== 'made no connection in time') {
      expect(failed.message).toContain(`the proxy ${scheme}://127.0.0.1:${proxy.port} `);
      expect(failed.message).toContain(said);
    }
    expect(failed.message).not.toContain('geheim');
  },
);

test('a proxy of plain requests that wants a password is named as well', async () => {
  const proxy = await opened(httpProxy({ status: 407 }));
  const failed = await refusal(
    client({ proxy: `http://127.0.0.1:${proxy.port}` }).fetch({
      url: url('http://paper.example/'),
    }),
  );
  expect(failed).toMatchObject({ code: 'unreachable', kind: 'proxy' });
});

test.each(['http', 'https', 'socks5'])('a dead proxy of %s is unreachable', async (scheme) => {
  const proxy = await serve(() => undefined);
  await proxy.close();
  const asked = url('https://paper.example/');
  const failed = await refusal(
    client().fetch({ url: asked, proxy: `${scheme}://reader:geheim@127.0.0.1:${proxy.port}` }),
  );
  expect(failed).toEqual({
    code: 'unreachable',
    kind: 'proxy',
    message: `${asked}: the proxy ${scheme}://127.0.0.1:${proxy.port} cannot be reached (ECONNREFUSED); start it, or correct its URL.`,
  });
});

test.each([
  ...['', 'paper.example', '127.0.0.1:1080', 'ftp://a:1', 'socks4://a:1', 'socks5:a', 'httph://a'],
  ...['http://', 'socks5://', 'http://u:geheim@', 'http://a/path', 'socks5://a?x', 'http://a#x'],
  ...['http://u:geheim%@a:1', `socks5://${'u'.repeat(256)}:geheim@a:1`, 'http://u:geheim@a:99999'],
])('%j is no proxy', async (proxy) => {
  const refused = await refusal(client().fetch({ url: url('https://paper.example/'), proxy }));
  expect(refused.code).toBe('invalid');
  expect(refused.message).not.toContain('geheim');
  if (proxy !== '') expect(() => clockedClient({ proxy })).toThrow(ArchiveError);
});

test.each([
  ['http://a', 'http', 'a', 80],
  ['http://a:3128/', 'http', 'a', 3128],
  ['HTTPS://A', 'https', 'a', 443],
  ['socks5://a', 'socks5', 'a', 1080],
  ['socks5h://u:p@a:80', 'socks5', 'a', 80],
  ['socks5://[::1]', 'socks5', '::1', 1080],
  ['socks5://[::1]:9050/', 'socks5', '::1', 9050],
  ['socks5h://127.0.0.1:9050', 'socks5', '127.0.0.1', 9050],
])('%s is read', (text, kind, hostname, port) => {
  expect(parseProxy(text)).toMatchObject({ kind, hostname, port });
});
