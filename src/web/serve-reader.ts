import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { ArchiveError } from '../model/index.ts';

/** A reader that answers on an address. */
export interface Listening {
  /** With a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/** How long a client may take, in ms, before its connection is closed. */
export interface Patience {
  readonly headersMs: number;
  /** For the whole request. */
  readonly requestMs: number;
}

const patient: Patience = { headersMs: 10_000, requestMs: 30_000 };

/** Serves the reader over HTTP. Throws ArchiveError `conflict` when the port is taken. */
export async function serveReader(
  reader: Hono,
  address: { host: string; port: number },
  { headersMs, requestMs }: Patience = patient,
): Promise<Listening> {
  const { host, port } = address;
  const listener = getRequestListener(reader.fetch);
  const server = createServer(
    {
      requestTimeout: requestMs,
      headersTimeout: headersMs,
      // Otherwise a slow client is looked at every thirty seconds only.
      connectionsCheckingInterval: Math.min(1000, headersMs),
    },
    (request, response) => {
      void listener(request, response);
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(host, port, error)));
    server.listen(port, host, resolve);
  });
  const bound = server.address();
  const taken = typeof bound === 'object' && bound !== null ? bound.port : port;
  const shown = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${shown}:${taken}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listenError(host: string, port: number, error: NodeJS.ErrnoException): ArchiveError {
  if (error.code === 'EADDRINUSE') {
    return new ArchiveError(
      'conflict',
      `${host}:${port} is taken by another program; choose another port with --port.`,
      { cause: error },
    );
  }
  return new ArchiveError(
    'internal',
    `${host}:${port} cannot be listened on (${error.code ?? error.message}); choose another with --host and --port.`,
    { cause: error },
  );
}
