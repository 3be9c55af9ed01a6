import type { ForeignReading, WarcRecord } from '../../warc/index.ts';

/** A capture as it lies in somebody's WARC file: its answer, and what belongs to it. */
export type ReadCapture =
  | {
      readonly is: 'capture';
      /** Of the first of its records. */
      readonly offset: number;
      readonly records: readonly [WarcRecord, ...WarcRecord[]];
    }
  | Extract<ForeignReading, { readonly is: 'flaw' }>;

/** A capture has few records; more are not waited for. */
const mostRecords = 16;

/**
 * Puts records together that are of one capture and stand together in the file, in whatever order:
 * those that name one another, and a request and an answer of the same address and moment. Records of
 * no capture (`warcinfo`, lone requests and metadata) are left out.
 */
export async function* groupRecords(
  readings: AsyncIterable<ForeignReading>,
): AsyncGenerator<ReadCapture> {
  let group: WarcRecord[] = [];
  let offset = 0;
  for await (const reading of readings) {
    const record = reading.is === 'record' ? reading.record : undefined;
    if (record === undefined || !belongs(record, group)) {
      yield* captureOf(group, offset);
      group = [];
      offset = reading.offset;
    }
    if (reading.is === 'flaw') yield reading;
    else group.push(reading.record);
  }
  yield* captureOf(group, offset);
}

function* captureOf(group: readonly WarcRecord[], offset: number): Generator<ReadCapture> {
  const answer = group.find(isAnswer);
  if (answer === undefined) return;
  const beside = group.filter((record) => record !== answer && record.type !== 'warcinfo');
  yield { is: 'capture', offset, records: [answer, ...beside] };
}

const isAnswer = ({ type }: WarcRecord): boolean =>
  ['response', 'revisit', 'resource', 'conversion'].includes(type);

function belongs(record: WarcRecord, group: readonly WarcRecord[]): boolean {
  if (group.length === 0 || group.length >= mostRecords || record.type === 'warcinfo') return false;
  if (isAnswer(record) && group.some(isAnswer)) return false;
  const named = namesIn(record);
  return group.some(
    (other) =>
      named.includes(other.id) ||
      namesIn(other).includes(record.id) ||
      areOneExchange(record, other, group),
  );
}

/** Ids of the records that a record names as its own. */
function namesIn({ headers, type }: WarcRecord): readonly string[] {
  return headers
    .filter(
      ([name]) =>
        /^WARC-Concurrent-To$/i.test(name) ||
        (type === 'metadata' && /^WARC-Refers-To$/i.test(name)),
    )
    .map(([, value]) => value.replace(/^<|>$/g, ''));
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
