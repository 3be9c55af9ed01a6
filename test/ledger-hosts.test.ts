import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { leadTermMs } from '../src/archive/sequencer.ts';
import { ledgerHost } from '../src/archive/testing/ledger-host.ts';
import { auditLedger, ledgerFolder } from '../src/audit/index.ts';
import { instant } from '../src/model/index.ts';
import type { Store } from '../src/store/index.ts';
import { openPostgresStore } from '../src/store/postgres/index.ts';
import { rootOfEntries, toBase64 } from '../src/tlog/index.ts';

const server = inject('postgresUrl');
const schema = `ledger_hosts_${process.pid}_${Date.now().toString(36)}`;
const database = `${server}${server.includes('?') ? '&' : '?'}options=-csearch_path%3D${schema}`;
const place = mkdtempSync(join(tmpdir(), 'ledger-hosts-'));
afterAll(() => rmSync(place, { recursive: true }));

const script = join(import.meta.dirname, 'ledger-host-process.ts');
const count = Number(process.env['BACKISSUE_LEDGER_HOSTS'] ?? 3);
const faults = Number(process.env['BACKISSUE_LEDGER_FAULTS'] ?? 5);
/** A lease of a minute is over in six seconds: longer than publishing takes on a busy machine. */
const speed = 10;
const termMs = leadTermMs / speed;

interface Host {
  readonly folder: string;
  running: ChildProcess;
  said: string;
}

function start(host: Pick<Host, 'folder'> & Partial<Host>): Host {
  const running = spawn(process.execPath, [script, host.folder, database, String(speed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const started: Host = Object.assign(host, { running, said: host.said ?? '' });
  running.stdout?.setEncoding('utf8').on('data', (text: string) => {
    started.said += text;
  });
  return started;
}

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await pause(20);
};

async function kill({ running }: Host): Promise<void> {
  const ended = new Promise((resolve) => running.once('close', resolve));
  running.kill('SIGCONT');
  running.kill('SIGKILL');
  await ended;
}

/** Whoever has written the largest checkpoint of its own last. */
const told = (host: Host, what: string): RegExpExecArray[] => [
  ...host.said.matchAll(new RegExp(`^${what} (.*)$`, 'gm')),
];

const leader = async (store: Store): Promise<string | undefined> =>
  (await store.leases(instant(0), 'ledger'))[0]?.holder;

const clock = (): number => {
  const begun = Date.UTC(2026, 0, 1);
  return begun + (Date.now() - begun) * speed + 3 * leadTermMs;
};

/** The first makes the key; the others get a copy of it. */
async function started(): Promise<readonly Host[]> {
  const folders = Array.from({ length: count }, (_, at) => join(place, `${at}`));
  for (const folder of folders) mkdirSync(folder);
  const hosts = folders.slice(0, 1).map((folder) => start({ folder }));
  await until(() => (hosts[0]?.said ?? '').includes('has '));
  for (const folder of folders.slice(1)) {
    cpSync(join(place, '0/key'), join(folder, 'key'));
    hosts.push(start({ folder }));
  }
  return hosts;
}

/** Pauses or kills one of the hosts; gives how long it took until another signed in the place of one killed. */
async function fail(hosts: readonly Host[], store: Store): Promise<number | undefined> {
  await pause(Math.random() * termMs);
  const host = hosts[Math.floor(Math.random() * hosts.length)];
  if (host === undefined) return undefined;
  if (Math.random() < 0.6) {
    host.running.kill('SIGSTOP');
    await pause(Math.random() * 2 * termMs);
    host.running.kill('SIGCONT');
    return undefined;
  }
  await kill(host);
  const at = Date.now();
  const [before, holder] = [await store.signed(), await leader(store)];
  start(host);
  while ((await store.signed())?.size === before?.size) await pause(20);
  return (await leader(store)) === holder ? undefined : Date.now() - at;
}

const name = `${count} hosts over one PostgreSQL, paused and killed ${faults} times`;
describe.skipIf(server === '')(name, { timeout: 120_000 + faults * 15_000 }, () => {
  const client = new Client({ connectionString: server });
  let store: Store;
  beforeAll(async () => {
    await client.connect();
    await client.query(`create schema ${schema}`);
    store = await openPostgresStore({ url: database });
  });
  afterAll(async () => {
    await store.close();
    await client.query(`drop schema ${schema} cascade`);
    await client.end();
  });

  it('never sign what contradicts another, and lose no leaf', async () => {
    const hosts = await started();
    const takeovers: number[] = [];
    for (let fault = 0; fault < faults; fault += 1) {
      const tookMs = await fail(hosts, store);
      if (tookMs !== undefined) takeovers.push(tookMs);
    }
    for (const host of hosts) await kill(host);
    const last = ledgerHost(join(place, '0'), store, clock);
    await last.publisher.publish();
    const lines = (await store.leaves(0, 1_000_000)).map(({ line }) => line);
    const logged = hosts.flatMap((host) => told(host, 'logged'));
    const acknowledged = logged.reduce((sum, [, some]) => sum + Number(some), 0);
    expect(lines.length).toBeGreaterThanOrEqual(acknowledged);
    expect((await store.signed())?.size).toBe(lines.length);
    const had = hosts.flatMap((host) => told(host, 'has'));
    expect(had.length).toBeGreaterThan(faults);
    const roots = new Map<string, string>();
    for (const [size = '', root] of had.map(([, text = '']) => text.split(' '))) {
      if (!roots.has(size)) roots.set(size, toBase64(rootOfEntries(lines.slice(0, Number(size)))));
      expect(root).toBe(roots.get(size));
    }
    expect(hosts.flatMap((host) => told(host, 'told')).map(([, says]) => says)).toEqual([]);
    const files = ledgerFolder(join(last.folder, 'ledger'));
    const audit = await auditLedger(files, { now: clock() });
    expect(audit).toMatchObject({ ok: true, faults: [], size: lines.length });
    verifiedByGo(last.folder);
    const summary = `${lines.length} leaves, ${had.length} checkpoints seen, taken over`;
    console.log(`${summary} ${takeovers.join(', ')} ms after a kill; the lease: ${termMs} ms`);
  });
});

/** By the verifier of other people's libraries, where it and Go are there. */
function verifiedByGo(folder: string): void {
  const tool = join(import.meta.dirname, '../../shared/tools/tlog-verify/main.go');
  if (!existsSync(tool) || !existsSync('/usr/share/gocode')) return;
  const env = {
    ...process.env,
    GO111MODULE: 'off',
    GOPATH: '/usr/share/gocode',
    GOCACHE: join(place, 'go'),
  };
  const vkey = readFileSync(join(folder, 'ledger/vkey'), 'utf8').trim();
  const said = execFileSync('go', ['run', tool, '-dir', join(folder, 'ledger'), '-key', vkey], {
    ...{ env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
  });
  expect(said).toContain('OK origin=');
}
