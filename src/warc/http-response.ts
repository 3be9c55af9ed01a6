import { ArchiveError, type Header } from '../model/index.ts';
import { unchunked } from './chunked-body.ts';
import { parseHttpHead } from './http-head.ts';
import type { WarcRecord } from './warc-record.ts';

const statusLine = /^HTTP\/[\d.]+ +(\d{3})(?: ([\s\S]*))?$/;

/**
 * The HTTP answer in a `response` or `revisit` record (which has no body), or the file in a
 * `resource` or `conversion` record (status 0, the record's own fields that are not WARC's as
 * headers). Header values are as `Exchange` took them; the body is as it was written, content codings and all, but
 * without the chunks of a transfer coding, which other crawlers keep.
 * Throws ArchiveError: `invalid` for a record of another type, `corrupt` without a status line.
 */
export function httpResponse(record: WarcRecord): {
  status: number;
  statusText: string;
  headers: readonly Header[];
  body: Uint8Array;
} {
  if (record.type === 'resource' || record.type === 'conversion') {
    const headers = record.headers.filter(([name]) => !/^WARC-/i.test(name));
    return { status: 0, statusText: '', headers, body: record.block };
  }
  if (record.type !== 'response' && record.type !== 'revisit') {
    throw new ArchiveError(
      'invalid',
      `The ${record.type} record ${record.id} holds no answer; name a response, revisit, resource or conversion record.`,
    );
  }
  return answerIn(record);
}

function answerIn(record: WarcRecord): ReturnType<typeof httpResponse> {
  const head = parseHttpHead(record.block);
  const [, status, statusText] = statusLine.exec(head.startLine) ?? [];
  if (status === undefined) {
    throw new ArchiveError(
      'corrupt',
      `The ${record.type} record ${record.id} begins with ${JSON.stringify(head.startLine.slice(0, 80))} instead of an HTTP status line; leave it out or capture the page again.`,
    );
  }
  const body = unchunked(head.headers, record.block.subarray(head.bodyAt));
  return { status: Number(status), statusText: statusText ?? '', headers: head.headers, body };
}
