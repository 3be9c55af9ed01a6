import { createServer as createHttpServer, request as httpRequest } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, createServer as createTcpServer, type Socket } from 'node:net';
import { cert, key } from './http2-loopback.ts';
import { type Loopback, listen } from './loopback.ts';

/** A proxy on loopback that leads every name to loopback. */
export interface TestProxy extends Loopback {
  /** What it was asked for, in order: `CONNECT name:port`, `GET http://…`, `socks name:port`. */
  readonly asked: string[];
  /** Proxy-Authorization or `user:password` as received. */
  readonly credentials: string[];
}

interface ProxyOptions {
  /** Answers this instead of serving. */
  readonly status?: number;
  readonly secure?: boolean;
}

/** An HTTP proxy: CONNECT, and plain requests in absolute form. */
export async function httpProxy(options: ProxyOptions = {}): Promise<TestProxy> {
  const asked: string[] = [];
  const credentials: string[] = [];
  const server = options.secure === true ? createHttpsServer({ cert, key }) : createHttpServer();
  server.on('connect', (request, socket: Socket, head) => {
    asked.push(`CONNECT ${request.url}`);
    credentials.push(request.headers['proxy-authorization'] ?? '');
    socket.on('error', () => socket.destroy());
    if (options.status !== undefined) return socket.end(`HTTP/1.1 ${options.status} No\r\n\r\n`);
    const port = Number(request.url?.split(':').at(-1));
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n');
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    return onward.on('error', () => socket.destroy());
  });
  server.on('request', (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    credentials.push(request.headers['proxy-authorization'] ?? '');
    if (options.status !== undefined) return response.writeHead(options.status).end();
    const { port, pathname } = new URL(request.url ?? '');
    const { host, ...headers } = request.headers;
    const onward = httpRequest({
      host: '127.0.0.1',
      port,
      path: pathname,
      headers: { ...headers, host },
    });
    onward.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    return onward.end();
  });
  return {
    ...(await listen(server, options.secure === true ? 'https' : 'http')),
    asked,
    credentials,
  };
}

interface SocksOptions {
  /** Wants a user name and password. */
  readonly login?: string;
  /** RFC 1928, 6; default 0. */
  readonly reply?: number;
  /** Sends what it sends a byte at a time. */
  readonly drips?: boolean;
}

/** A SOCKS5 server: RFC 1928 and 1929, CONNECT only. */
export async function socks5Proxy(options: SocksOptions = {}): Promise<TestProxy> {
  const asked: string[] = [];
  const credentials: string[] = [];
  const server = createTcpServer((socket) => {
    socket.on('error', () => socket.destroy());
    serveSocks(socket, options, asked, credentials).catch(() => socket.destroy());
  });
  return { ...(await listen(server, 'socks5')), asked, credentials };
}

async function serveSocks(
  socket: Socket,
  options: SocksOptions,
  asked: string[],
  credentials: string[],
): Promise<void> {
  const say = async (...bytes: number[]) => {
    if (options.drips !== true) return void socket.write(Uint8Array.from(bytes));
    for (const byte of bytes) {
      socket.write(Uint8Array.of(byte));
      await new Promise((done) => setImmediate(done));
    }
  };
  const [, count = 0] = await take(socket, 2);
  const methods = [...(await take(socket, count))];
  if (options.login === undefined) await say(5, 0);
  else if (!methods.includes(2)) return void (await say(5, 0xff));
  else {
    await say(5, 2);
    const [, userLength = 0] = await take(socket, 2);
    const user = (await take(socket, userLength)).toString();
    const [passwordLength = 0] = await take(socket, 1);
    const login = `${user}:${(await take(socket, passwordLength)).toString()}`;
    credentials.push(login);
    await say(1, login === options.login ? 0 : 1);
    if (login !== options.login) return void socket.end();
  }
  const [, , , type = 0] = await take(socket, 4);
  const host = await readHost(socket, type);
  const port = (await take(socket, 2)).readUInt16BE();
  asked.push(`socks ${host}:${port}`);
  if (options.reply !== undefined)
    return void (await say(5, options.reply, 0, 1, 0, 0, 0, 0, 0, 0));
  const onward = connect(port, '127.0.0.1');
  onward.on('error', () => socket.destroy());
  await new Promise((done) => onward.once('connect', done));
  // A bound address that is a name, which few servers send and all may.
  await say(5, 0, 0, 3, 4, 97, 46, 98, 99, 0, 1);
  onward.pipe(socket).pipe(onward);
}

async function readHost(socket: Socket, type: number): Promise<string> {
  if (type === 1) return [...(await take(socket, 4))].join('.');
  if (type === 4) return (await take(socket, 16)).toString('hex');
  const [length = 0] = await take(socket, 1);
  return `name ${(await take(socket, length)).toString()}`;
}

async function take(socket: Socket, count: number): Promise<Buffer> {
  for (;;) {
    const bytes = count === 0 ? Buffer.alloc(0) : (socket.read(count) as Buffer | null);
    if (bytes !== null) return bytes;
    if (socket.destroyed || socket.readableEnded) throw new Error('gone');
    await new Promise((done) => {
      for (const event of ['readable', 'close', 'end']) socket.once(event, done);
    });
  }
}
