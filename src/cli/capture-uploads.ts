import type { CaptureBucket, UploadOptions } from '../archive/index.ts';
import type { AuditFiles } from '../audit/index.ts';
import { ArchiveError } from '../model/index.ts';
import { openBucket, parseBucketAddress } from '../s3/index.ts';
import { bucketKey } from './bucket-key.ts';
import type { Configuration } from './configuration.ts';
import type { Terminal } from './terminal.ts';

/** What a run of a command was given. */
interface Given {
  readonly config: Pick<Configuration, 'captures' | 'uploadMinutes' | 'keepCapturesLocal'>;
  readonly terminal: Pick<Terminal, 'env' | 'now'>;
}

/** The bucket that captures are uploaded to, and when, as the settings say; undefined: they stay in the
 * folder. Throws ArchiveError `invalid` for an address that is none, or without a key. */
export function captureUploads(session: Given): UploadOptions | undefined {
  const { captures, uploadMinutes, keepCapturesLocal } = session.config;
  if (!captures) return undefined;
  return {
    bucket: captureBucket(captures, session.terminal),
    leaveAfterMs: uploadMinutes * 60_000,
    keepLocalMs: keepCapturesLocal * 3_600_000,
  };
}

/** Whoever reads waits for it, and what is uploaded is tried again anyway: so not for long. */
const patience = { attempts: 3, timeoutMs: 30_000 };

function captureBucket(where: string, { env, now }: Given['terminal']): CaptureBucket {
  const address = parseBucketAddress(where);
  const key = bucketKey('captures', '--captures', env);
  const bucket = openBucket({ address, key, now, ...patience });
  return { ...bucket, name: `s3://${address.bucket}/${address.prefix}`.replace(/\/$/, '') };
}

const atOnce = 8 * 2 ** 20;

/** The files of a bucket of captures, to be checked. */
export function bucketFiles(bucket: CaptureBucket): AuditFiles {
  return {
    async *list() {
      for await (const { key } of bucket.list()) yield key;
    },
    async *read(path) {
      for (let at = 0; ; at += atOnce) {
        const range = await bucket.range(path, at, atOnce);
        if (range === undefined) {
          throw new ArchiveError(
            'not-found',
            `${path} is not in ${bucket.name} any more; verify again.`,
          );
        }
        yield range.bytes;
        if (at + atOnce >= range.size) return;
      }
    },
  };
}
