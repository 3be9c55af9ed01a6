import { ArchiveError, type Header } from '../model/index.ts';
import { blockDigest, longestBlock, type WarcRecord } from './warc-record.ts';

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const written = new Set(
  ['Type', 'Record-ID', 'Date', 'Target-URI', 'Block-Digest']
    .map((name) => `warc-${name}`.toLowerCase())
    .concat('content-length'),
);

/**
 * A record as bytes, not yet compressed: version line, named fields in UTF-8, empty line, block,
 * two line breaks (ISO 28500:2017, clause 4). Throws ArchiveError(`invalid`) for a field that
 * cannot be written in one line or is written by itself, and for a block over 256 MiB.
 */
export function formatRecord(record: WarcRecord): Buffer {
  if (record.block.length > longestBlock) {
    throw unwritable(record, `a block of ${record.block.length} bytes; 256 MiB is the most`);
  }
  const fields: Header[] = [
    ['WARC-Type', record.type],
    ['WARC-Record-ID', `<${record.id}>`],
    ['WARC-Date', record.date],
  ];
  if (record.targetUri !== undefined) fields.push(['WARC-Target-URI', record.targetUri]);
  for (const field of record.headers) fields.push(checked(record, field));
  fields.push(['WARC-Block-Digest', blockDigest(record.block)]);
  fields.push(['Content-Length', String(record.block.length)]);
  const head = `WARC/1.1\r\n${fields.map((field) => line(record, field)).join('')}\r\n`;
  return Buffer.concat([Buffer.from(head), record.block, Buffer.from('\r\n\r\n')]);
}

function checked(record: WarcRecord, field: Header): Header {
  const [name] = field;
  if (!token.test(name) || written.has(name.toLowerCase())) {
    throw unwritable(record, `the field ${JSON.stringify(name)}; give it another name`);
  }
  return field;
}

function line(record: WarcRecord, [name, value]: Header): string {
  if (/[\r\n\0]/.test(value)) {
    throw unwritable(
      record,
      `a line break in ${name}: ${JSON.stringify(value.slice(0, 80))}; remove it`,
    );
  }
  return `${name}: ${value}\r\n`;
}

function unwritable(record: WarcRecord, why: string): ArchiveError {
  return new ArchiveError('invalid', `The ${record.type} record ${record.id} has ${why}.`);
}
