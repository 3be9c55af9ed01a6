import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { postgresPrograms, startPostgres } from '../../scripts/postgres-server.ts';
import { type Cable, layCable } from '../../test/crawl/cable.ts';
import type { WorkerPlace } from '../../test/crawl/worker-process.ts';
import { s3Facts } from '../../test/s3-server.ts';
import {
  type BucketApart,
  type OutletsApart,
  startBucketApart,
  startOutletsApart,
} from './apart.ts';
import { layNet, type Net } from './net.ts';

/** A worker's way to its database or bucket. */
export type Wire = Omit<Cable, 'port'>;

/** Where a worker stands, and what leads from there. */
export interface Stand {
  readonly place: WorkerPlace;
  readonly wires: Readonly<Record<'database' | 'bucket', Wire>>;
}

/** Where workers are let loose: a folder, a bucket, and a PostgreSQL that keeps what it has said it keeps; each on a
 * host of its own where the machine allows it. */
export interface Ground {
  readonly folder: string;
  /** Whether hosts are network namespaces. */
  readonly isApart: boolean;
  readonly bucket: BucketApart;
  /** A new schema, as this process reaches it. */
  databaseFor(schema: string): Promise<string>;
  outletsFor(count: number, articles: number, answerMs: number): Promise<OutletsApart>;
  /** A new place for a worker; `commits`: the file in which its transactions are noted. */
  standFor(worker: number, of: StandPlan): Promise<Stand>;
  /** Ms of CPU of the server since it started. */
  cpu(): number;
  /** Ends the server as `pg_ctl stop -m immediate` would, and starts it again after so many ms. */
  crash(restMs: number): Promise<void>;
  close(): Promise<void>;
}

export interface StandPlan {
  readonly schema: string;
  readonly name: string;
  readonly gapMs: number;
  readonly commits: string;
  readonly hasBucket?: boolean;
  readonly parameters?: readonly string[];
}

/** As it runs for people: what is committed is on disk. */
const durable = [
  ...['fsync=on', 'synchronous_commit=on', 'full_page_writes=on', 'max_connections=200'],
];
const postgresPort = 5432;

/** Undefined where there is no PostgreSQL. `workers`: how many there are at one time, at most. */
export async function openGround(workers: number): Promise<Ground | undefined> {
  const programs = postgresPrograms();
  if (programs === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'backissue-workers-'));
  chmodSync(folder, 0o711);
  const net = layNet(workers);
  const within = net?.at('database') ?? [];
  const data = join(folder, 'data');
  const settings = [...durable, ...(net ? [`listen_addresses=${net.addressOf('database')}`] : [])];
  const start = () => startPostgres(programs, data, settings, within);
  let server = await start();
  if (net !== undefined) letIn(data);
  const bucket = await startBucketApart(
    net?.at('bucket') ?? [],
    net?.addressOf('bucket') ?? '127.0.0.1',
  );
  const url = `postgres://bench@localhost/postgres?host=${data}`;
  return {
    ...{ folder, bucket, isApart: net !== undefined, cpu: () => server.cpu() },
    databaseFor: async (schema) => {
      const client = new Client({ connectionString: url });
      await client.connect();
      await client.query(`create schema ${schema}`);
      await client.end();
      return `${url}&options=${path(schema)}`;
    },
    outletsFor: (count, articles, answerMs) =>
      startOutletsApart(net?.at('outlets') ?? [], { count, articles, answerMs }),
    standFor: (worker, plan) => standFor({ folder, net, bucket, data }, worker, plan),
    crash: async (restMs) => {
      const pid = postmaster(data);
      process.kill(pid, 'SIGQUIT');
      while (isThere(pid)) await pause(20);
      await pause(restMs);
      server = await start();
    },
    close: async () => {
      await bucket.close();
      await server.stop();
      net?.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Given {
  readonly folder: string;
  readonly net: Net | undefined;
  readonly bucket: BucketApart;
  /** The folder of the server and its socket. */
  readonly data: string;
}

async function standFor(given: Given, worker: number, plan: StandPlan): Promise<Stand> {
  const folder = join(given.folder, plan.name);
  mkdirSync(folder);
  const ends = await endsFor(given, worker);
  const [host, port] = ends.database.near;
  const script = join(import.meta.dirname, '../../test/crawl/commit-times.ts');
  const environment = {
    NODE_COMPILE_CACHE: join(given.folder, 'compiled'),
    XDG_STATE_HOME: join(given.folder, 'state'),
    NODE_OPTIONS: `--import=${script}`,
    BACKISSUE_COMMIT_TIMES: plan.commits,
    ...(plan.hasBucket ? settingsOf(...ends.bucket.near) : {}),
  };
  return {
    place: {
      ...{ folder, environment, gapMs: plan.gapMs, parameters: plan.parameters ?? [] },
      ...{ within: given.net?.at(worker) ?? [] },
      database: `postgres://bench@${host}:${port}/postgres?options=${path(plan.schema)}`,
    },
    wires: { database: ends.database.wire, bucket: ends.bucket.wire },
  };
}

const settingsOf = (host: string, port: number) => ({
  BACKISSUE_CAPTURES: `s3://${s3Facts.bucket}/news?endpoint=http://${host}:${port}&region=${s3Facts.region}`,
  AWS_ACCESS_KEY_ID: s3Facts.id,
  AWS_SECRET_ACCESS_KEY: s3Facts.secret,
});

interface End {
  readonly near: readonly [string, number];
  readonly wire: Wire;
}

/** A worker's ends of its wires: interfaces of its own, or proxies that stand in for them. */
async function endsFor(
  { net, bucket, data }: Given,
  worker: number,
): Promise<Readonly<Record<'database' | 'bucket', End>>> {
  if (net !== undefined) {
    const end = (peer: 'database' | 'bucket', port: number): End => ({
      near: [net.addressOf(peer), port],
      wire: { is: (state) => net.wire(worker, peer, state === 'whole'), close: async () => {} },
    });
    return { database: end('database', postgresPort), bucket: end('bucket', bucket.port) };
  }
  const end = (cable: Cable): End => ({ near: ['127.0.0.1', cable.port], wire: cable });
  return {
    database: end(await layCable(() => createConnection(`${data}/.s.PGSQL.${postgresPort}`))),
    bucket: end(await layCable(() => createConnection(bucket.port, '127.0.0.1'))),
  };
}

const path = (schema: string): string => `-csearch_path%3D${schema}`;

const postmaster = (data: string): number =>
  Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);

/** Has the server take those who come over the net. */
function letIn(data: string): void {
  appendFileSync(join(data, 'pg_hba.conf'), 'host all all 10.77.0.0/16 trust\n');
  process.kill(postmaster(data), 'SIGHUP');
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
