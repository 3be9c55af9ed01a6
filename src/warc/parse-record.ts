import { StatedDigest } from '../digest/index.ts';
import { type Header, type Instant, instant } from '../model/index.ts';
import { trimBlanks } from './http-head.ts';
import type { WarcRecord, WarcType } from './warc-record.ts';

/**
 * What bytes turned out to be: a record, a record of a type that is passed over (ISO 28500:2017,
 * 5.5 asks readers to skip what they do not know), or no record, and why.
 */
export type ParsedRecord =
  | { readonly is: 'record'; readonly record: WarcRecord }
  | { readonly is: 'other'; readonly type: string }
  | { readonly is: 'flaw'; readonly flaw: string };

const types: readonly string[] = [
  'warcinfo',
  'response',
  'request',
  'revisit',
  'resource',
  'conversion',
  'metadata',
] satisfies readonly WarcType[];

/** Named fields take no more than this. */
const longestHead = 2 ** 20;

/** Reads one whole record, WARC 1.0 or 1.1, and checks its length and its block digest. */
export function parseRecord(bytes: Buffer): ParsedRecord {
  const end = bytes.subarray(0, longestHead).indexOf('\r\n\r\n');
  if (!/^WARC\/1\.[01]\r\n/.test(bytes.toString('latin1', 0, 12))) {
    return flaw('it does not begin with WARC/1.0 or WARC/1.1');
  }
  if (end < 0) return flaw('its named fields do not end');
  const fields = parseFields(bytes.toString('utf8', 0, end));
  const length = firstOf(fields, 'content-length') ?? '';
  if (!/^\d{1,12}$/.test(length)) return flaw(`its Content-Length is ${JSON.stringify(length)}`);
  const block = bytes.subarray(end + 4, end + 4 + Number(length));
  const tail = bytes.subarray(end + 4 + Number(length));
  if (tail.length !== 4 || tail.readUInt32BE() !== 0x0d0a0d0a) {
    return flaw(`its block is not ${length} bytes long`);
  }
  return assembled(fields, block);
}

function parseFields(head: string): Header[] {
  const fields: Header[] = [];
  for (const line of head.split('\r\n').slice(1)) {
    const colon = line.indexOf(':');
    const last = fields.at(-1);
    if (/^[ \t]/.test(line) && last !== undefined) {
      fields[fields.length - 1] = [last[0], `${last[1]} ${trimBlanks(line)}`];
    } else if (colon > 0) {
      fields.push([trimBlanks(line.slice(0, colon)), trimBlanks(line.slice(colon + 1))]);
    }
  }
  return fields;
}

/** The first field with a name, given in lower case. */
function firstOf(fields: readonly Header[], name: string): string | undefined {
  return fields.find(([known]) => known.toLowerCase() === name)?.[1];
}

function assembled(fields: readonly Header[], block: Buffer): ParsedRecord {
  const type = firstOf(fields, 'warc-type') ?? '';
  const id = bare(firstOf(fields, 'warc-record-id') ?? '');
  const date = parseDate(firstOf(fields, 'warc-date') ?? '');
  if (type === '') return flaw('it has no WARC-Type');
  if (id === '') return flaw('it has no WARC-Record-ID');
  if (date === undefined) return flaw('its WARC-Date is no date');
  const stated = firstOf(fields, 'warc-block-digest');
  if (stated !== undefined && new StatedDigest(stated).update(block).isContradicted()) {
    return flaw(`its block does not match its WARC-Block-Digest ${stated.slice(0, 100)}`);
  }
  if (!isType(type)) return { is: 'other', type };
  const targetUri = firstOf(fields, 'warc-target-uri');
  const record: WarcRecord = {
    type,
    id,
    date,
    ...(targetUri === undefined ? {} : { targetUri: bare(targetUri) }),
    headers: fields.filter(([name]) => !own.has(name.toLowerCase())),
    block,
  };
  return { is: 'record', record };
}

/** The fields a WarcRecord has members for, or that follow from its block. */
const own = new Set([
  'warc-type',
  'warc-record-id',
  'warc-date',
  'warc-target-uri',
  'warc-block-digest',
  'content-length',
]);

function isType(type: string): type is WarcType {
  return types.includes(type);
}

/** WARC 1.0 writes URIs in angle brackets in some places, WARC 1.1 in record ids only. */
function bare(uri: string): string {
  return uri.startsWith('<') && uri.endsWith('>') ? uri.slice(1, -1) : uri;
}

/** A W3C date-time of any precision WARC 1.1 allows, cut to milliseconds. */
function parseDate(text: string): Instant | undefined {
  if (!/^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?Z)?)?)?$/.test(text)) return undefined;
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? undefined : instant(milliseconds);
}

function flaw(why: string): ParsedRecord {
  return { is: 'flaw', flaw: why };
}
