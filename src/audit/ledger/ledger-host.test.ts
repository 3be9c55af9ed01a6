import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgerHost } from './ledger-host.ts';

describe('the files of a ledger on a host', () => {
  let server: Server;
  let base = '';
  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url !== '/ledger/checkpoint') return void response.writeHead(404).end();
      response.writeHead(200, { 'Content-Length': '1000' });
      response.write('quay', () => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ledger/`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('are out of reach where an answer breaks off, and not there where it says so', async () => {
    await expect(ledgerHost(base).read('checkpoint')).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining(`${base}checkpoint breaks off`),
    });
    expect(await ledgerHost(base).read('vkey')).toBeUndefined();
  });
});
