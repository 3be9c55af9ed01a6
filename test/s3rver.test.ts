import { expect, it } from 'vitest';
import { hasS3rver, testsOnS3rver } from '../scripts/s3rver-for-tests.ts';

/** .ci/run fetches s3rver; it is not in package.json, for nobody keeps it any more. */
it.skipIf(!hasS3rver())('what speaks with a bucket is tested on s3rver too', () => {
  expect(testsOnS3rver(`${import.meta.dirname}/..`).toSorted()).toEqual([
    ...['src/mirror/publish-copies.test.ts', 'src/s3/bucket.test.ts', 'test/bucket-away.test.ts'],
    ...['test/bucket-captures.test.ts', 'test/bucket-takedown.test.ts'],
  ]);
});
