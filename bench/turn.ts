/**
 * For how much a commit holds the turn for which all others on the same PostgreSQL wait. How many statements, and how
 * many ways to the database and back, it takes to put a new article on record, a look that found the same, and an edit:
 * exact, whatever else the machine does. Then how many commits of a new article a second several workers make where each way takes
 * some ms. Run: npm run bench:turn [-- --way 4 --workers 1,4 --commits 100 --tell]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import type { LookupFunction } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { notingLeaves } from '../src/archive/noting-leaves.ts';
import { watching } from '../src/archive/watching.ts';
import { openArchive } from '../src/open/index.ts';
import { openPostgresStore } from '../src/store/postgres/index.ts';
import { sampleArticle } from '../src/store/testing/samples.ts';
import { startOutlets } from '../test/crawl/outlets.ts';
import { hear, turnsHeard } from '../test/crawl/turns-heard.ts';
import { postgres } from './cost/catalogues.ts';
import { laySlowWire } from './turn/slow-wire.ts';
import { option } from './workers/option.ts';

const wayMs = option('way', 4);
const commits = option('commits', 100);
const workerCounts = option('workers', '1,4').split(',').map(Number);
const folder = mkdtempSync(join(tmpdir(), 'bench-turn-'));
const catalogue = await postgres();
if (catalogue?.database === undefined) console.log('PostgreSQL is not installed; nothing to do.');
else {
  hear();
  await countTurns(catalogue.database);
  for (const count of workerCounts) await race(catalogue.database, count);
  await catalogue.close();
}
rmSync(folder, { recursive: true });

/** One article of one outlet, from its first sight to an edit. */
async function countTurns(database: string): Promise<void> {
  const outlets = await startOutlets(1, 1);
  let later = 0;
  const lookup: LookupFunction = (_host, options, done) => {
    if (options.all === true) done(null, [{ address: '127.0.0.1', family: 4 }]);
    else done(null, '127.0.0.1', 4);
  };
  const archive = await openArchive({
    ...{ folder, database, mode: 'capture', now: () => Date.now() + later, lookup, hostGapMs: 0 },
    ...{ userAgent: 'Backissue-bench/1.0 (loopback)', images: false, robots: false },
    ledger: { origin: 'bench.test/ledger' },
  });
  const told = async (title: string, word: RegExp) => {
    await archive.fetch();
    const turn = turnsHeard().find(({ texts }) => texts.some((text) => word.test(text)));
    console.log(
      `${title.padEnd(32)}${turn?.statements} statements, ${turn?.ways} ways to the database and back`,
    );
    if (process.argv.includes('--tell')) console.log(turn?.texts.join('\n'));
    later += 30 * 86_400_000;
  };
  await archive.follow(`http://${outlets.hosts[0]}/feed`, { allowPrivate: true });
  await archive.fetch();
  outlets.publish(0);
  later += 86_400_000;
  turnsHeard();
  await told('new article', /^insert into "revisions"/);
  await told('look that finds the same', /^insert into "articles"/);
  outlets.edit([...outlets.editions.keys()].at(-1) ?? '');
  await told('edit', /^insert into "edits"/);
  await archive.close();
  await outlets.close();
}

/** Each worker over a wire of its own, as fast as it can. */
async function race(database: string, count: number): Promise<void> {
  const socket = `${new URL(database).searchParams.get('host')}/.s.PGSQL.5432`;
  const wires = await Promise.all(Array.from({ length: count }, () => laySlowWire(socket, wayMs)));
  const stores = await Promise.all(
    wires.map(({ port }) =>
      openPostgresStore({ url: `postgres://bench@127.0.0.1:${port}/postgres` }),
    ),
  );
  turnsHeard();
  const begun = performance.now();
  await Promise.all(
    stores.map(async (store, worker) => {
      const own = notingLeaves({ store, captures: folder, now: () => Date.now() });
      for (let made = worker; made < commits; made += count) {
        const decided = watching(own);
        const id = `w${count}-${made}`;
        await Promise.all([decided.knownKeys([`paper.test/${id}`]), decided.article(id)]);
        await decided.commit(sampleArticle(id, 3, `Report ${made}`, `words of report ${made}`));
      }
    }),
  );
  const seconds = (performance.now() - begun) / 1000;
  const turns = turnsHeard();
  const rolled = turns.filter(({ texts }) => texts.at(-1) !== 'commit').length;
  console.log(
    `${count} workers, ${wayMs} ms a way: ${(commits / seconds).toFixed(1)} commits a second, ${rolled} turns for nothing`,
  );
  for (const store of stores) await store.close();
  for (const wire of wires) wire.close();
}
