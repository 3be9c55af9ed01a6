import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A calendar of OpenTimestamps on loopback, which has what it is given attested when it is told to. */
export interface Calendar {
  readonly url: string;
  /** What it was asked, as `GET /timestamp/…`. */
  readonly asked: readonly string[];
  /** From here on it knows of a block of that height. */
  mine(height: number): void;
  /** From here on it gives these bytes, in hex, whatever it is asked; undefined: what is true. */
  lie(bytes: string | undefined): void;
  /** The 80 bytes of that block's header in hex, over what was asked after first, at a moment in ms. */
  header(at: number): string;
  close(): Promise<void>;
}

const bytesOf = (hex: string): Buffer => Buffer.from(hex, 'hex');
const sized = (bytes: Buffer): Buffer => Buffer.concat([Buffer.of(bytes.length), bytes]);

/** Written after the specification, with nothing of ours. */
export async function startCalendar(salt: string): Promise<Calendar> {
  const asked: string[] = [];
  let height: number | undefined;
  let root: Buffer | undefined;
  let url = '';
  let lie: string | undefined;
  const answer = (method: string, path: string, body: Buffer): Buffer | undefined => {
    if (lie !== undefined) return bytesOf(lie);
    if (method === 'POST' && path === '/digest' && body.length === 32) {
      const promise = Buffer.concat([bytesOf('83dfe30d2ef90c8e'), sized(sized(Buffer.from(url)))]);
      return Buffer.concat([
        Buffer.of(0xf0),
        sized(Buffer.from(salt)),
        Buffer.of(0x08, 0x00),
        promise,
      ]);
    }
    const message = /^\/timestamp\/([0-9a-f]{64})$/.exec(path)?.[1];
    if (message === undefined || height === undefined) return undefined;
    root = createHash('sha256').update(bytesOf(message)).digest();
    const attested = Buffer.concat([bytesOf('0588960d73d71901'), sized(Buffer.of(height))]);
    return Buffer.concat([Buffer.of(0x08, 0x00), attested]);
  };
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    asked.push(`${request.method} ${request.url}`);
    const found = answer(request.method ?? '', request.url ?? '', Buffer.concat(parts));
    response.writeHead(found === undefined ? 404 : 200).end(found);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    asked,
    mine(given) {
      height = given;
    },
    lie(bytes) {
      lie = bytes;
    },
    header(at) {
      const header = Buffer.alloc(80);
      root?.copy(header, 36);
      header.writeUInt32LE(at / 1000, 68);
      return header.toString('hex');
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
