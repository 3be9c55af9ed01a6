import { describe, expect, it } from 'vitest';
import type { Digest, Instant } from '../model/index.ts';
import { httpResponse } from './http-response.ts';
import { cutRecord, idsBeforeCut } from './removed-record.ts';
import type { WarcRecord } from './warc-record.ts';

const at = '2020-01-02T03:04:05.000Z' as Instant;
const letters = (letter: string) => letter.repeat(64) as Digest;
const record: WarcRecord = {
  type: 'response',
  id: 'urn:uuid:00000000-1111-4222-8333-444444444444',
  date: at,
  targetUri: 'https://paper.test/feed',
  headers: [['WARC-Payload-Digest', `sha256:${letters('a')}`]],
  block: Buffer.from(
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/xml\r\n\r\n4\r\n<rss\r\n7\r\n>a</rss\r\n1\r\n>\r\n0\r\n\r\n',
  ),
};

describe('a record of another crawler that something is cut from', () => {
  const [first, second] = ['b', 'c'].map((letter) => ({
    captureId: letter.repeat(8),
    payload: letters(letter),
    body: Buffer.from(`<rss>${letter}</rss>`),
  }));
  if (first === undefined || second === undefined) throw new TypeError('two cuts');
  const cut = cutRecord(record, first);

  it('has nothing of its chunks any more', () => {
    expect(Buffer.from(httpResponse(cut).body).toString()).toBe('<rss>b</rss>');
    expect(Buffer.from(cut.block).toString()).toBe(
      'HTTP/1.1 200 OK\r\nX-Archive-Orig-Transfer-Encoding: chunked\r\nContent-Type: text/xml\r\n\r\n<rss>b</rss>',
    );
  });

  it('tells the ids it had, which others made in their own way', () => {
    const ids = [record.id.slice('urn:uuid:'.length), first.captureId];
    expect(idsBeforeCut(cut)).toEqual(ids.slice(0, 1));
    expect(idsBeforeCut(cutRecord(cut, second))).toEqual(ids);
  });
});
