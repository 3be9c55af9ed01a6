/**
 * Has real `backissue work` processes, each with a folder of its own, crawl outlets on loopback over one PostgreSQL:
 * one worker, then four, and prints articles a second, CPU, requests, how polite they were by the outlets' own log,
 * and what was captured twice; each on a host of its own, a network namespace, where the machine allows it (as root).
 * Seconds are from the first request to the last article on record. With `--chaos`, four
 * workers are killed, paused and cut off, the database and the bucket of their captures are killed, cut off and made to
 * fail, at random, while the outlets publish and edit; then what is on record is held against what was served.
 * Run: npm run bench:workers [-- --outlets 200 --articles 10 --gap 500 --answer 0 --workers 1,4]
 *      npm run bench:workers -- --chaos MINUTES [--seed N] [--poll 15] [--pace 1000] [--tell]
 */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openPostgresStore } from '../src/store/postgres/index.ts';
import { followOutlets, openOnRecord } from '../test/crawl/on-record.ts';
import { politenessOf } from '../test/crawl/politeness.ts';
import { startWorker, type WorkerProcess } from '../test/crawl/worker-process.ts';
import { runChaos } from './workers/chaos.ts';
import { commitsIn } from './workers/commits.ts';
import { type Ground, openGround } from './workers/ground.ts';
import { option } from './workers/option.ts';

const outletCount = option('outlets', 200);
const articleCount = option('articles', 10);
const gapMs = option('gap', 500);
const answerMs = option('answer', 0);
/** Clocks that tell whole ms, and the outlets' own, which goes by no other. */
const toleranceMs = option('tolerance', 2);
const workerCounts = option('workers', '1,4').split(',').map(Number);

type Row = Readonly<Record<string, string | number>>;

const whereOf = ({ isApart }: Ground): string =>
  isApart
    ? 'each worker, the outlets, the database and the bucket in a network namespace of its own, joined by bridges'
    : 'all on one host';

const ground = await openGround(Math.max(4, ...workerCounts));
if (ground === undefined) console.log('There is no PostgreSQL in /usr/lib/postgresql.');
else await main(ground);

async function main(on: Ground): Promise<void> {
  try {
    if (process.argv.includes('--chaos')) {
      console.log(whereOf(on));
      await runChaos(on, {
        ...{ minutes: option('chaos', 5), seed: option('seed', Date.now() % 100_000) },
        ...{ outlets: outletCount, articles: articleCount, gapMs, toleranceMs },
        ...{ pollSeconds: option('poll', 15), paceMs: option('pace', 1000) },
      });
      return;
    }
    console.log(whereOf(on));
    console.log(
      `${outletCount} outlets of ${articleCount} articles, ${gapMs} ms between two requests to a host, answers after ${answerMs} ms\n`,
    );
    const rows: Row[] = [];
    for (const count of workerCounts) rows.push(await crawl(on, count));
    for (const name of Object.keys(rows[0] ?? {})) {
      console.log(
        `${name.padEnd(44)}${rows.map((row) => String(row[name]).padStart(12)).join('')}`,
      );
    }
    const [first, last] = [rows[0], rows.at(-1)].map((row) => Number(row?.['articles a second']));
    console.log(
      `${'of the last to the first'.padEnd(44)}${((last ?? 0) / (first ?? 1)).toFixed(2)}`,
    );
  } finally {
    await on.close();
  }
}

async function crawl(on: Ground, count: number): Promise<Row> {
  const schema = `workers_${count}`;
  const database = await on.databaseFor(schema);
  const outlets = await on.outletsFor(outletCount, articleCount, answerMs);
  const store = await openPostgresStore({ url: database });
  await followOutlets(store, outlets.hosts, 3600);
  const record = await openOnRecord(database);
  const commits = join(on.folder, `commits-${count}`);
  const databaseCpu = on.cpu();
  const workers: WorkerProcess[] = [];
  for (let index = 0; index < count; index += 1) {
    const name = `crawl-${count}-${index}`;
    const { place } = await on.standFor(index, { schema, name, gapMs, commits });
    workers.push(startWorker(place));
  }
  for (let looks = 0; ; looks += 1) {
    const there = await record.articles();
    if (there >= outlets.editions.size || workers.some((worker) => !worker.isThere())) break;
    if (looks % 100 === 99) console.error(`${count}: ${there} of ${outlets.editions.size}`);
    await pause(100);
  }
  const end = performance.timeOrigin + performance.now();
  const cpu = workers.reduce((sum, worker) => sum + worker.cpu(), 0) / 1000;
  const cpuDatabase = (on.cpu() - databaseCpu) / 1000;
  for (const worker of workers) worker.signal('SIGTERM');
  const said = await Promise.all(workers.map(({ ended }) => ended));
  for (const one of said)
    if (one.code !== 0) console.log(`a worker ended with ${one.code}: ${one.said}`);
  const articles = await record.articles();
  await outlets.look();
  const seconds = (end - (outlets.log[0]?.at ?? end)) / 1000;
  const polite = politenessOf(outlets.log, gapMs, toleranceMs);
  const asked = outlets.log
    .map(({ host, path }) => host + path)
    .filter((one) => /story-/.test(one));
  const { p95, rolledBack } = commitsIn(commits);
  const row: Row = {
    workers: count,
    articles,
    seconds: seconds.toFixed(1),
    'articles a second': (articles / seconds).toFixed(1),
    'CPU seconds of the workers': cpu.toFixed(1),
    'CPU seconds of PostgreSQL': cpuDatabase.toFixed(1),
    'requests (feeds, robots.txt, pages)': polite.requests,
    'pages asked for more than once': asked.length - new Set(asked).size,
    'articles captured twice': (await record.capturedTwice()).length,
    'requests of a host at the same time': polite.together,
    [`sooner than the gap less ${toleranceMs} ms`]: polite.hasty.length,
    'least gap seen, ms': polite.leastGapMs.toFixed(1),
    'transactions done again': rolledBack,
    'p95 of a transaction that writes, ms': p95.toFixed(0),
  };
  await record.close();
  await store.close();
  await outlets.close();
  return row;
}
