import { describe, expect, test } from 'vitest';
import { sha256 } from '../digest/index.ts';
import type { Url } from '../model/index.ts';
import {
  captureId,
  exchangeRecords,
  fieldOf,
  httpResponse,
  metadataRecord,
  payloadDigest,
  resourceRecord,
  type WarcRecord,
} from './index.ts';
import { exchange, momentText } from './testing/samples.ts';

function records(...given: Parameters<typeof exchangeRecords>): [WarcRecord, WarcRecord] {
  const [answer, request] = exchangeRecords(...given).records;
  if (answer === undefined || request === undefined) throw new Error('two records are expected');
  return [answer, request];
}

const text = (record: WarcRecord) => Buffer.from(record.block).toString();

describe('the records of an exchange', () => {
  test('are the answer as it came, then the request that names it', () => {
    const [answer, request] = records(exchange('<p>港口</p>', { remoteAddress: '192.0.2.7' }));
    expect(text(answer)).toBe(
      'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>港口</p>',
    );
    expect(text(request)).toBe('GET /news/1?page=2 HTTP/1.1\r\nHost: harbour.example\r\n\r\n');
    expect(fieldOf(request, 'WARC-Concurrent-To')).toBe(`<${answer.id}>`);
    expect(fieldOf(answer, 'warc-ip-address')).toBe('192.0.2.7');
    expect([answer.type, request.type]).toEqual(['response', 'request']);
  });

  test('are the same for the same exchange, and named by what they hold', () => {
    const first = exchangeRecords(exchange('a'));
    expect(exchangeRecords(exchange('a'))).toEqual(first);
    expect(first.records[0]?.id).toBe(`urn:uuid:${first.captureId}`);
    expect(first.captureId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
    const ids = [
      exchange('b'),
      exchange('a', { status: 404 }),
      exchange('a', { url: 'x:y' as Url }),
    ];
    expect(
      new Set([first.captureId, ...ids.map((one) => exchangeRecords(one).captureId)]).size,
    ).toBe(4);
    expect(first.captureId).toBe(
      captureId({
        url: 'https://harbour.example/news/1?page=2',
        capturedAt: momentText,
        status: 200,
        payload: sha256('a'),
      }),
    );
  });

  test('of HTTP/2 are written as HTTP/1.1 would say it, and name their protocol', () => {
    for (const httpVersion of ['2', 'HTTP/2', '2.0']) {
      const [answer, request] = records(exchange('a', { httpVersion, statusText: '' }));
      expect(text(answer)).toMatch(/^HTTP\/1\.1 200 \r\n/);
      expect(text(request)).toMatch(/^GET \/news\/1\?page=2 HTTP\/1\.1\r\n/);
      expect([answer, request].map((one) => fieldOf(one, 'WARC-Protocol'))).toEqual(['h2', 'h2']);
      expect(httpResponse(answer)).toMatchObject({ status: 200, statusText: '' });
    }
    expect(fieldOf(records(exchange('a'))[0], 'WARC-Protocol')).toBeUndefined();
  });

  test('rename Transfer-Encoding and leave every other header line alone', () => {
    const headers = [
      ['content-encoding', 'gzip'],
      ['TRANSFER-ENCODING', 'chunked'],
      ['Content-Length', '99'],
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
    ] as const;
    const [answer] = records(exchange('x', { responseHeaders: headers }));
    expect(httpResponse(answer).headers).toEqual([
      ['content-encoding', 'gzip'],
      ['X-Archive-Orig-Transfer-Encoding', 'chunked'],
      ['Content-Length', '99'],
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
    ]);
  });

  test('keep the bytes of headers beyond ASCII, as characters or as bytes', () => {
    const utf8AsBytes = Buffer.from('江湾').toString('latin1');
    const headers = [
      ['X-Latin', 'caf\u00e9\u00a0'],
      ['X-Bytes', utf8AsBytes],
      ['X-Text', '江湾'],
    ] as const;
    const [answer] = records(exchange('x', { responseHeaders: headers }));
    const block = Buffer.from(answer.block);
    expect(block.includes(Buffer.from('X-Latin: caf\u00e9\u00a0\r\n', 'latin1'))).toBe(true);
    expect(block.includes(Buffer.from('X-Bytes: 江湾\r\n'))).toBe(true);
    const { headers: read } = httpResponse(answer);
    expect(read).toEqual([
      ['X-Latin', 'caf\u00e9\u00a0'],
      ['X-Bytes', '江湾'],
      ['X-Text', '江湾'],
    ]);
    expect(records(exchange('x', { responseHeaders: read }))[0].block).toEqual(answer.block);
  });

  test('cannot be split by a line break in a header or status text', () => {
    const [answer] = records(
      exchange('body', { statusText: 'OK\r\nX: 1', responseHeaders: [['A', 'b\r\n\r\n<p>']] }),
    );
    const { statusText, headers, body } = httpResponse(answer);
    expect(statusText).toBe('OK  X: 1');
    expect(headers).toEqual([['A', 'b    <p>']]);
    expect(Buffer.from(body).toString()).toBe('body');
  });

  test('take an HTTP version with its name or without, and an empty status text', () => {
    for (const httpVersion of ['1.0', 'HTTP/1.0']) {
      const [answer] = records(exchange('', { httpVersion, statusText: '' }));
      expect(text(answer)).toMatch(/^HTTP\/1\.0 200 \r\n/);
      expect(httpResponse(answer)).toMatchObject({ status: 200, statusText: '' });
    }
  });

  test('leave out an address that is none', () => {
    const [answer] = records(exchange('', { remoteAddress: 'proxy\r\nX: y' }));
    expect(fieldOf(answer, 'WARC-IP-Address')).toBeUndefined();
  });

  test('are a revisit without a body when the payload is known', () => {
    const earlier = exchangeRecords(exchange('same'));
    const again = exchangeRecords(exchange('same', { url: 'https://harbour.example/b' as Url }), {
      captureId: earlier.captureId,
      capturedAt: momentText,
      url: 'https://harbour.example/news/1?page=2' as Url,
    });
    const [revisit] = again.records;
    expect(revisit).toMatchObject({ type: 'revisit', id: `urn:uuid:${again.captureId}` });
    expect(revisit && payloadDigest(revisit)).toBe(earlier.payload);
    expect(revisit?.headers.slice(0, 4)).toEqual([
      ['WARC-Profile', 'http://netpreserve.org/warc/1.1/revisit/identical-payload-digest'],
      ['WARC-Refers-To', `<urn:uuid:${earlier.captureId}>`],
      ['WARC-Refers-To-Target-URI', 'https://harbour.example/news/1?page=2'],
      ['WARC-Refers-To-Date', momentText],
    ]);
    expect(revisit && httpResponse(revisit)).toMatchObject({ status: 200, body: Buffer.alloc(0) });
  });
});

test('a resource is a file with status 0, its own fields and no HTTP around it', () => {
  const {
    record,
    payload,
    captureId: id,
  } = resourceRecord({
    url: 'file:///old/article.md',
    date: momentText,
    contentType: 'text/markdown',
    body: Buffer.from('# 旧闻'),
    headers: [['X-Archive-Import', 'news-repository']],
  });
  expect(record.id).toBe(`urn:uuid:${id}`);
  expect(payloadDigest(record)).toBe(payload);
  expect(httpResponse(record)).toEqual({
    status: 0,
    statusText: '',
    headers: [
      ['X-Archive-Import', 'news-repository'],
      ['Content-Type', 'text/markdown'],
    ],
    body: Buffer.from('# 旧闻'),
  });
});

test('metadata is canonical JSON about a capture', () => {
  const about = exchangeRecords(exchange('a')).captureId;
  const record = metadataRecord({ about, date: momentText, value: { 标题: 'b', a: [1, null] } });
  expect(text(record)).toBe('{"a":[1,null],"标题":"b"}');
  expect(fieldOf(record, 'WARC-Concurrent-To')).toBe(`<urn:uuid:${about}>`);
  expect(record.targetUri).toBeUndefined();
  expect(() => httpResponse(record)).toThrow(expect.objectContaining({ code: 'invalid' }));
});

test('metadata without a capture is about an address', () => {
  const url = 'urn:x:sources';
  const record = metadataRecord({ url, date: momentText, value: { a: 1 } });
  expect(fieldOf(record, 'WARC-Concurrent-To')).toBeUndefined();
  expect(record.targetUri).toBe(url);
});

test('an answer written by others is read: folded lines, bare line feeds, no status text', () => {
  const [answer] = records(exchange(''));
  const read = (block: string) => httpResponse({ ...answer, block: Buffer.from(block) });
  expect(read('HTTP/1.0 404\nA: b\n  c\nnonsense\n\nbody\r\n\r\n')).toEqual({
    status: 404,
    statusText: '',
    headers: [
      ['A', 'b c'],
      ['nonsense', ''],
    ],
    body: Buffer.from('body\r\n\r\n'),
  });
  expect(() => read('<html>')).toThrow(expect.objectContaining({ code: 'corrupt' }));
  expect(() => read('')).toThrow(expect.objectContaining({ code: 'corrupt' }));
});
