import { type WarcRecord, withFieldsRenamed } from '../warc/index.ts';
import { toldBeside } from './told-beside.ts';

type Group = readonly [WarcRecord, ...WarcRecord[]];

/**
 * What is taken of a capture of another archive. In our capture files a metadata record with a `kind`
 * is what the catalogue is made again of, and a `Backissue-` field says what a takedown did: what others
 * wrote in that form, another Backissue or somebody who means harm, would speak there as if it were ours.
 * So such metadata is left out, and such a field gets another name.
 */
export function foreignRecords([answer, ...beside]: Group): Group {
  const evidence = beside.filter(
    (record) => record.type !== 'metadata' || typeof toldBeside(record)?.['kind'] !== 'string',
  );
  return [withoutMarks(answer), ...evidence.map(withoutMarks)];
}

const withoutMarks = (record: WarcRecord): WarcRecord =>
  withFieldsRenamed(record, 'Backissue-', 'X-Archive-Orig-');
