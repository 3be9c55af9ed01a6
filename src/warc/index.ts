/** @module warc Captures as WARC 1.1 records: made, appended, read back, recovered after a crash. */
export { captureId } from './content-id.ts';
export { type Exchange, exchangeRecords } from './exchange-records.ts';
export { httpResponse } from './http-response.ts';
export { listWarcFiles } from './list-warc-files.ts';
export { metadataRecord } from './metadata-record.ts';
export { readRecord } from './read-record.ts';
export { recoverTail } from './recover-tail.ts';
export { resourceRecord } from './resource-record.ts';
export { scanWarc } from './scan-warc.ts';
export { fieldOf, payloadDigest, type WarcRecord } from './warc-record.ts';
export { openWarcWriter, type WarcWriter } from './warc-writer.ts';
