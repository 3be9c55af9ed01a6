/** @module warc Captures as WARC 1.1 records: made, appended, read back, recovered after a crash. */
export {
  type CaptureFile,
  type CapturePlace,
  type CapturesElsewhere,
  folderOf,
  openCaptures,
} from './capture-place.ts';
export { captureId } from './content-id.ts';
export { type Conversion, conversionRecord } from './conversion-record.ts';
export { type Exchange, exchangeRecords } from './exchange-records.ts';
export { fileNamed, isLaterWriting, isWorkerName } from './file-name.ts';
export { formatRecord } from './format-record.ts';
export { packMember } from './gzip-member.ts';
export { httpResponse } from './http-response.ts';
export { listTornTails, listWarcFiles } from './list-warc-files.ts';
export type { ByteSource } from './member-walk.ts';
export { isOwnMetadata, metadataRecord } from './metadata-record.ts';
export { syncFolder } from './open-file.ts';
export { readForeignWarc } from './read-foreign-warc.ts';
export { readRecord } from './read-record.ts';
export { type CopiedRecord, openRecordCopier, type RecordCopier } from './record-copier.ts';
export type { ForeignReading } from './record-cutter.ts';
export { belongsTo, isAnswer, isOfGroup } from './record-group.ts';
export { recoverTail } from './recover-tail.ts';
export {
  cutRecord,
  idsBeforeCut,
  referringRecord,
  removedRecord,
  removedSays,
  wholeRecord,
} from './removed-record.ts';
export { withFieldsRenamed } from './rename-fields.ts';
export { resourceRecord } from './resource-record.ts';
export { discardFile, type Rewritten, replacementName, rewriteWarc } from './rewrite-warc.ts';
export { scanWarc } from './scan-warc.ts';
export { captureIdOf, fieldOf, payloadDigest, type WarcRecord } from './warc-record.ts';
export { openWarcWriter, type WarcWriter } from './warc-writer.ts';
export { warcinfoRecord } from './warcinfo-record.ts';
