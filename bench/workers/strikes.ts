import type { BucketFault } from './bucket-process.ts';
import type { Employed } from './employed.ts';
import { count, type Scene } from './scene.ts';

/** What may be broken, and how often of all. */
const strikes: readonly (readonly [number, (scene: Scene, worker: Employed) => string])[] = [
  [4, killWorker],
  [4, pauseWorker],
  [4, loseDatabase],
  [3, loseBucket],
  [3, spoilBucket],
];
const rarely = 1;
const all = strikes.reduce((sum, [often]) => sum + often, 2 * rarely);

/** Breaks one thing, unless something is broken at the worker that was drawn. */
export async function strike(scene: Scene): Promise<void> {
  const { workers, draw } = scene;
  const worker = workers[draw(workers.length)];
  let drawn = draw(all);
  if (worker === undefined || !worker.isWell()) return;
  for (const [often, act] of strikes) {
    if (drawn < often) return note(scene, act(scene, worker));
    drawn -= often;
  }
  if (drawn === 0) return note(scene, cutDatabaseOff(scene));
  note(scene, 'the database is killed');
  await scene.ground.crash(draw(3000));
}

function note({ counts }: Scene, what: string): void {
  count(counts, what);
  if (process.argv.includes('--tell')) console.error(new Date().toISOString(), what);
}

/** Most of them short, none longer than given. */
const someMs = ({ draw }: Scene, most: number): number =>
  1000 * (most / 1000) ** (draw(1000) / 1000);

function killWorker({ draw }: Scene, worker: Employed): string {
  worker.kill(draw(3000));
  return 'a worker is killed';
}

function pauseWorker(scene: Scene, worker: Employed): string {
  // Some longer than a lease.
  worker.stand(someMs(scene, 80_000));
  return 'a worker is paused';
}

function loseDatabase(scene: Scene, worker: Employed): string {
  const how = scene.draw(2) === 0 ? 'cut' : 'deaf';
  worker.lose('database', how, someMs(scene, 80_000));
  return 'a worker is cut off from the database';
}

function loseBucket(scene: Scene, worker: Employed): string {
  const how = scene.draw(2) === 0 ? 'cut' : 'deaf';
  worker.lose('bucket', how, someMs(scene, 80_000));
  return 'a worker is cut off from the bucket';
}

const bucketFaults: readonly BucketFault[] = ['500', '503', 'cut', 'cut after', 'half'];

function spoilBucket(scene: Scene): string {
  const fault = bucketFaults[scene.draw(bucketFaults.length)];
  scene.ground.bucket.is(fault);
  setTimeout(() => scene.ground.bucket.is(undefined), someMs(scene, 60_000)).unref();
  return `the bucket answers ${fault}`;
}

function cutDatabaseOff(scene: Scene): string {
  const ms = someMs(scene, 30_000);
  for (const worker of scene.workers) if (worker.isWell()) worker.lose('database', 'deaf', ms);
  return 'the database is cut off from all';
}
