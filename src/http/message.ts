import type { Header, Url } from '../model/index.ts';

/** One request as it is put on the wire, whatever the version of HTTP. */
export interface Message {
  readonly method: 'GET' | 'POST';
  readonly url: Url;
  /** Without Host and whatever frames the message. */
  readonly headers: readonly Header[];
  readonly body?: Uint8Array;
}

/** An answer whose head has come. The body is to be read or left, never forgotten. */
export interface Reply {
  readonly status: number;
  readonly statusText: string;
  readonly httpVersion: '1.1' | '2';
  /** All that was sent, in its order. */
  readonly requestHeaders: readonly Header[];
  readonly responseHeaders: readonly Header[];
  readonly body: AsyncIterable<Buffer>;
}
