/** @module s3 Buckets of stores that speak the S3 API: objects in, objects out. */
export {
  type Bucket,
  type BucketKey,
  type BucketOptions,
  type ObjectGiven,
  openBucket,
} from './bucket.ts';
export { type BucketAddress, parseBucketAddress } from './bucket-address.ts';
