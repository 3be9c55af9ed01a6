import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  constants,
  type OutgoingHttpHeaders,
  sensitiveHeaders,
} from 'node:http2';
import type { Socket } from 'node:net';
import type { Header } from '../model/index.ts';
import type { Message, Reply } from './message.ts';
import { isSecretHeader } from './secret-headers.ts';
import { http2GoneCode } from './transport-failure.ts';

/** One HTTP/2 connection (RFC 9113), made for one request at a time. */
export interface Http2 {
  readonly socket: Socket;
  send(message: Message, signal: AbortSignal): Promise<Reply>;
  close(): void;
}

interface Http2Options {
  readonly idleMs: number;
  /** Longest silence within a body. */
  readonly silenceMs: number;
  readonly headerLimit: number;
  /** Called when nothing more can be sent on it, perhaps more than once. */
  readonly onEnd: () => void;
}

/** Node's own default is 128, which real pages with many cookies and links exceed. */
const mostHeaders = 2000;

/**
 * Speaks HTTP/2 on a socket that agreed to it. Node's own client rather than undici's, since only
 * it gives the headers as they came: undici 8 joins those of one name. A connection on which
 * anything went wrong is closed and never used again.
 */
export function openHttp2(origin: string, socket: Socket, options: Http2Options): Http2 {
  const session = connect(origin, {
    createConnection: () => socket,
    maxHeaderListPairs: mostHeaders,
    settings: {
      enablePush: false,
      maxHeaderListSize: options.headerLimit,
      initialWindowSize: 1_048_576,
    },
  });
  let idle: NodeJS.Timeout | undefined;
  // It is out of use before its own events say so, since the next request may come at once.
  const end = () => {
    options.onEnd();
    session.destroy(undefined, constants.NGHTTP2_CANCEL);
  };
  const rest = () => {
    session.unref();
    idle = setTimeout(end, options.idleMs).unref();
  };
  // What a session dies of is told by the stream that was open then, if there was one.
  session.on('error', end);
  session.once('goaway', options.onEnd);
  session.once('close', () => {
    clearTimeout(idle);
    options.onEnd();
  });
  rest();
  return {
    socket,
    close: end,
    send: async (message, signal) => {
      clearTimeout(idle);
      if (session.closed || session.destroyed) throw hangUp();
      session.ref();
      signal.addEventListener('abort', end, { once: true });
      const done = (whole: boolean) => {
        signal.removeEventListener('abort', end);
        if (whole) rest();
        else end();
      };
      try {
        const stream = start(session, message);
        return await readHead(message, stream, options, { signal, done });
      } catch (thrown) {
        done(false);
        throw thrown;
      }
    },
  };
}

function hangUp(): NodeJS.ErrnoException {
  return Object.assign(new Error('the HTTP/2 connection ended'), { code: http2GoneCode });
}

function start(session: ClientHttp2Session, message: Message): ClientHttp2Stream {
  const stream = session.request(fields(message), { endStream: message.body === undefined });
  if (message.body !== undefined) stream.end(message.body);
  return stream;
}

/** Names in lower case (8.2.1), several values of one name apart, the secret ones not indexed. */
function fields({ method, url, headers, body }: Message): OutgoingHttpHeaders {
  const { protocol, host, pathname, search } = new URL(url);
  const several = new Map<string, string[]>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    several.set(key, [...(several.get(key) ?? []), value]);
  }
  return {
    ':method': method,
    ':authority': host,
    ':scheme': protocol.slice(0, -1),
    ':path': `${pathname}${search}`,
    ...Object.fromEntries([...several].map(([name, values]) => [name, one(values)])),
    ...(body === undefined ? {} : { 'content-length': String(body.length) }),
    [sensitiveHeaders]: [...several.keys()].filter(isSecretHeader),
  };
}

function one(values: readonly string[]): string | string[] {
  const [first = '', ...more] = values;
  return more.length === 0 ? first : [first, ...more];
}

/** What becomes of the connection when a stream is over. */
interface Ending {
  readonly signal: AbortSignal;
  done(whole: boolean): void;
}

async function readHead(
  message: Message,
  stream: ClientHttp2Stream,
  { silenceMs, headerLimit }: Http2Options,
  ending: Ending,
): Promise<Reply> {
  const { promise, resolve, reject } = Promise.withResolvers<readonly string[]>();
  stream.once('response', (...[, , raw]) => resolve(raw));
  stream.on('error', reject);
  stream.once('close', () => reject(hangUp()));
  const raw = await promise;
  // Node announces the limit to the server and does not hold it to it.
  if (raw.join('').length > headerLimit) throw tooLong();
  stream.setTimeout(silenceMs, () => stream.destroy(silence()));
  const { host } = new URL(message.url);
  return {
    status: Number(raw[raw.indexOf(':status') + 1]),
    statusText: '',
    httpVersion: '2',
    requestHeaders: [
      ['host', host],
      ...message.headers.map(([name, value]): Header => [name.toLowerCase(), value]),
    ],
    responseHeaders: pairs(raw).filter(([name]) => !name.startsWith(':')),
    body: readBody(stream, ending),
  };
}

function tooLong(): NodeJS.ErrnoException {
  return Object.assign(new Error('too many headers'), { code: 'UND_ERR_HEADERS_OVERFLOW' });
}

function silence(): NodeJS.ErrnoException {
  return Object.assign(new Error('the body stopped coming'), { code: 'UND_ERR_BODY_TIMEOUT' });
}

/** Names and values by turns, as pairs. */
export function pairs(raw: readonly string[]): readonly Header[] {
  const names = raw.filter((_, index) => index % 2 === 0);
  return names.map((name, index): Header => [name, raw[index * 2 + 1] ?? '']);
}

/** Node ends a stream that was reset, or stopped by us, as if it were whole. */
async function* readBody(stream: ClientHttp2Stream, ending: Ending): AsyncGenerator<Buffer> {
  let whole = false;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) yield chunk;
    const reset = stream.rstCode !== constants.NGHTTP2_NO_ERROR;
    if (reset || ending.signal.aborted) throw hangUp();
    whole = true;
  } finally {
    ending.done(whole);
  }
}
