import { readFileSync } from 'node:fs';
import { createSecureServer, type IncomingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import { join } from 'node:path';
import { type Loopback, listen } from './loopback.ts';

const testdata = join(import.meta.dirname, '..', 'testdata');
/** For `localhost`; vouched for by nobody. */
export const cert = readFileSync(join(testdata, 'localhost-cert.pem'), 'utf8');
export const key = readFileSync(join(testdata, 'localhost-key.pem'), 'utf8');

interface Http2Loopback extends Loopback {
  /** Connections taken so far. */
  readonly connections: () => number;
}

/** An HTTP/2 server for one test, which speaks HTTP/1.1 too unless `only` is given. */
export async function serveHttp2(
  onStream: (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void,
  options: { readonly only?: boolean } = {},
): Promise<Http2Loopback> {
  let connections = 0;
  const server = createSecureServer({
    cert,
    key,
    allowHTTP1: options.only !== true,
    maxSendHeaderBlockLength: 10_000_000,
  });
  server.on('secureConnection', () => {
    connections += 1;
  });
  server.on('session', (session) => session.on('error', () => session.destroy()));
  server.on('stream', (stream, headers) => {
    stream.on('error', () => stream.destroy());
    onStream(stream, headers);
  });
  server.on('request', (request, response) => {
    if (request.httpVersion !== '2.0') response.end(`HTTP/${request.httpVersion}`);
  });
  const loopback = await listen(server, 'https');
  return {
    ...loopback,
    url: (path, host = 'localhost') => loopback.url(path, host),
    connections: () => connections,
  };
}
