import type { WarcRecord } from './warc-record.ts';

/** A capture has few records; more are not waited for. */
const mostRecords = 16;

/** Whether a record is the heart of a capture. */
export const isAnswer = ({ type }: Pick<WarcRecord, 'type'>): boolean =>
  ['response', 'revisit', 'resource', 'conversion'].includes(type);

/**
 * The ids of the records that a record names as those it belongs to: in WARC-Concurrent-To, and of
 * metadata and conversions in WARC-Refers-To. What a `revisit` refers to is a capture of its own.
 */
export function belongsTo({ headers, type }: Pick<WarcRecord, 'headers' | 'type'>): string[] {
  const mayRefer = type === 'metadata' || type === 'conversion';
  return headers
    .filter(
      ([name]) =>
        /^WARC-Concurrent-To$/i.test(name) || (mayRefer && /^WARC-Refers-To$/i.test(name)),
    )
    .map(([, value]) => value.replace(/^<|>$/g, ''));
}

/**
 * Whether a record is of the same capture as those that stand before it in the file: those that name
 * one another are, in whatever order, and a request and an answer of the same address and moment.
 */
export function isOfGroup(record: WarcRecord, group: readonly WarcRecord[]): boolean {
  if (group.length === 0 || group.length >= mostRecords || record.type === 'warcinfo') return false;
  if (isAnswer(record) && group.some(isAnswer)) return false;
  const named = belongsTo(record);
  return group.some(
    (other) =>
      named.includes(other.id) ||
      belongsTo(other).includes(record.id) ||
      areOneExchange(record, other, group),
  );
}

function areOneExchange(
  record: WarcRecord,
  other: WarcRecord,
  group: readonly WarcRecord[],
): boolean {
  if (record.targetUri !== other.targetUri || record.date !== other.date) return false;
  if (record.type === 'request') return !group.some(({ type }) => type === 'request');
  return isAnswer(record) && other.type === 'request';
}
