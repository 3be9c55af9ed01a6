/**
 * Measures the reader as it is served, over an archive that is written for it: how long pages and feeds
 * take (p50 and p95, one after the other, on loopback, to the last byte; the server's CPU for each, since
 * other work may share the machine), how many a second there are
 * with eight asked at a time, how large they are, and the memory of `serve`; the newest 10,000 ids of the
 * Google Reader API as an app asks for them; beside a route of the same server library that answers
 * with one line. What the asking itself takes is in all of them.
 * Run: npm run bench:web [-- --size 100000] [--each 200] [--keep FOLDER] [--profile FOLDER]
 * With `--keep` the archive stays, and one that is there is not built again; with `--profile` a profile
 * of the server's CPU is written for Chromium's or Node's tools.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openArchive } from '../src/open/index.ts';
import { isThere, readArticles } from './search/corpus.ts';
import { questionsOf } from './search/questions.ts';
import { type Measured, measure } from './web/ask.ts';
import { buildArchive } from './web/build-archive.ts';
import { type Serving, serving } from './web/serving.ts';

const option = (name: string, unless: string): string => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? unless : (process.argv[at + 1] ?? unless);
};
const size = Number(option('size', '100000'));
const each = Number(option('each', '200'));
const keep = option('keep', '');
const profile = option('profile', '');
const readingList = 'user/-/state/com.google/reading-list';
const heads = ['p50 ms', 'p95 ms', 'CPU ms', 'a second', 'KB (p95)'] as const;
const cli = new URL('../src/cli/bin.ts', import.meta.url).pathname;
const bareServer = new URL('./web/bare-server.ts', import.meta.url).pathname;

const folder = keep === '' ? mkdtempSync(join(tmpdir(), 'backissue-bench-web-')) : resolve(keep);
try {
  await buildArchive(folder, size);
  await main();
} finally {
  if (keep === '') rmSync(folder, { recursive: true, force: true });
}

async function main(): Promise<void> {
  const { articles, outlets, token } = await known();
  const bare = await serving([bareServer]);
  const reader = await serving([
    ...(profile === '' ? [] : ['--cpu-prof', '--cpu-prof-dir', resolve(profile)]),
    ...[cli, 'serve', '--archive', folder, '--no-work', '--port', '0', '--public-reading', 'yes'],
  ]);
  try {
    console.log(`${''.padEnd(26)}${heads.map((head) => head.padStart(14)).join('')}`);
    line('a bare route', await measure(bare, turns(['/'])));
    const atRest = reader.memory();
    line('front page', await measure(reader, turns(['/'])));
    line('article', await measure(reader, turns(articles)));
    line('outlet', await measure(reader, turns(outlets)));
    for (const [kind, paths] of searches()) line(kind, await measure(reader, paths));
    line('feed.atom', await measure(reader, turns(['/feed.atom'])));
    const ids = `/reader/api/0/stream/items/ids?n=10000&s=${readingList}&T=${token}`;
    line('stream/items/ids?n=10000', await measure(reader, turns([ids]).slice(0, 20)));
    memory('at rest', atRest);
    memory('after all of this', reader.memory());
  } finally {
    await reader.close();
    await bare.close();
  }
}

/** What there is to ask for, and what an app shows to ask. */
async function known() {
  const archive = await openArchive({
    ...{ folder, mode: 'edit', now: () => Date.now() },
    userAgent: 'Backissue-bench/1.0 (loopback)',
  });
  const outlets = (await archive.sourceList()).map(({ id }) => `/outlet/${id}`);
  const articles: string[] = [];
  for (const outlet of outlets) {
    const some = await archive.articles({ sourceId: outlet.slice('/outlet/'.length), limit: 20 });
    articles.push(...some.slice(-2).map(({ id }) => `/article/${id}`));
  }
  const { accounts } = archive;
  await accounts.begin();
  const [owner] = await accounts.users();
  const { secret: token } = await accounts.makeToken(owner?.name ?? '', 'bench');
  await archive.close();
  return { articles, outlets, token };
}

/** So many as are asked for, one after the other and over again. */
function turns(paths: readonly string[]): string[] {
  return Array.from({ length: each }, (_, at) => paths[at % paths.length] ?? '/');
}

/** As readers ask; of sources by their names. */
function searches(): readonly (readonly [string, readonly string[]])[] {
  if (!isThere) return [['search, made-up articles', turns(['/search?q=渡轮', '/search?q=ferry'])]];
  const questions = questionsOf(readArticles('zh'), readArticles('en'), Math.ceil(each / 4));
  const day = (time: number | undefined) => new Date(time ?? 0).toISOString().slice(0, 10);
  return [...questions].map(([kind, some]) => [
    `search, ${kind}`,
    some.map(({ text, filter }) => {
      const more =
        filter === undefined
          ? ''
          : ` source:${filter.source} since:${day(filter.since)} until:${day(filter.until)}`;
      return `/search?q=${encodeURIComponent(text + more)}`;
    }),
  ]);
}

function line(name: string, { p50, p95, cpu, perSecond, bytes }: Measured): void {
  const cells = [
    p50.toFixed(1),
    p95.toFixed(1),
    cpu.toFixed(1),
    perSecond.toFixed(0),
    (bytes / 1000).toFixed(1),
  ];
  console.log(`${name.padEnd(26)}${cells.map((cell) => cell.padStart(14)).join('')}`);
}

function memory(when: string, { own, all }: ReturnType<Serving['memory']>): void {
  console.log(`memory of serve ${when}: ${all} MB, ${own} MB of them its own`);
}
