/**
 * Measures search: building (articles a CPU-second, bytes an article), how long questions of each kind
 * take and the most memory it takes to answer them, beside FTS5 over pairs of characters, FTS5's
 * trigrams and its own words, and PostgreSQL over pairs (tsvector, GIN, ts_rank) where Debian's is
 * installed; and how long they take while 200 articles a second are being written.
 * Over ../shared/data/articles-*.jsonl.gz, repeated with articles made of their clauses. Each engine
 * is built in one process and asked in another. Wall time is what a reader waits; CPU time is told
 * besides, since other work may share the machine. PostgreSQL's is that of all processes of its server,
 * which runs while the engine does, and of this one; its memory that of the one that answers and of this
 * one. Pairs hold no single characters: questions of one find nothing there.
 * `--store postgres` measures this program's own search over PostgreSQL (durable, as it runs for people)
 * beside the same over SQLite, and compares what both find: of every question of every kind, and of fifty
 * questions asked of all real articles, how many, which, in which order, and how well each fits.
 * Run: npm run bench:search [-- --size 50000] [--only ours,pairs] [--each 100] [--keep FOLDER]
 *      npm run bench:search -- --store postgres [--size 50000] [--each 100] [--keep FOLDER]
 * With `--keep` the files stay, and an engine that is there is asked without being built again.
 */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { postgresPrograms } from '../scripts/postgres-server.ts';
import { isThere, readArticles } from './search/corpus.ts';
import { engineNames } from './search/engines.ts';
import { questionsOf } from './search/questions.ts';
import type { Asked, Built, FoundReal } from './search/run-engine.ts';

const option = (name: string, unless: string): string => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? unless : (process.argv[at + 1] ?? unless);
};
const size = Number(option('size', '50000'));
const each = Number(option('each', '100'));
const isBothStores = option('store', '') === 'postgres';
const only = option('only', '').split(',');
const keep = option('keep', '');
const script = new URL('./search/run-engine.ts', import.meta.url).pathname;

if (isThere) await main();
else console.log('../shared/data is not there; nothing to measure.');

async function main(): Promise<void> {
  const folder =
    keep === '' ? mkdtempSync(join(tmpdir(), 'backissue-bench-search-')) : resolve(keep);
  mkdirSync(folder, { recursive: true });
  // PostgreSQL may run as another user, who has to get through to its own folder.
  if (keep === '') chmodSync(folder, 0o711);
  const questions = [...questionsOf(readArticles('zh'), readArticles('en'), each)];
  writeFileSync(join(folder, 'questions.json'), JSON.stringify(questions));
  console.log(`${size} articles; p50 / p95 in ms, CPU p50 in brackets`);
  const kinds = questions.map(([kind]) => kind);
  console.log(row('engine', ['articles/CPU-s', 'B/article', 'peak MB', ...kinds]));
  try {
    if (isBothStores) await compareStores(folder, kinds);
    const asked = engineNames.filter((name) => only.some((part) => name.includes(part)));
    for (const name of isBothStores ? [] : asked) await measure(name, folder);
  } finally {
    if (keep === '') rmSync(folder, { recursive: true, force: true });
  }
}

/** This program's own search over both its stores, and whether it finds the same. */
async function compareStores(folder: string, kinds: readonly string[]): Promise<void> {
  // Each was written to while it was asked, as fast as it could be: they do not hold the same any more.
  const areKept = ['ours', 'ours in PostgreSQL'].some((name) => existsSync(placeOf(folder, name)));
  const [one, other] = [await measure('ours', folder), await measure('ours in PostgreSQL', folder)];
  if (one === undefined || other === undefined) return;
  const differ = kinds.filter((_, at) => one.found[at] !== other.found[at]);
  const told = differ.length === 0 ? 'the same' : `DIFFERENT in ${differ.join(', ')}`;
  console.log(
    areKept
      ? 'asked again: what was written to each meanwhile differs, so what they find is not compared'
      : `found by both of ${kinds.length} kinds of questions: ${told}`,
  );
  const [real, otherReal] = [
    await askReal('ours', folder),
    await askReal('ours in PostgreSQL', folder),
  ];
  const differing = real.filter(([, found], at) => !isDeepStrictEqual(found, otherReal[at]?.[1]));
  for (const [question] of differing) console.log(`DIFFERENT: ${question}`);
  const hits = real.reduce((sum, [, { docs }]) => sum + docs.length, 0);
  const empty = real.filter(([, { docs }]) => docs.length === 0).length;
  console.log(
    `real articles: ${real.length - differing.length} of ${real.length} questions have the same hits in the same order with the same scores (${hits} hits, ${empty} questions without any)`,
  );
}

/** What an engine finds of real articles. */
async function askReal(name: string, folder: string): Promise<FoundReal> {
  const own = placeOf(folder, `real ${name}`);
  mkdirSync(own, { recursive: true });
  chmodSync(own, 0o711);
  try {
    return await runEngine<FoundReal>(own, ['real', name]);
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

function placeOf(folder: string, name: string): string {
  return join(folder, name.replaceAll(' ', '-'));
}

async function measure(name: string, folder: string): Promise<Asked | undefined> {
  if (name.endsWith('PostgreSQL') && postgresPrograms() === undefined) {
    console.log(`${name} is not installed (/usr/lib/postgresql, with setpriv): left out`);
    return undefined;
  }
  const own = placeOf(folder, name);
  const isBuilt = existsSync(own);
  mkdirSync(own, { recursive: true });
  const run = <Result>(mode: string): Promise<Result> =>
    runEngine(own, [mode, name, `${size}`, join(folder, 'questions.json')]);
  const built = isBuilt ? undefined : await run<Built>('build');
  const told = built === undefined ? ['-', '-'] : [built.perCpuSecond, built.bytesEach];
  const asked = await run<Asked>('ask');
  console.log(row(name, [...told, asked.memory, ...asked.kinds]));
  if (!name.startsWith('ours')) return asked;
  const busy = await run<Asked>('ask-busy');
  console.log(row('', ['', 'while written:', busy.memory, ...busy.kinds]));
  return asked;
}

function row(name: string, cells: readonly (string | number)[]): string {
  return `${name.padEnd(19)}${cells.map((cell) => `${cell}`.padStart(19)).join('')}`;
}

/** What a run prints last is JSON. */
async function runEngine<Result>(folder: string, parameters: readonly string[]): Promise<Result> {
  const child = spawn(process.execPath, [script, ...parameters], {
    env: { ...process.env, BACKISSUE_BENCH_FOLDER: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const text = (await child.stdout.setEncoding('utf8').toArray()).join('');
  return JSON.parse(text.trim().split('\n').at(-1) ?? '') as Result;
}
