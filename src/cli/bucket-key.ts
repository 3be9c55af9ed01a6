import type { BucketKey } from '../s3/index.ts';
import { usageError } from './usage-error.ts';

/** What signs for a bucket: the usual variables, or those with its name at their end. `what` is named where
 * they are not set. */
export function bucketKey(
  name: string,
  what: string,
  env: Readonly<Record<string, string | undefined>>,
): BucketKey {
  const own = `_${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
  const given = (variable: string) => env[`${variable}${own}`] ?? env[variable];
  const keyId = given('AWS_ACCESS_KEY_ID');
  const secret = given('AWS_SECRET_ACCESS_KEY');
  if (keyId === undefined || secret === undefined) {
    throw usageError(
      `${what} needs a key; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or both with ${own} at the end.`,
    );
  }
  const token = given('AWS_SESSION_TOKEN');
  return { keyId, secret, ...(token !== undefined && { token }) };
}
