import { ArchiveError } from '../model/index.ts';
import { type FailureKind, failure } from './failure.ts';

/** The code of a connection refused by the address guard. */
export const privateAddressCode = 'ERR_PRIVATE_ADDRESS';
/** The code of what a proxy failed at; such an error has its kind and sentence with it. */
export const proxyCode = 'ERR_PROXY';
/** The code of a connection that was made for HTTP/1.1 and speaks HTTP/2. */
export const http2Code = 'ERR_CHOSE_HTTP2';
/** The code of an HTTP/2 connection that went away, or of a stream that was reset. */
export const http2GoneCode = 'ERR_HTTP2_GONE';

const sentences: Readonly<Record<string, readonly [FailureKind, string]>> = {
  [privateAddressCode]: [
    'private',
    'its host is at a private address; follow it with --allow-private if it is yours',
  ],
  ENOTFOUND: ['dns', 'the host name cannot be resolved; check the spelling or the network'],
  UND_ERR_CONNECT_TIMEOUT: ['timeout', 'nobody took the connection in time; try again later'],
  UND_ERR_HEADERS_TIMEOUT: ['timeout', 'the answer did not begin in time; try again later'],
  UND_ERR_BODY_TIMEOUT: ['timeout', 'the answer stopped coming; try again later'],
  ETIMEDOUT: ['timeout', 'nobody took the connection in time; try again later'],
  ECONNREFUSED: ['connect', 'the connection was refused; check the port, or try again later'],
  EHOSTUNREACH: ['connect', 'there is no way to the host; check the network'],
  ENETUNREACH: ['connect', 'there is no way to the host; check the network'],
  UND_ERR_HEADERS_OVERFLOW: ['too-big', 'its headers are larger than 64 KiB; leave it out'],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: [
    'protocol',
    'the answer is not as long as it says; try again later',
  ],
};

/** Codes of a connection that went away. */
const gone = [
  ...['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE', 'ECONNABORTED', 'UND_ERR_CLOSED', http2GoneCode],
  ...['ERR_HTTP2_INVALID_SESSION', 'ERR_HTTP2_GOAWAY_SESSION'],
];

/** The code of a thrown value, '' without one. */
function errorCode(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return '';
  return typeof thrown.code === 'string' ? thrown.code : '';
}

/** Whether the other side went away, as it may when a connection has been idle. */
export function isHangUp(thrown: unknown): boolean {
  return gone.includes(errorCode(thrown));
}

/** What undici, net, tls or dns threw, as one sentence; `began`: whether headers had come. */
export function transportFailure(thrown: unknown, url: string, began: boolean): ArchiveError {
  if (thrown instanceof ArchiveError) return thrown;
  const [kind, what] = ofProxy(thrown) ?? describe(errorCode(thrown), thrown, began);
  return failure(kind, url, what, { cause: thrown });
}

function ofProxy(thrown: unknown): readonly [FailureKind, string] | undefined {
  if (!(thrown instanceof Error) || errorCode(thrown) !== proxyCode) return undefined;
  return [(thrown as unknown as { readonly kind: FailureKind }).kind, thrown.message];
}

/** Whether the other side does not master HTTP/2, or we are over a limit of it. */
export function isHttp2Fault(thrown: unknown): boolean {
  return /^ERR_HTTP2_/.test(errorCode(thrown));
}

/** Whether an HTTP/2 server says that it did nothing with a request, so it may be sent again. */
export function isUntouched(thrown: unknown): boolean {
  if (!(thrown instanceof Error) || !isHttp2Fault(thrown)) return false;
  return /NGHTTP2_(?:REFUSED_STREAM|HTTP_1_1_REQUIRED)/.test(thrown.message);
}

/** Whether a server refused a connection for not being offered HTTP/2. */
export function wantsHttp2(thrown: unknown): boolean {
  return errorCode(thrown).endsWith('ALERT_NO_APPLICATION_PROTOCOL');
}

export function choseHttp2(thrown: unknown): boolean {
  return errorCode(thrown) === http2Code;
}

function describe(code: string, thrown: unknown, began: boolean): readonly [FailureKind, string] {
  const known = Object.hasOwn(sentences, code) ? sentences[code] : undefined;
  if (known !== undefined) return known;
  if (isDns(code)) return ['dns', `the host name cannot be resolved (${code}); try again later`];
  if (isTls(code, thrown)) {
    return ['tls', `the secure connection failed (${code}); check the certificate of the host`];
  }
  if (!isHangUp(thrown)) {
    return ['protocol', `the answer is not proper HTTP (${reason(thrown, code)}); try again later`];
  }
  return began
    ? ['protocol', 'the answer broke off before its end; try again later']
    : ['connect', 'the connection was closed without an answer; try again later'];
}

function isDns(code: string): boolean {
  return code.startsWith('EAI_') || ['ENODATA', 'ESERVFAIL', 'EREFUSED'].includes(code);
}

/** OpenSSL's verification errors have bare names, such as DEPTH_ZERO_SELF_SIGNED_CERT. */
function isTls(code: string, thrown: unknown): boolean {
  if (/^(?:ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_)|SELF_SIGNED|^EPROTO$|CERT/.test(code)) return true;
  return thrown instanceof Error && 'library' in thrown && thrown.library === 'SSL routines';
}

function reason(thrown: unknown, code: string): string {
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  return code === '' ? said.slice(0, 200) : code;
}
