import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Store } from '../../src/store/index.ts';
import { openPostgresStore } from '../../src/store/postgres/index.ts';
import { faultsOnRecord, followOutlets, openOnRecord } from '../../test/crawl/on-record.ts';
import { politenessOf } from '../../test/crawl/politeness.ts';
import { watchCheckpoints } from './checkpoints.ts';
import { draws } from './draws.ts';
import { type Employed, employ } from './employed.ts';
import type { Ground } from './ground.ts';
import { type ChaosPlan, count, type Scene } from './scene.ts';
import { strike } from './strikes.ts';
import { wholeFaults } from './whole.ts';

/** How long what is on record may take to become what is served, once nothing breaks any more. */
const longestDrainMs = 600_000;

export async function runChaos(ground: Ground, plan: ChaosPlan): Promise<void> {
  const scene = await prepared(ground, plan);
  const { outlets, workers } = scene;
  const end = Date.now() + plan.minutes * 60_000;
  console.log(`chaos for ${plan.minutes} minutes, --seed ${plan.seed}`);
  const published = publishUntil(scene, plan.paceMs, end);
  while (Date.now() < end) {
    await pause(500 + scene.draw(7000));
    await acknowledge(scene);
    await strike(scene);
  }
  await published;
  ground.bucket.is(undefined);
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
  const { gapMs } = plan;
  const schema = 'chaos';
  const database = await ground.databaseFor(schema);
  const outlets = await ground.outletsFor(plan.outlets, plan.articles, 0);
  const workers: Employed[] = [];
  const key = join(ground.folder, 'chaos-0', 'key');
  for (let index = 0; index < 4; index += 1) {
    const name = `chaos-${index}`;
    const stand = await ground.standFor(index, {
      ...{ schema, name, gapMs, commits: join(ground.folder, `${name}.commits`), hasBucket: true },
      parameters: ['--timeout', '5000', '--upload-minutes', '1', '--keep-captures-local', '0'],
    });
    // The first makes the ledger's key; with a copy of it any of them may sign.
    if (index > 0) await untilThere(key);
    if (index > 0) copyFileSync(key, join(stand.place.folder, 'key'));
    workers.push(employ(stand));
    if (index > 0) continue;
    const store = await openPostgresStore({ url: database });
    await followOutlets(store, outlets.hosts, plan.pollSeconds);
    await store.close();
  }
  return {
    ...{ ground, database, outlets, workers, draw: draws(plan.seed) },
    ...{ acknowledged: new Set(), checkpoints: watchCheckpoints(), counts: new Map() },
  };
}

async function untilThere(file: string): Promise<void> {
  for (let looks = 0; !existsSync(file); looks += 1) {
    if (looks > 1200) throw new Error(`${file} is not there after two minutes`);
    await pause(100);
  }
}

/** A new article or another edition of one, again and again. */
async function publishUntil(
  { outlets, draw, counts }: Scene,
  paceMs: number,
  end: number,
): Promise<void> {
  while (Date.now() < end) {
    await pause(draw(paceMs));
    const urls = [...outlets.editions.keys()];
    if (draw(2) === 0) outlets.publish(draw(outlets.hosts.length));
    else outlets.edit(urls[draw(urls.length)] ?? '');
    count(counts, 'published or edited meanwhile');
  }
}

async function acknowledge({ database, acknowledged, checkpoints, workers }: Scene): Promise<void> {
  checkpoints.look(workers.map(({ place }) => place.folder));
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
  const { outlets, acknowledged, database, counts, checkpoints, workers } = scene;
  const faults = [...(await faultsOnRecord(store, outlets))];
  const record = await openOnRecord(database);
  const there = await record.acknowledged();
  await record.close();
  const lost = [...acknowledged].filter((id) => !there.has(id));
  for (const id of lost) faults.push(`${id} was on record, and is not any more`);
  counts.set('articles', outlets.editions.size);
  counts.set('on record: articles, revisions, captures', there.size);
  await outlets.look();
  const polite = politenessOf(outlets.log, plan.gapMs, plan.toleranceMs);
  counts.set('requests', polite.requests);
  counts.set('least gap seen, ms', Math.round(polite.leastGapMs));
  for (const hasty of polite.hasty) faults.push(hasty);
  if (polite.together > 0) faults.push(`${polite.together} requests met another of their host`);
  checkpoints.look(workers.map(({ place }) => place.folder));
  faults.push(...(await checkpoints.faults(database)));
  counts.set('checkpoints seen', checkpoints.seen);
  return [...faults, ...(await wholeFaults(scene))];
}
