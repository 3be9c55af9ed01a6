import { join } from 'node:path';
import { type CaptureBucket, capturesElsewhere } from '../archive/index.ts';
import type { Store } from '../store/index.ts';
import type { CapturePlace } from '../warc/index.ts';

/** Where the captures of an archive are read that is made again: its folder, and the bucket where one holds some. */
export function capturesOf(
  folder: string,
  bucket: CaptureBucket | undefined,
  store: Store | undefined,
): CapturePlace {
  const captures = join(folder, 'captures');
  const known = store ?? { warcFile: async () => undefined };
  return bucket ? { folder: captures, elsewhere: capturesElsewhere(bucket, known) } : captures;
}
