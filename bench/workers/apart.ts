import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Outlets, Request } from '../../test/crawl/outlets.ts';
import type { BucketFault, FromBucket } from './bucket-process.ts';
import type { FromOutlets, OutletsPlan, ToOutlets } from './outlets-process.ts';

/** Starts a script of this folder behind `within`, to be talked to; it ends with this process. */
function startApart(
  within: readonly string[],
  script: string,
  ...parameters: readonly string[]
): ChildProcess {
  const [program = '', ...rest] = [
    ...within,
    ...[process.execPath, join(import.meta.dirname, script), ...parameters],
  ];
  return spawn(program, rest, {
    ...{ stdio: ['ignore', 'inherit', 'inherit', 'ipc'], serialization: 'advanced' },
  });
}

/** Outlets in a process of their own. */
export interface OutletsApart extends Outlets {
  /** Brings `log` up to now. */
  look(): Promise<void>;
}

export async function startOutletsApart(
  within: readonly string[],
  plan: Omit<OutletsPlan, 'isApart'>,
): Promise<OutletsApart> {
  const told = JSON.stringify({ ...plan, isApart: within.length > 0 } satisfies OutletsPlan);
  const child = startApart(within, 'outlets-process.ts', told);
  const editions = new Map<string, number>();
  const hosts: string[] = [];
  let log: readonly Request[] = [];
  const ready = Promise.withResolvers<void>();
  let looked = Promise.withResolvers<void>();
  child.once('exit', (code) => ready.reject(new Error(`the outlets ended with ${code}`)));
  child.on('message', (said: FromOutlets) => {
    for (const [url, edition] of said.editions ?? []) editions.set(url, edition);
    if (said.hosts !== undefined) {
      hosts.push(...said.hosts);
      ready.resolve();
    }
    if (said.log === undefined) return;
    log = said.log;
    looked.resolve();
  });
  const say = (what: ToOutlets) => void child.send(what);
  await ready.promise;
  return {
    ...{ hosts, editions },
    get log() {
      return log;
    },
    publish: (outlet) => say({ publish: outlet }),
    edit: (url) => say({ edit: url }),
    look: async () => {
      looked = Promise.withResolvers();
      say('log');
      await looked.promise;
    },
    close: () => ended(child),
  };
}

/** A bucket in a process of its own. */
export interface BucketApart {
  readonly port: number;
  /** What it does with each request from now on; undefined: what it is asked. */
  is(fault: BucketFault | undefined): void;
  close(): Promise<void>;
}

export async function startBucketApart(
  within: readonly string[],
  address: string,
): Promise<BucketApart> {
  const child = startApart(within, 'bucket-process.ts', address);
  const port = await new Promise<number>((done, failed) => {
    child.once('message', (said: FromBucket) => done(said.port));
    child.once('exit', (code) => failed(new Error(`the bucket ended with ${code}`)));
  });
  return { port, is: (fault) => void child.send({ fault }), close: () => ended(child) };
}

async function ended(child: ChildProcess): Promise<void> {
  const over = new Promise((done) => child.once('exit', done));
  child.disconnect();
  await over;
}
