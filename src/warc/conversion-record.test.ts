import { expect, test } from 'vitest';
import { sha256 } from '../digest/index.ts';
import {
  captureIdOf,
  conversionRecord,
  exchangeRecords,
  fieldOf,
  httpResponse,
  payloadDigest,
} from './index.ts';
import { exchange, momentText } from './testing/samples.ts';

const shown = Buffer.from('<p>港口</p>');

test('what was made of a capture names it, and holds its bytes with no head of HTTP', () => {
  const of = exchangeRecords(exchange('<p></p>')).captureId;
  const made = conversionRecord({
    url: 'https://harbour.example/news/1',
    date: momentText,
    contentType: 'text/html; charset=utf-8',
    body: shown,
    of,
    headers: [['Backissue-Browser', 'Chromium/1']],
  });
  expect(made.record.type).toBe('conversion');
  expect(fieldOf(made.record, 'WARC-Refers-To')).toBe(`<urn:uuid:${of}>`);
  expect(captureIdOf(made.record)).toBe(made.captureId);
  expect(payloadDigest(made.record)).toBe(sha256(shown));
  expect(httpResponse(made.record)).toEqual({
    status: 0,
    statusText: '',
    headers: [
      ['Backissue-Browser', 'Chromium/1'],
      ['Content-Type', 'text/html; charset=utf-8'],
    ],
    body: shown,
  });
});
