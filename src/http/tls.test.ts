import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { clockedClient, type Loopback, listen, refusal, serve, url } from './testing/loopback.ts';

const testdata = join(import.meta.dirname, 'testdata');
const cert = readFileSync(join(testdata, 'localhost-cert.pem'), 'utf8');
const key = readFileSync(join(testdata, 'localhost-key.pem'), 'utf8');
const trusted = getCACertificates('default');

let server: Loopback;
beforeAll(async () => {
  server = await listen(
    createServer({ cert, key }, (_, response) => response.end('sealed')),
    'https',
  );
});
afterAll(() => server.close());
afterEach(() => setDefaultCACertificates(trusted));

const one = () =>
  clockedClient({
    lookup: (_name, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
  });

test('a certificate that nobody vouches for is an error that says so', async () => {
  const client = one();
  const asked = server.url('/', 'localhost');
  expect(await refusal(client.fetch({ url: asked, allowPrivate: true }))).toEqual({
    code: 'unreachable',
    kind: 'tls',
    message: `${asked}: the secure connection failed (DEPTH_ZERO_SELF_SIGNED_CERT); check the certificate of the host.`,
  });
  await client.close();
});

test('a trusted certificate is good for its own name and no other', async () => {
  setDefaultCACertificates([...trusted, cert]);
  const client = one();
  const answer = await client.fetch({ url: server.url('/', 'localhost'), allowPrivate: true });
  expect(new TextDecoder().decode(answer.content)).toBe('sealed');
  expect(answer.hops[0]?.remoteAddress).toBe('127.0.0.1');
  const other = await refusal(
    client.fetch({ url: server.url('/', 'other.example'), allowPrivate: true }),
  );
  expect(other).toMatchObject({ kind: 'tls' });
  await client.close();
});

test('https to a server that speaks plain http is a failure of the secure connection', async () => {
  const plain = await serve((_, response) => response.end());
  const client = one();
  const asked = url(`https://localhost:${plain.port}/`);
  expect(await refusal(client.fetch({ url: asked, allowPrivate: true }))).toMatchObject({
    kind: 'tls',
  });
  await client.close();
  await plain.close();
});
