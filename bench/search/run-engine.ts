/** Builds or asks one engine, in a process of its own: run-engine.ts MODE NAME SIZE QUESTIONS. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { peakMemory } from '../peak-memory.ts';
import { generated, readArticles, type Text } from './corpus.ts';
import type { Engine, Found } from './engine.ts';
import { engineNamed } from './engines.ts';
import { fifty } from './fifty.ts';
import type { Question } from './questions.ts';

export interface Built {
  readonly perCpuSecond: number;
  readonly bytesEach: number;
}

export interface Asked {
  /** MB at most, of this process and of the one that answers for it. */
  readonly memory: number;
  /** p50 / p95 in ms of each kind of question, and CPU p50. */
  readonly kinds: readonly string[];
  /** A digest of all that was found of each kind: how many, which, in which order, how well each fits. */
  readonly found: readonly string[];
}

/** What was found of real articles, by question. */
export type FoundReal = readonly (readonly [question: string, found: Found])[];

/** Articles a commit. */
const together = 256;
const writtenEachSecond = 200;

const [mode = '', name = '', size = '', questions = ''] = process.argv.slice(2);
const engine = await engineNamed(name);
const modes: Record<string, () => Promise<unknown>> = {
  build: () => build(engine, Number(size)),
  ask: () => ask(engine),
  'ask-busy': askBusy,
  write: () => write(engine, Number(size)),
  real: () => askReal(engine),
};
const answer = await modes[mode]?.();
await engine.close();
console.log(JSON.stringify(answer ?? {}));

/** ms of CPU of this process so far. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function build(own: Engine, count: number): Promise<Built> {
  // A server does nothing else meanwhile; this process makes the articles too, which is not counted.
  const before = own.server?.cpu() ?? 0;
  let spent = 0;
  let first = 1;
  let batch: Text[] = [];
  const counted = async (work: () => Promise<void> | void) => {
    const start = cpu();
    await work();
    spent += cpu() - start;
  };
  const take = async () => {
    await counted(() => own.add(batch, first));
    first += batch.length;
    batch = [];
  };
  for (const text of generated(count, realOnes())) {
    batch.push(text);
    if (batch.length === together) await take();
  }
  await take();
  await counted(() => own.finish());
  spent += (own.server?.cpu() ?? 0) - before;
  return {
    perCpuSecond: Math.round((1000 * count) / spent),
    bytesEach: Math.round((await own.bytes()) / count),
  };
}

async function ask(own: Engine): Promise<Asked> {
  const all = JSON.parse(readFileSync(questions, 'utf8')) as [string, Question[]][];
  // The first question reads what all need; it is no question of any kind.
  await own.find('的');
  const kinds: [string, string][] = [];
  for (const [, some] of all) kinds.push(await askKind(own, some));
  return {
    memory: peakMemory() + (own.server?.peakMemory() ?? 0),
    kinds: kinds.map(([told]) => told),
    found: kinds.map(([, found]) => found),
  };
}

/** How long questions took, and the digest of what was found. */
async function askKind(own: Engine, some: readonly Question[]): Promise<[string, string]> {
  const wall: number[] = [];
  const spent: number[] = [];
  const answers = createHash('sha256');
  for (const { text, filter } of some) {
    const serverBefore = own.server?.cpu() ?? 0;
    const [start, before] = [performance.now(), cpu()];
    const found = await own.find(text, filter);
    wall.push(performance.now() - start);
    spent.push(cpu() - before + (own.server?.cpu() ?? 0) - serverBefore);
    answers.update(JSON.stringify(found));
  }
  const at = (times: number[], share: number) =>
    times.sort((one, other) => one - other)[Math.floor(share * (times.length - 1))] ?? 0;
  const told = (ms: number) => ms.toFixed(ms < 10 ? 1 : 0);
  return [
    `${told(at(wall, 0.5))} / ${told(at(wall, 0.95))} (${told(at(spent, 0.5))})`,
    answers.digest('hex'),
  ];
}

/** Takes all real articles and asks the fifty questions of them. */
async function askReal(own: Engine): Promise<FoundReal> {
  const all = ['zh', 'en', 'ja', 'fr'].flatMap((language) => readArticles(language));
  await own.follow?.([...new Set(all.map(({ source }) => source))]);
  for (let at = 0; at < all.length; at += together) {
    await own.add(all.slice(at, at + together), at + 1);
  }
  await own.finish();
  const found: [string, Found][] = [];
  for (const { text, filter } of fifty) {
    found.push([JSON.stringify([text, filter]), await own.find(text, filter)]);
  }
  return found;
}

/** Asks while another process writes. */
async function askBusy(): Promise<Asked> {
  const writer = spawn(process.execPath, [import.meta.filename, 'write', name, size], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, BACKISSUE_BENCH_SOCKET: engine.server?.socket },
  });
  await new Promise((resolve) => writer.stdout.once('data', resolve));
  try {
    return await ask(engine);
  } finally {
    writer.kill();
  }
}

/** Writes so many articles a second, behind those that are there, until it is ended; under numbers that
 * no earlier run took. */
async function write(own: Engine, count: number): Promise<never> {
  const texts = [...generated(2000, realOnes())];
  const behind = count + (Date.now() % 10 ** 10);
  for (let round = 0; ; round += 1) {
    const start = performance.now();
    const from = (round * writtenEachSecond) % texts.length;
    // Twenty commits a second, as several captures at a time make them.
    for (let part = 0; part < 20; part += 1) {
      const ten = texts.slice(from + part * 10, from + part * 10 + 10);
      await own.add(ten, behind + round * writtenEachSecond + part * 10);
      if (round === 0 && part === 0) console.log('writing');
      await wait(Math.max(0, start + (part + 1) * 50 - performance.now()));
    }
  }
}

function realOnes(): Text[] {
  return ['zh', 'en', 'ja'].flatMap((language) => readArticles(language).slice(0, 12_000));
}
