import { ArchiveError, type ErrorCode } from '../model/index.ts';

/**
 * Why no answer came. `dns`: the name does not resolve. `tls`: no secure connection, a certificate
 * above all. `connect`: nobody answers at the address, or hangs up before answering. `redirect`:
 * too many, in a circle, or to no URL. `too-big`: more bytes than allowed, before or after
 * decoding. `private`, `robots`: refused by us. `protocol`: not the HTTP it claims to be, cut
 * short, or wrongly encoded. `wait`: the host asked for a longer pause than we stand in line for.
 * `proxy`: the proxy could not be reached, or refused; that tells nothing about the host.
 */
export type FailureKind =
  | 'dns'
  | 'tls'
  | 'timeout'
  | 'connect'
  | 'redirect'
  | 'too-big'
  | 'private'
  | 'robots'
  | 'protocol'
  | 'wait'
  | 'proxy';

interface Failure {
  readonly kind: FailureKind;
  readonly what: string;
  readonly retryAfterMs?: number;
}

const failures = new WeakMap<object, Failure>();

/** Why this error of the client came; undefined for any other value, and for a stopped fetch. */
export function failureKind(error: unknown): FailureKind | undefined {
  return failureOf(error)?.kind;
}

/** How long the host asked to be left alone, from when this error of the client came (ms). */
export function failureRetryAfterMs(error: unknown): number | undefined {
  return failureOf(error)?.retryAfterMs;
}

/** Kind and sentence (without the URL) of an error made here. */
export function failureOf(error: unknown): Failure | undefined {
  return typeof error === 'object' && error !== null ? failures.get(error) : undefined;
}

/** `what` is what happened and its mend, as the end of a sentence that begins with the URL. */
export function failure(
  kind: FailureKind,
  url: string,
  what: string,
  options: {
    readonly code?: ErrorCode;
    readonly cause?: unknown;
    readonly retryAfterMs?: number;
  } = {},
): ArchiveError {
  const code =
    options.code ?? (kind === 'private' || kind === 'robots' ? 'refused' : 'unreachable');
  const error = new ArchiveError(code, `${shown(url)}: ${what}.`, { cause: options.cause });
  const { retryAfterMs } = options;
  failures.set(error, { kind, what, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
  return error;
}

/** The error of a fetch ended by its signal or by `close`. */
export function stopped(url: string, cause: unknown): ArchiveError {
  const what = 'the fetch was stopped before it ended; run it again';
  return new ArchiveError('unreachable', `${shown(url)}: ${what}.`, { cause });
}

/** A hostile URL must not fill the log. */
function shown(url: string): string {
  return url.length > 300 ? `${url.slice(0, 299)}…` : url;
}
