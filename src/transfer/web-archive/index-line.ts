import { surtOf } from '../../url/index.ts';
import { fieldOf, httpResponse, type WarcRecord } from '../../warc/index.ts';

/** Where a record lies in the WARC files of an export. */
export interface RecordPlace {
  /** Name of the file, without folder. */
  readonly filename: string;
  readonly offset: number;
  /** Of the gzip member, in bytes. */
  readonly length: number;
}

/**
 * A line of a CDXJ index (without its line break): key, time, and JSON as warcio and cdxj-indexer
 * write it, numbers as strings. Undefined for records that are not looked up by address: requests,
 * metadata, warcinfo. `payload` is the digest of the payload where the record states none.
 */
export function indexLine(
  record: WarcRecord,
  place: RecordPlace,
  payload: string,
): string | undefined {
  const url = record.targetUri;
  if (url === undefined || !['response', 'revisit', 'resource'].includes(record.type)) {
    return undefined;
  }
  const { status, headers } = httpResponse(record);
  const type = headers.find(([name]) => /^content-type$/i.test(name))?.[1] ?? '';
  const about = {
    url,
    mime: record.type === 'revisit' ? 'warc/revisit' : mimeOf(type),
    ...(record.type === 'resource' ? {} : { status: String(status) }),
    digest: fieldOf(record, 'WARC-Payload-Digest') ?? payload,
    length: String(place.length),
    offset: String(place.offset),
    filename: place.filename,
  };
  const timestamp = record.date.replaceAll(/[-:T]/g, '').slice(0, 14);
  return `${surtOf(url)} ${timestamp} ${JSON.stringify(about)}`;
}

function mimeOf(contentType: string): string {
  return contentType.split(';', 1)[0]?.trim().toLowerCase() || 'application/octet-stream';
}
