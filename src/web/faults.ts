import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { ArchiveError } from '../model/index.ts';
import type { Metrics } from './metrics.ts';
import { statusOf } from './status-of.ts';

/** Something that went wrong in the reader itself while it answered. */
export interface Fault {
  /** Eight hexadecimal digits, which whoever asked is shown instead of what went wrong. */
  readonly id: string;
  readonly method: string;
  /** Without the query, and without what is a secret in it. */
  readonly path: string;
  readonly error: unknown;
}

export interface FaultParts {
  readonly metrics?: Metrics;
  /** Told of each fault once. */
  readonly onFault?: (fault: Fault) => void;
}

declare module 'hono' {
  interface ContextVariableMap {
    /** The id of what went wrong while this was answered. */
    fault: string | undefined;
  }
}

/** Whether what was thrown is no answer to whoever asked, but for those who keep the archive to know. */
export const isFault = (thrown: unknown): boolean =>
  !(thrown instanceof ArchiveError) || statusOf[thrown.code] === 500;

/** Notes a fault where operators look, and gives its id. */
export function noteFault(
  { metrics, onFault }: FaultParts,
  { method, path }: Pick<Fault, 'method' | 'path'>,
  error: unknown,
): string {
  const id = randomBytes(4).toString('hex');
  metrics?.faulted(path);
  onFault?.({ id, method: method.slice(0, 10), path: openPath(path), error });
  return id;
}

/** The same of a request, once; undefined where its client went away in the middle of it: that is no fault. */
export function noteFaultOf(
  parts: FaultParts,
  request: Context,
  error: unknown,
): string | undefined {
  const known = request.get('fault');
  if (known !== undefined || isLeft(request)) return known;
  const id = noteFault(parts, request.req, error);
  request.set('fault', id);
  return id;
}

/** Of an address whose end is a secret, its beginning alone. */
const openPath = (path: string): string => path.replace(/^(\/websub)\/.*$/s, '$1/…').slice(0, 200);

interface Wire {
  readonly incoming?: { readonly destroyed?: boolean; readonly complete?: boolean };
  readonly outgoing?: { destroy(): void };
}

const wireOf = ({ env }: Context): Wire => (env as Wire | undefined) ?? {};

function isLeft(request: Context): boolean {
  const { incoming } = wireOf(request);
  return incoming?.destroyed === true && incoming.complete === false;
}

/**
 * A stream that ends by cutting the connection when what it is read from fails: a client that was told it
 * will get an answer sees that it did not, and nobody is told in its midst what went wrong.
 */
export function cutAtFault(
  parts: FaultParts,
  request: Context,
  stream: ReadableStream<Uint8Array>,
): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  return new ReadableStream({
    async pull(control) {
      try {
        const { done, value } = await reader.read();
        if (done) control.close();
        else control.enqueue(value);
      } catch (error) {
        noteFaultOf(parts, request, error);
        const { outgoing } = wireOf(request);
        outgoing?.destroy();
        // An error would be told by the server too, on the connection and on the console.
        if (outgoing !== undefined) control.close();
        else control.error(new ArchiveError('internal', 'The answer broke off.'));
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
