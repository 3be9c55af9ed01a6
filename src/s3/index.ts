/** @module s3 Buckets of stores that speak the S3 API: objects in, objects out. */
export type { BucketKey, BucketOptions } from './ask.ts';
export { type Bucket, type ObjectGiven, openBucket } from './bucket.ts';
export { type BucketAddress, parseBucketAddress } from './bucket-address.ts';
