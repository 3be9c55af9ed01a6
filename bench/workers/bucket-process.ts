/*
 * A bucket as a process of its own, at an address that is given. Says its port; what goes wrong with its requests is
 * told to it.
 */
import { createConnection } from 'node:net';
import { layCable } from '../../test/crawl/cable.ts';
import { type Fault, startS3 } from '../../test/s3-server.ts';

export type BucketFault = '500' | '503' | 'cut' | 'cut after' | 'half';

export interface FromBucket {
  readonly port: number;
}

const answers: Readonly<Record<BucketFault, Fault>> = {
  '500': { status: 500, code: 'InternalError' },
  '503': { status: 503, code: 'SlowDown' },
  ...{ cut: 'cut', 'cut after': 'cut after', half: 'half' },
};

if (process.send !== undefined) await serve(process.argv[2] ?? '');

async function serve(address: string): Promise<void> {
  const s3 = await startS3(() => Date.now());
  const { port } = await layCable(() => createConnection(s3.port, '127.0.0.1'), address);
  process.on('message', ({ fault }: { readonly fault?: BucketFault }) => {
    s3.fault = () => fault && answers[fault];
  });
  process.once('disconnect', () => process.exit());
  process.send?.({ port } satisfies FromBucket);
}
