import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Store } from '../../src/store/index.ts';
import { openPostgresStore } from '../../src/store/postgres/index.ts';
import { layCable } from '../../test/crawl/cable.ts';
import { faultsOnRecord, followOutlets, openOnRecord } from '../../test/crawl/on-record.ts';
import { type Outlets, startOutlets } from '../../test/crawl/outlets.ts';
import { politenessOf } from '../../test/crawl/politeness.ts';
import { draws } from './draws.ts';
import { type Employed, employ } from './employed.ts';
import type { Ground } from './ground.ts';

/** How long, on what, and by which draws. */
export interface ChaosPlan {
  readonly minutes: number;
  readonly seed: number;
  readonly outlets: number;
  readonly articles: number;
  readonly gapMs: number;
  readonly toleranceMs: number;
}

interface Scene {
  readonly ground: Ground;
  readonly database: string;
  readonly outlets: Outlets;
  readonly workers: readonly Employed[];
  readonly draw: (below: number) => number;
  /** Ids of all that was seen on record. */
  readonly acknowledged: Set<string>;
  readonly counts: Map<string, number>;
}

/** How long what is on record may take to become what is served, once nothing breaks any more. */
const longestDrainMs = 120_000;

export async function runChaos(ground: Ground, plan: ChaosPlan): Promise<void> {
  const scene = await prepared(ground, plan);
  const { outlets, workers } = scene;
  const end = Date.now() + plan.minutes * 60_000;
  console.log(`chaos for ${plan.minutes} minutes, --seed ${plan.seed}`);
  const published = publishUntil(scene, end);
  while (Date.now() < end) {
    await pause(500 + scene.draw(3500));
    await strike(scene);
  }
  await published;
  for (const worker of workers) await worker.restored();
  const store = await openPostgresStore({ url: scene.database });
  const drained = await drain(scene, store);
  const said = await Promise.all(workers.map((worker) => worker.dismissed()));
  const faults = await faultsOf(scene, plan, store);
  await store.close();
  await outlets.close();
  for (const [what, count] of [...scene.counts].sort()) console.log(`${what.padEnd(44)}${count}`);
  console.log(`${'seconds until all was on record'.padEnd(44)}${drained.toFixed(1)}`);
  for (const line of new Set(said.flat())) console.log(`  a worker said: ${line}`);
  console.log(faults.length === 0 ? 'no fault' : `${faults.length} faults`);
  for (const fault of faults.slice(0, 50)) console.log(`  ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
}

async function prepared(ground: Ground, plan: ChaosPlan): Promise<Scene> {
  const schema = 'chaos';
  const database = await ground.databaseFor(schema);
  const outlets = await startOutlets(plan.outlets, plan.articles);
  const draw = draws(plan.seed);
  const workers: Employed[] = [];
  for (let index = 0; index < 4; index += 1) {
    const folder = join(ground.folder, `chaos-${index}`);
    mkdirSync(folder);
    const cable = await layCable(ground.socket, schema);
    const { environment } = ground.measured(join(ground.folder, `chaos-${index}.commits`));
    const key = join(ground.folder, 'chaos-0', 'key');
    // The first makes the ledger's key; with a copy of it any of them may sign.
    while (index > 0 && !existsSync(key)) await pause(100);
    if (index > 0) copyFileSync(key, join(folder, 'key'));
    const parameters = ['--timeout', '5000'];
    workers.push(
      employ(
        { folder, environment, parameters, gapMs: plan.gapMs, database: cable.database },
        cable,
      ),
    );
    if (index === 0) {
      const store = await openPostgresStore({ url: database });
      await followOutlets(store, outlets.hosts, 15);
      await store.close();
    }
  }
  return {
    ...{ ground, database, outlets, workers, draw },
    ...{ acknowledged: new Set(), counts: new Map() },
  };
}

/** A new article or another edition of one, about two a second. */
async function publishUntil({ outlets, draw, counts }: Scene, end: number): Promise<void> {
  while (Date.now() < end) {
    await pause(draw(1000));
    const urls = [...outlets.editions.keys()];
    if (draw(2) === 0) outlets.publish(draw(outlets.hosts.length));
    else outlets.edit(urls[draw(urls.length)] ?? '');
    count(counts, 'published or edited meanwhile');
  }
}

function count(counts: Map<string, number>, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

/** Breaks one thing, after a look at what is on record by then. */
async function strike(scene: Scene): Promise<void> {
  const { ground, workers, draw, counts } = scene;
  await acknowledge(scene);
  const worker = workers[draw(workers.length)];
  const what = draw(12);
  if (worker === undefined || !worker.isWell()) return;
  if (what === 0) {
    count(counts, 'PostgreSQL killed');
    await ground.crash(draw(3000));
  } else if (what < 5) {
    count(counts, 'workers killed');
    worker.kill(draw(3000));
  } else if (what < 8) {
    count(counts, 'workers paused');
    // Most shorter than a lease, some longer.
    worker.stand(1000 * 80 ** (draw(1000) / 1000));
  } else if (what < 10) {
    count(counts, 'workers cut off');
    worker.lose('cut', 1000 + draw(15_000));
  } else {
    count(counts, 'workers whose database says nothing');
    worker.lose('deaf', 1000 + draw(40_000));
  }
}

async function acknowledge({ database, acknowledged }: Scene): Promise<void> {
  const record = await openOnRecord(database);
  for (const id of await record.acknowledged()) acknowledged.add(id);
  await record.close();
}

/** Seconds until what is on record is what is served, or until no more is waited for. */
async function drain({ outlets }: Scene, store: Store): Promise<number> {
  const begun = Date.now();
  while (Date.now() - begun < longestDrainMs) {
    if ((await faultsOnRecord(store, outlets)).length === 0) break;
    await pause(2000);
  }
  return (Date.now() - begun) / 1000;
}

async function faultsOf(scene: Scene, plan: ChaosPlan, store: Store): Promise<readonly string[]> {
  const { ground, outlets, acknowledged, database, counts } = scene;
  const faults = [...(await faultsOnRecord(store, outlets))];
  const record = await openOnRecord(database);
  const there = await record.acknowledged();
  await record.close();
  const lost = [...acknowledged].filter((id) => !there.has(id));
  for (const id of lost) faults.push(`${id} was on record, and is not any more`);
  counts.set('articles', outlets.editions.size);
  counts.set('on record: articles, revisions, captures', there.size);
  const { log } = outlets;
  const polite = politenessOf(log, plan.gapMs, plan.toleranceMs);
  counts.set('requests', polite.requests);
  counts.set('least gap seen, ms', Math.round(polite.leastGapMs));
  for (const hasty of polite.hasty) faults.push(hasty);
  if (polite.together > 0) faults.push(`${polite.together} requests met another of their host`);
  faults.push(...gathered(scene));
  const whole = join(ground.folder, 'chaos-all');
  const environment = scene.workers[0]?.place.environment ?? {};
  for (const parameters of [
    ['verify', whole],
    ['doctor', '--archive', whole, '--database', database],
  ]) {
    const { status, stdout, stderr } = backissue(parameters, environment);
    if (status !== 0) faults.push(`${parameters.join(' ')}: ${status}\n${stdout}${stderr}`);
  }
  return faults;
}

/** Brings the captures of all workers into one folder, with the ledger, so that both can be held against each other and
 * against the catalogue. Gives files of one name that are not the same. */
function gathered({ ground, workers }: Scene): readonly string[] {
  const faults: string[] = [];
  const whole = join(ground.folder, 'chaos-all');
  cpSync(join(workers[0]?.place.folder ?? '', 'ledger'), join(whole, 'ledger'), {
    recursive: true,
  });
  for (const { place } of workers) {
    const own = join(place.folder, 'captures');
    for (const file of readdirSync(own, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.warc.gz')) continue;
      const to = join(whole, 'captures', file);
      if (existsSync(to)) faults.push(`two workers have a capture file ${file}`);
      cpSync(join(own, file), to);
    }
  }
  return faults;
}

const bin = join(import.meta.dirname, '../../src/cli/bin.ts');

function backissue(parameters: readonly string[], environment: Readonly<Record<string, string>>) {
  const { NODE_OPTIONS: _, ...rest } = environment;
  const env = { ...process.env, ...rest };
  return spawnSync(process.execPath, [bin, ...parameters], { encoding: 'utf8', env });
}
