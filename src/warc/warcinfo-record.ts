import { sha256 } from '../digest/index.ts';
import type { Instant } from '../model/index.ts';
import { contentId } from './content-id.ts';
import { oneLine } from './http-head.ts';
import { idPrefix, type WarcRecord } from './warc-record.ts';

const specification =
  'http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/';

/** The record every file begins with. `filename` is the last part of the file's path. */
export function warcinfoRecord(filename: string, date: Instant, software: string): WarcRecord {
  const fields = [
    `software: ${oneLine(software)}`,
    'format: WARC File Format 1.1',
    `conformsTo: ${specification}`,
  ];
  const block = Buffer.from(fields.map((line) => `${line}\r\n`).join(''));
  return {
    type: 'warcinfo',
    id: `${idPrefix}${contentId({ type: 'warcinfo', filename, date, block: sha256(block) })}`,
    date,
    headers: [
      ['WARC-Filename', filename],
      ['Content-Type', 'application/warc-fields'],
    ],
    block,
  };
}
