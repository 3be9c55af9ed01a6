import { createServer as createHttpServer, type RequestListener } from 'node:http';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from 'node:net';
import { ArchiveError, type Url } from '../../model/index.ts';
import { parseUrl } from '../../url/index.ts';
import {
  createHttpClient,
  type FailureKind,
  failureKind,
  type HttpClient,
  type HttpOptions,
} from '../index.ts';

/** A server on a free port of the loopback address. */
export interface Loopback {
  readonly port: number;
  /** The URL of a path on it; `host` in place of 127.0.0.1. */
  url(path: string, host?: string): Url;
  close(): Promise<void>;
}

/** An HTTP server for one test. */
export function serve(listener: RequestListener): Promise<Loopback> {
  return listen(createHttpServer(listener));
}

/** A server that speaks whatever bytes it likes. */
export function serveBytes(onConnection: (socket: Socket) => void): Promise<Loopback> {
  return listen(
    createTcpServer((socket) => {
      socket.on('error', () => socket.destroy());
      onConnection(socket);
    }),
  );
}

/** Listens with a server of the test's own making. */
export async function listen(server: Server, scheme = 'http'): Promise<Loopback> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: (path, host = '127.0.0.1') => url(`${scheme}://${host}:${port}${path}`),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

export function url(text: string): Url {
  const parsed = parseUrl(text);
  if (parsed === undefined) throw new Error(`${text} is no URL`);
  return parsed;
}

/** A client whose clock stands still but for its own waiting, which takes no time. */
interface ClockedClient extends HttpClient {
  readonly clock: { ms: number };
  /** The waits asked for, in milliseconds. */
  readonly waits: readonly number[];
}

export function clockedClient(options: Partial<HttpOptions> = {}): ClockedClient {
  const clock = { ms: Date.parse('2026-11-24T00:00:00Z') };
  const waits: number[] = [];
  const client = createHttpClient({
    now: () => clock.ms,
    userAgent: 'Backissue/0.1 (+https://example.com/contact)',
    robots: false,
    delay: async (ms) => {
      waits.push(ms);
      clock.ms += ms;
    },
    ...options,
  });
  return { ...client, clock, waits };
}

interface Refusal {
  readonly code: string;
  readonly kind: FailureKind | undefined;
  readonly message: string;
}

/** How a fetch failed; a fetch that did not, or with another error, fails the test. */
export async function refusal(promise: Promise<unknown>): Promise<Refusal> {
  const thrown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof ArchiveError)) throw new Error(`no ArchiveError but ${thrown}`);
  return { code: thrown.code, kind: failureKind(thrown), message: thrown.message };
}
