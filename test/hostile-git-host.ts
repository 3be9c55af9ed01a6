import { createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { deflateSync } from 'node:zlib';
import { type Loopback, serve, serveBytes } from '../src/http/testing/loopback.ts';

/** What a host sends for a pack: pieces without end where it likes; `undefined` sends nothing more, and waits. */
export type Pack = () => Iterable<Buffer | undefined>;

export interface HostileHost extends Loopback {
  /** Sockets that it has open. */
  open(): number;
}

const id = createHash('sha1').update('commit 0\0').digest('hex');
const line = (text: string | Buffer): Buffer => {
  const bytes = Buffer.from(text);
  const length = (bytes.length + 4).toString(16).padStart(4, '0');
  return Buffer.concat([Buffer.from(length), bytes]);
};
const flush = Buffer.from('0000');
const firstRef = line(`${id} HEAD\0shallow side-band-64k ofs-delta agent=hostile\n`);
const refs = Buffer.concat([firstRef, line(`${id} refs/heads/main\n`), flush]);
const shallow = Buffer.concat([line(`shallow ${id}\n`), flush]);
const nothingShared = line('NAK\n');
const inBand = (bytes: Buffer): Buffer => line(Buffer.concat([Buffer.from([1]), bytes]));

/** Answers as a host that speaks git over HTTP as far as the pack, which it makes up. */
export const hostileAnswers =
  (pack: Pack): RequestListener =>
  (request, response) => {
    if (request.method === 'GET') {
      const type = 'application/x-git-upload-pack-advertisement';
      response.writeHead(200, { 'content-type': type });
      response.end(Buffer.concat([line('# service=git-upload-pack\n'), flush, refs]));
      return;
    }
    let asked = '';
    request.on('data', (bytes: Buffer) => {
      asked += bytes.toString('latin1');
    });
    request.on('end', () => {
      response.writeHead(200, { 'content-type': 'application/x-git-upload-pack-result' });
      response.write(shallow);
      if (!asked.includes('done')) return void response.end();
      response.write(nothingShared);
      pour(response, sideBand(pack()));
    });
  };

/** A host that answers so. */
export async function startHostileHttp(pack: Pack): Promise<HostileHost> {
  let open = 0;
  const answer = hostileAnswers(pack);
  const server = await serve((request, response) => {
    open += 1;
    response.on('close', () => {
      open -= 1;
    });
    answer(request, response);
  });
  return { ...server, open: () => open };
}

/** The same over `git:`; `told`: what it tells before, refs without end maybe. */
export async function startHostileGit(pack: Pack, told?: Pack): Promise<HostileHost> {
  let open = 0;
  const server = await serveBytes((socket) => {
    open += 1;
    socket.on('close', () => {
      open -= 1;
    });
    converse(socket, pack, told);
  });
  return { ...server, open: () => open };
}

function converse(socket: Socket, pack: Pack, told: Pack | undefined): void {
  let heard = '';
  let said = 0;
  socket.on('data', (bytes: Buffer) => {
    heard += bytes.toString('latin1');
    if (said === 0) {
      said = 1;
      if (told === undefined) socket.write(refs);
      else pour(socket, told());
    }
    if (said === 1 && heard.includes('deepen 1')) {
      said = 2;
      socket.write(shallow);
    }
    if (said === 2 && heard.includes('done')) {
      said = 3;
      socket.write(nothingShared);
      pour(socket, sideBand(pack()));
    }
  });
}

function* sideBand(pieces: Iterable<Buffer | undefined>): Generator<Buffer | undefined> {
  for (const piece of pieces) yield piece && inBand(piece);
}

interface Sink {
  readonly destroyed: boolean;
  write(bytes: Buffer): boolean;
  end(): unknown;
  once(event: 'drain', listener: () => void): unknown;
}

/** As fast as it is taken. */
function pour(sink: Sink, pieces: Iterable<Buffer | undefined>): void {
  const source = pieces[Symbol.iterator]();
  const on = (): void => {
    while (!sink.destroyed) {
      const next = source.next();
      if (next.done === true) return void sink.end();
      if (next.value === undefined) return;
      if (!sink.write(next.value)) return void sink.once('drain', on);
    }
  };
  on();
}

/** Refs without end, each of another name. */
export function* endlessRefs(): Generator<Buffer> {
  yield firstRef;
  for (let number = 0; ; number += 1000) {
    const some = Array.from({ length: 1000 }, (_, at) => line(`${id} refs/heads/${number + at}\n`));
    yield Buffer.concat(some);
  }
}

const kinds = { commit: 1, blob: 3, difference: 7 } as const;

export function packHeader(objects: number): Buffer {
  const bytes = Buffer.from('PACK\0\0\0\x02\0\0\0\0', 'latin1');
  bytes.writeUInt32BE(objects, 8);
  return bytes;
}

/** The head of an object in a pack: its kind and how long it says that it is. */
export function objectHeader(kind: keyof typeof kinds, size: number): Buffer {
  const first = (kinds[kind] << 4) | (size % 16);
  const rest = sevens(Math.floor(size / 16));
  return Buffer.from([rest.length > 0 ? first | 0x80 : first, ...rest]);
}

/** A number in groups of seven bits, the lowest first; nothing for none. */
function sevens(number: number): number[] {
  const groups: number[] = [];
  for (let rest = number; rest > 0; rest = Math.floor(rest / 128)) groups.push(rest % 128);
  return groups.map((group, at) => (at < groups.length - 1 ? group | 0x80 : group));
}

/** One blob that never ends, in blocks that zlib has only to copy. */
export function* endlessBlob(): Generator<Buffer> {
  yield Buffer.concat([packHeader(1), objectHeader('blob', 2 ** 40), Buffer.from([0x78, 0x01])]);
  const block = Buffer.alloc(5 + 32_768, 'x');
  block.set([0, 0x00, 0x80, 0xff, 0x7f]);
  for (;;) yield block;
}

/** Blobs without end, each of a few bytes; as many are told of as a pack of that size can have. */
export function* tinyBlobs(): Generator<Buffer> {
  yield packHeader(3_000_000);
  const some = Array.from({ length: 1000 }, (_, number) => {
    const text = Buffer.from(String(number));
    return Buffer.concat([objectHeader('blob', text.length), deflateSync(text)]);
  });
  for (const piece = Buffer.concat(some); ; ) yield piece;
}

/** A pack of some bytes: what a difference makes of its base has as many bytes as `size`. */
export function deltaBomb(size: number): Buffer {
  const base = Buffer.alloc(65_536);
  const baseId = createHash('sha1').update(`blob ${base.length}\0`).update(base).digest();
  const copy = Buffer.from([0x80]);
  const told = [...sevens(base.length), ...sevens(size)];
  const difference = Buffer.concat([Buffer.from(told), ...Array(size / 65_536).fill(copy)]);
  const body = Buffer.concat([
    packHeader(2),
    ...[objectHeader('blob', base.length), deflateSync(base)],
    ...[objectHeader('difference', difference.length), baseId, deflateSync(difference)],
  ]);
  return Buffer.concat([body, createHash('sha1').update(body).digest()]);
}
