/**
 * What an article costs: CPU, requests, and bytes in each store (captures, tables of the catalogue, ledger), and
 * what a later look costs: at a page of the same bytes, and at one whose bytes changed and whose article
 * did not. Real pages of ../shared/data/pages over HTTP on loopback, without images; on SQLite and, where it is
 * installed, on PostgreSQL, each in a process of its own. `npm run bench:cost [-- --articles 2000] [--only sqlite]`
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import type { LookupFunction } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { type Catalogue, postgres, sqlite, type Taken } from './cost/catalogues.ts';
import { type ServedPages, servePages } from './cost/served-pages.ts';
import { hasCorpora } from './extract/corpora.ts';

// As the command sets it: see src/cli/bin.ts.
setFlagsFromString('--semi-space-growth-factor=1');
const { openArchive } = await import('../src/open/index.ts');

const option = (name: string, unless: string): string => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? unless : (process.argv[at + 1] ?? unless);
};
const engine = option('engine', '');
const only = option('only', '');

if (!hasCorpora()) console.log('../shared/data is not there; nothing to measure.');
else if (engine !== '') await measure(engine, Number(option('articles', '2000')));
else {
  for (const each of ['sqlite', 'postgres'].filter((name) => name.includes(only))) {
    const rest = [...process.argv.slice(2), '--engine', each];
    spawnSync(process.execPath, [import.meta.filename, ...rest], { stdio: 'inherit' });
  }
}

/** All that was spent until now, for differences. */
interface Spent extends Taken {
  readonly own: number;
  readonly at: number;
  readonly captures: number;
  readonly ledger: number;
  readonly requests: number;
  readonly sent: number;
}

async function measure(name: string, articles: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-cost-'));
  const catalogue = name === 'sqlite' ? sqlite(folder) : await postgres();
  if (catalogue === undefined) return console.log('PostgreSQL is not installed: left out.');
  const pages = await servePages(articles);
  const archive = await openForCost(folder, catalogue);
  const count = async (title: string) => {
    const before = await spent(folder, catalogue, pages);
    const done = await captureAll(archive, pages.urls);
    await archive.stats();
    tell(`${name}: ${title}`, done, before, await spent(folder, catalogue, pages));
  };
  try {
    await count('new articles');
    await count('looks at the same bytes');
    pages.touch();
    await count('looks at other bytes, the same article');
  } finally {
    await archive.close();
    console.log(`ledger at the end: ${sizeOf(join(folder, 'ledger'))} bytes`);
    pages.close();
    await catalogue.close();
    rmSync(folder, { recursive: true });
  }
}

function openForCost(folder: string, { database }: Catalogue) {
  const lookup: LookupFunction = (_host, options, done) => {
    if (options.all === true) done(null, [{ address: '127.0.0.1', family: 4 }]);
    else done(null, '127.0.0.1', 4);
  };
  return openArchive({
    ...{ folder, mode: 'capture', now: () => Date.now(), lookup, hostGapMs: 0 },
    ...{ userAgent: 'Backissue-bench/1.0 (loopback)', images: false, robots: false },
    ledger: { origin: 'bench.test/ledger' },
    ...(database === undefined ? {} : { database }),
  });
}

/** Eight at a time; how many came on record. */
async function captureAll(
  archive: Awaited<ReturnType<typeof openForCost>>,
  urls: readonly string[],
): Promise<number> {
  const left = [...urls];
  let done = 0;
  const one = async () => {
    for (let url = left.pop(); url !== undefined; url = left.pop()) {
      await archive.capture(url, { allowPrivate: true }).then(
        () => (done += 1),
        () => undefined,
      );
    }
  };
  await Promise.all(Array.from({ length: 8 }, one));
  return done;
}

async function spent(folder: string, catalogue: Catalogue, { sent }: ServedPages): Promise<Spent> {
  const { user, system } = process.cpuUsage();
  return {
    ...(await catalogue.taken()),
    ...{ own: (user + system) / 1000, at: performance.now() },
    ...{ captures: sizeOf(join(folder, 'captures')), ledger: sizeOf(join(folder, 'ledger')) },
    ...{ requests: sent.requests, sent: sent.bytes },
  };
}

function sizeOf(path: string): number {
  if (!existsSync(path)) return 0;
  if (!statSync(path).isDirectory()) return statSync(path).size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

function tell(title: string, done: number, before: Spent, after: Spent): void {
  const each = (of: (one: Spent) => number, digits = 0) =>
    ((of(after) - of(before)) / done).toFixed(digits);
  const seconds = (after.at - before.at) / 1000;
  console.log(`${title}: ${done}, ${(done / seconds).toFixed(1)} a second; of each:`);
  console.log(
    `  CPU ${each((one) => one.own, 1)} ms, of the database ${each((one) => one.cpu, 1)} ms`,
  );
  console.log(
    `  requests ${each((one) => one.requests, 2)}, bytes sent ${each((one) => one.sent)}`,
  );
  console.log(`  captures ${each((one) => one.captures)}, ledger ${each((one) => one.ledger)}`);
  console.log(
    `  log of writes ${each((one) => one.log)}, transactions ${each((one) => one.transactions, 1)}`,
  );
  const grown = [...after.tables]
    .map(([name, bytes]) => [name, (bytes - (before.tables.get(name) ?? 0)) / done] as const)
    .sort(([, one], [, other]) => other - one);
  const sum = grown.reduce((all, [, bytes]) => all + bytes, 0);
  const largest = grown.slice(0, 12).map(([name, bytes]) => `${name} ${Math.round(bytes)}`);
  console.log(`  catalogue ${Math.round(sum)}: ${largest.join(', ')}`);
}
