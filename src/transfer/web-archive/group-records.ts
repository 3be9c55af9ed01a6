import { type ForeignReading, isAnswer, isOfGroup, type WarcRecord } from '../../warc/index.ts';

/** A capture as it lies in somebody's WARC file: its answer, and what belongs to it. */
export type ReadCapture =
  | {
      readonly is: 'capture';
      /** Of the first of its records. */
      readonly offset: number;
      readonly records: readonly [WarcRecord, ...WarcRecord[]];
    }
  | Extract<ForeignReading, { readonly is: 'flaw' }>;

/**
 * Puts records together that are of one capture and stand together in the file, in whatever order.
 * Records of no capture (`warcinfo`, lone requests and metadata) are left out.
 */
export async function* groupRecords(
  readings: AsyncIterable<ForeignReading>,
): AsyncGenerator<ReadCapture> {
  let group: WarcRecord[] = [];
  let offset = 0;
  for await (const reading of readings) {
    const record = reading.is === 'record' ? reading.record : undefined;
    if (record === undefined || !isOfGroup(record, group)) {
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
