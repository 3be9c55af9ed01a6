import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { cert, serveHttp2 } from './testing/http2-loopback.ts';
import { refusal, serve, serveBytes } from './testing/loopback.ts';
import { clientForTest, opened, trustInTests } from './testing/until-test-ends.ts';

trustInTests(cert);

function client(options = {}) {
  return clientForTest({
    lookup: (_name, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
    ...options,
  });
}

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (content: Uint8Array) => new TextDecoder().decode(content);
const form = 'application/x-www-form-urlencoded';

test('a body is sent with its type and length, and the answer decoded', async () => {
  const server = await opened(
    serve(async (request, response) => {
      const sent = Buffer.concat(await request.toArray()).toString();
      response.writeHead(202, { 'Content-Encoding': 'gzip' });
      response.end(gzipSync(JSON.stringify([request.method, request.url, request.headers, sent])));
    }),
  );
  const answer = await client().post({
    url: server.url('/hub'),
    allowPrivate: true,
    headers: [['Authorization', 'Bearer x']],
    contentType: form,
    body: bytes('hub.mode=subscribe&t=新'),
  });
  expect(answer.status).toBe(202);
  const [method, path, headers, sent] = JSON.parse(text(answer.content));
  expect([method, path, sent]).toEqual(['POST', '/hub', 'hub.mode=subscribe&t=新']);
  expect(headers).toMatchObject({
    'content-type': form,
    'content-length': String(bytes('hub.mode=subscribe&t=新').length),
    authorization: 'Bearer x',
    'user-agent': 'Backissue/0.1 (+https://example.com/contact)',
  });
});

test('HTTP/2 carries a body too', async () => {
  const server = await opened(
    serveHttp2((stream, headers) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        stream.respond({ ':status': 200 });
        stream.end(`${headers[':method']} ${headers['content-length']} ${Buffer.concat(parts)}`);
      });
    }),
  );
  const post = { url: server.url('/'), allowPrivate: true, contentType: form };
  const one = client();
  expect(text((await one.post({ ...post, body: bytes('a=b') })).content)).toBe('POST 3 a=b');
  expect(text((await one.post({ ...post, body: new Uint8Array() })).content)).toBe('POST 0 ');
});

test('a redirect of a POST is its answer, and robots.txt is not asked', async () => {
  const asked: (string | undefined)[] = [];
  const server = await opened(
    serve((request, response) => {
      asked.push(request.url);
      response.writeHead(307, { Location: '/elsewhere', 'Retry-After': '9' }).end();
    }),
  );
  const answer = await client({ robots: true }).post({
    ...{ url: server.url('/'), allowPrivate: true, contentType: form, body: bytes('a') },
  });
  expect(answer.status).toBe(307);
  expect(answer).not.toHaveProperty('retryAfterMs');
  expect(asked).toEqual(['/']);
});

test('a POST is guarded, bounded, and stands in line', async () => {
  const server = await opened(serve((_, response) => response.end('x'.repeat(1000))));
  const one = client({ hostGapMs: 1000 });
  const post = { contentType: form, body: bytes('a') };
  const guarded = server.url('/', 'paper.example');
  expect(await refusal(one.post({ ...post, url: guarded }))).toMatchObject({ kind: 'private' });
  const near = { ...post, url: server.url('/'), allowPrivate: true };
  expect(await refusal(one.post({ ...near, maxBytes: 999 }))).toMatchObject({ kind: 'too-big' });
  await one.post(near);
  await one.fetch({ url: server.url('/'), allowPrivate: true });
  expect(one.waits).toEqual([1000, 1000]);
  const bad = one.post({ ...near, contentType: 'a\r\nX: y' });
  expect(await refusal(bad)).toMatchObject({ code: 'invalid' });
  await one.close();
  expect(await refusal(one.post(near))).toMatchObject({ code: 'unreachable', kind: undefined });
});

test('a POST whose connection drops is not sent twice', async () => {
  let requests = 0;
  const server = await opened(
    serveBytes((socket) => {
      socket.on('data', (data) => {
        requests += data.toString().split('POST ').length - 1;
        if (requests > 1) socket.destroy();
        else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      });
    }),
  );
  const one = client();
  const post = { url: server.url('/'), allowPrivate: true, contentType: form, body: bytes('a') };
  await one.post(post);
  expect(await refusal(one.post(post))).toMatchObject({ kind: 'connect' });
  expect(requests).toBe(2);
});

test('a POST that an HTTP/2 server did not touch is sent once more, over HTTP/1.1', async () => {
  const server = await opened(serveHttp2((stream) => stream.close(13)));
  const post = { url: server.url('/'), allowPrivate: true, contentType: form, body: bytes('a') };
  expect(text((await client().post(post)).content)).toBe('HTTP/1.1');
});
