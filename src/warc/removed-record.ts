import { canonicalJson, sha256 } from '../digest/index.ts';
import type { Digest, Header, Instant } from '../model/index.ts';
import { captureId } from './content-id.ts';
import type { EarlierCapture } from './exchange-records.ts';
import { parseHttpHead } from './http-head.ts';
import { httpResponse } from './http-response.ts';
import {
  captureIdOf,
  fieldOf,
  idPrefix,
  labelled,
  payloadDigest,
  type WarcRecord,
} from './warc-record.ts';

/** The field that marks a record as emptied; its value is the class of reason and the time. */
const mark = 'Backissue-Removed';

/**
 * What stands in a removed record's place: a `metadata` record with its id, date and address. The
 * block is canonical JSON: `{v:1, kind:'removed', takedown, reason, at, was}`; `was` gives type,
 * length and SHA-256 of the block that stood there, and its payload's digest where it had one. What was
 * no capture itself gets the id of its capture's record, `of`, as WARC-Concurrent-To.
 */
export function removedRecord(
  record: WarcRecord,
  takedown: { readonly id: string; readonly reason: string; readonly at: Instant },
  of?: string,
): WarcRecord {
  const payload = payloadDigest(record);
  const was = {
    type: record.type,
    block: sha256(record.block),
    length: record.block.length,
    ...(payload === undefined ? {} : { payload }),
  };
  const { id, reason, at } = takedown;
  const value = { v: 1, kind: 'removed', takedown: id, reason, at, was };
  return {
    ...record,
    type: 'metadata',
    headers: [
      ...(of === undefined ? [] : [['WARC-Concurrent-To', `<${of}>`] as const]),
      [mark, `${reason} ${at}`],
      ['Content-Type', 'application/json'],
    ],
    block: Buffer.from(canonicalJson(value)),
  };
}

/** The class of reason and the time of a removal, as a record in place of another tells them. */
export function removedSays(
  record: WarcRecord,
): { readonly reason: string; readonly at: string } | undefined {
  if (record.type !== 'metadata') return undefined;
  const [reason, at] = fieldOf(record, mark)?.split(' ') ?? [];
  return reason === undefined || at === undefined ? undefined : { reason, at };
}

/** A `revisit` record as the `response` it stands for, given the body; any other as it is. */
export function wholeRecord(record: WarcRecord, body: Uint8Array): WarcRecord {
  if (record.type !== 'revisit') return record;
  return {
    ...record,
    type: 'response',
    headers: record.headers.filter(([name]) => !/^WARC-(?:Profile|Refers-To)/i.test(name)),
    block: Buffer.concat([record.block, body]),
  };
}

/** A `revisit` record that refers to another capture of the same payload; any other as it is. */
export function referringRecord(record: WarcRecord, earlier: EarlierCapture): WarcRecord {
  if (record.type !== 'revisit') return record;
  const refers: Readonly<Record<string, string>> = {
    'warc-refers-to': `<${idPrefix}${earlier.captureId}>`,
    'warc-refers-to-target-uri': earlier.url,
    'warc-refers-to-date': earlier.capturedAt,
  };
  const headers = record.headers.map(
    ([name, value]): Header => [name, refers[name.toLowerCase()] ?? value],
  );
  return { ...record, headers };
}

/**
 * A capture's record after something was cut from its body, under the id that its new payload gives
 * it. `Backissue-Cut` names the payload before and the id before. The body stands decoded: the lines of
 * its codings and length are renamed, as other crawlers do. A `revisit` gets no body, only the names.
 */
export function cutRecord(
  record: WarcRecord,
  now: { readonly captureId: string; readonly payload: Digest; readonly body: Uint8Array },
): WarcRecord {
  const isWhole = record.type !== 'revisit';
  const head = Buffer.from(record.block.subarray(0, headLength(record)))
    .toString('latin1')
    .replaceAll(
      /^((?:content-(?:encoding|length)|transfer-encoding)[ \t]*:)/gim,
      'X-Archive-Orig-$1',
    );
  const headers = record.headers.map(
    ([name, value]): Header =>
      /^WARC-Payload-Digest$/i.test(name) ? [name, labelled(now.payload)] : [name, value],
  );
  const before = fieldOf(record, 'WARC-Payload-Digest') ?? '-';
  return {
    ...record,
    id: `${idPrefix}${now.captureId}`,
    headers: [...headers, ['Backissue-Cut', `${before} ${captureIdOf(record)}`]],
    block: Buffer.concat([Buffer.from(head, 'latin1'), isWhole ? now.body : Buffer.alloc(0)]),
  };
}

/** Where the body begins: of another archive's record not told by the body's length, for it may stand
 * there in chunks. A `resource` is all body, a `revisit` all head. */
function headLength({ type, block }: WarcRecord): number {
  if (type === 'resource') return 0;
  return type === 'revisit' ? block.length : parseHttpHead(block).bodyAt;
}

/** The capture ids that a record had before something was cut from it, the first first. */
export function idsBeforeCut(record: WarcRecord): readonly string[] {
  const before = record.headers.filter(([name]) => /^Backissue-Cut$/i.test(name));
  if (before.length === 0) return [];
  const { targetUri: url = '', date: capturedAt } = record;
  const { status } = httpResponse(record);
  return before.map(([, value]) => {
    const [digest = '', id] = value.split(' ');
    // Of old archives, which did not write it down, it is what the content gives.
    const payload = digest.replace(/^sha256:/, '') as Digest;
    return id ?? captureId({ url, capturedAt, status, payload });
  });
}
