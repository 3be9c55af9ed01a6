import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { createReader, type Listening, serveReader } from '../src/web/index.ts';
import { clock, openForTest, scratch } from './newspaper.ts';

const time = clock();
const { folder, clear } = scratch();
let archive: Archive;
let listening: Listening;
beforeAll(async () => {
  archive = await openForTest(folder, time.now);
  const reader = createReader({ archive, now: time.now, title: 'The Archive', timeZone: 'UTC' });
  listening = await serveReader(reader, { host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await listening.close();
  await archive.close();
  clear();
});

/** Sends a request as it is, and gives all that comes until the connection ends. */
function raw(request: string): Promise<string> {
  const { port, hostname } = new URL(listening.url);
  return new Promise((resolve, reject) => {
    let told = '';
    const socket = connect(Number(port), hostname, () => socket.write(request, 'latin1'));
    socket.on('data', (data) => {
      told += data.toString('latin1');
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(told));
  });
}

const get = (path: string, head = 'Host: a'): Promise<string> =>
  raw(`GET ${path} HTTP/1.1\r\n${head}\r\nConnection: close\r\n\r\n`);

describe('a request that nobody sends by accident', () => {
  it('is no error of the reader’s own, whatever host it names', async () => {
    for (const host of [
      '',
      'a b',
      'a:99999999',
      '[::1',
      '..',
      '<script>',
      "a'b",
      'a/b',
      '%00',
      '@',
    ]) {
      for (const path of ['/', '/feed.atom', '/timemap/link/http://a.example/', '/nowhere']) {
        const answer = await get(path, `Host: ${host}`);
        expect([host, path, answer.slice(0, 12)]).toEqual([
          host,
          path,
          expect.stringMatching(/^HTTP\/1\.1 [24]/),
        ]);
        expect(answer.toLowerCase()).not.toContain('<script>');
      }
    }
    expect(await raw('GET / HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('gets no file by a path that is encoded, once or twice, or is an address', async () => {
    const up = ['../', '..%2f', '%2e%2e%2f', '%252e%252e%252f', '..%5c', '..%c0%af', '....//'];
    for (const place of ['/', '/image/', '/capture/', '/style.css/', '/web/2024/', '/day/']) {
      for (const one of up) {
        const answer = await get(`${place}${one.repeat(8)}etc/passwd`);
        expect([place, one, /^HTTP\/1\.1 4/.test(answer)]).toEqual([place, one, true]);
        expect(answer).not.toContain('root:');
      }
    }
    expect(await get('file:///etc/passwd')).not.toContain('root:');
  });

  it('is refused with more headers than anybody sends', async () => {
    const many = Array.from({ length: 5000 }, (_, at) => `X-${at}: y`).join('\r\n');
    expect(await get('/', `Host: a\r\n${many}`)).toMatch(/^HTTP\/1\.1 431 /);
  });

  it('is refused where its length is told in two ways', async () => {
    const body = 'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n';
    const answer = await raw(`POST /login HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${body}`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });
});
