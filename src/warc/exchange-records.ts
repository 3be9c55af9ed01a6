import { sha256 } from '../digest/index.ts';
import type { Digest, Header, Instant, Url } from '../model/index.ts';
import { captureId, contentId } from './content-id.ts';
import { formatHttpHead } from './http-head.ts';
import { idPrefix, labelled, type WarcRecord } from './warc-record.ts';

/** One request and its answer. */
export interface Exchange {
  readonly url: Url;
  readonly startedAt: Instant;
  /** Default GET. */
  readonly method?: string;
  readonly requestHeaders: readonly Header[];
  readonly status: number;
  readonly statusText: string;
  /** `1.1` or `HTTP/1.1`; `2` for HTTP/2. */
  readonly httpVersion: string;
  readonly responseHeaders: readonly Header[];
  /** After transfer decoding, before content decoding. */
  readonly body: Uint8Array;
  /** IP address of the server. */
  readonly remoteAddress?: string;
}

/** An earlier capture with the same payload. */
export interface EarlierCapture {
  readonly captureId: string;
  readonly capturedAt: Instant;
  readonly url: Url;
}

/** What an exchange becomes. */
export interface ExchangeRecords {
  readonly captureId: string;
  readonly payload: Digest;
  readonly records: readonly WarcRecord[];
}

const identicalPayload = 'http://netpreserve.org/warc/1.1/revisit/identical-payload-digest';

/**
 * The records of an exchange: the response (or, given an earlier capture with the same payload, a
 * revisit of it, which has the answer's head only), then the request with WARC-Concurrent-To. The
 * response's id is `urn:uuid:` and the capture id; no clock and no chance: the same exchange gives
 * the same records. Header lines are written as they came, but Transfer-Encoding is renamed
 * X-Archive-Orig-Transfer-Encoding, because the body stands there without it.
 *
 * WARC 1.1 knows no HTTP/2, and readers refuse a status line that says so. As other crawlers do,
 * such an exchange is written as HTTP/1.1 would say it: `HTTP/1.1 200 ` without a reason, the names
 * in lower case as they came, no pseudo-headers, and `WARC-Protocol: h2` among the record's own
 * (the field of the IIPC's proposal 42), from which a reader knows better.
 */
export function exchangeRecords(exchange: Exchange, revisit?: EarlierCapture): ExchangeRecords {
  const payload = sha256(exchange.body);
  const { url, startedAt, status } = exchange;
  const id = captureId({ url, capturedAt: startedAt, status, payload });
  const answer = answerRecord(exchange, id, payload, revisit);
  return { captureId: id, payload, records: [answer, requestRecord(exchange, id)] };
}

function answerRecord(
  exchange: Exchange,
  id: string,
  payload: Digest,
  revisit: EarlierCapture | undefined,
): WarcRecord {
  const head = answerHead(exchange);
  const digest: Header = ['WARC-Payload-Digest', labelled(payload)];
  return {
    type: revisit === undefined ? 'response' : 'revisit',
    id: `${idPrefix}${id}`,
    date: exchange.startedAt,
    targetUri: exchange.url,
    headers: [
      ...refersTo(revisit),
      ...address(exchange.remoteAddress),
      ...protocol(exchange),
      ['Content-Type', 'application/http; msgtype=response'],
      digest,
    ],
    block: revisit === undefined ? Buffer.concat([head, exchange.body]) : head,
  };
}

function answerHead(exchange: Exchange): Uint8Array {
  const version = isHttp2(exchange) ? '1.1' : exchange.httpVersion.replace(/^HTTP\//i, '');
  return formatHttpHead(
    `HTTP/${version} ${exchange.status} ${exchange.statusText}`,
    exchange.responseHeaders.map(([name, value]) =>
      /^transfer-encoding$/i.test(name)
        ? ['X-Archive-Orig-Transfer-Encoding', value]
        : [name, value],
    ),
  );
}

function isHttp2({ httpVersion }: Exchange): boolean {
  return /^(?:HTTP\/)?2(?:\.0)?$/i.test(httpVersion);
}

function protocol(exchange: Exchange): readonly Header[] {
  return isHttp2(exchange) ? [['WARC-Protocol', 'h2']] : [];
}

function refersTo(revisit: EarlierCapture | undefined): readonly Header[] {
  if (revisit === undefined) return [];
  return [
    ['WARC-Profile', identicalPayload],
    ['WARC-Refers-To', `<${idPrefix}${revisit.captureId}>`],
    ['WARC-Refers-To-Target-URI', revisit.url],
    ['WARC-Refers-To-Date', revisit.capturedAt],
  ];
}

function address(remote: string | undefined): readonly Header[] {
  return remote !== undefined && /^[0-9a-f.:]+$/i.test(remote) ? [['WARC-IP-Address', remote]] : [];
}

function requestRecord(exchange: Exchange, answerId: string): WarcRecord {
  const { pathname, search } = new URL(exchange.url);
  const startLine = `${exchange.method ?? 'GET'} ${pathname}${search} HTTP/1.1`;
  const block = formatHttpHead(startLine, exchange.requestHeaders);
  return {
    type: 'request',
    id: `${idPrefix}${contentId({ type: 'request', of: answerId, block: sha256(block) })}`,
    date: exchange.startedAt,
    targetUri: exchange.url,
    headers: [
      ['WARC-Concurrent-To', `<${idPrefix}${answerId}>`],
      ...protocol(exchange),
      ['Content-Type', 'application/http; msgtype=request'],
    ],
    block,
  };
}
