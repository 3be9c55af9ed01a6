/**
 * Measures search: building (articles a CPU-second, bytes an article), and how long questions of each
 * kind take, beside FTS5 over pairs of characters, FTS5's trigrams and its own words. Over
 * ../shared/data/articles-*.jsonl.gz, repeated with articles made of their clauses. Wall time is
 * what a reader waits; CPU time is told besides, since other work may share the machine.
 * Run: npm run bench:search [-- --size 50000] [--only ours] [--each 100]
 */
import { generated, isThere, readArticles } from './search/corpus.ts';
import { type Engine, others, ours } from './search/engines.ts';
import { type Question, questionsOf } from './search/questions.ts';

const option = (name: string, unless: string): string => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? unless : (process.argv[at + 1] ?? unless);
};
const size = Number(option('size', '50000'));
const each = Number(option('each', '100'));
const only = option('only', '');

if (isThere) await main();
else console.log('../shared/data is not there; nothing to measure.');

async function main(): Promise<void> {
  const real = ['zh', 'en', 'ja'].flatMap((language) => readArticles(language).slice(0, 12_000));
  const questions = questionsOf(real, each);
  console.log(`${size} articles; p50 / p95 in ms, CPU p50 in brackets`);
  console.log(row('engine', ['articles/CPU-s', 'B/article', 'RSS MB', ...questions.keys()]));
  for (const open of [ours, ...others]) {
    const engine = await open();
    if (only === '' || engine.name.includes(only)) {
      const built = await build(engine, real);
      const asked: string[] = [];
      for (const some of questions.values()) asked.push(await ask(engine, some));
      const memory = (process.memoryUsage.rss() / 1e6).toFixed(0);
      console.log(row(engine.name, [...built, memory, ...asked]));
    }
    await engine.close();
  }
}

function row(name: string, cells: readonly string[]): string {
  return `${name.padEnd(15)}${cells.map((cell) => cell.padStart(19)).join('')}`;
}

/** ms of CPU so far. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function build(engine: Engine, real: Parameters<typeof generated>[1]): Promise<string[]> {
  let spent = 0;
  let batch = [];
  let first = 1;
  for (const text of generated(size, real)) {
    batch.push(text);
    if (batch.length < 256 && first + batch.length <= size) continue;
    const before = cpu();
    engine.add(batch, first);
    spent += cpu() - before;
    first += batch.length;
    batch = [];
  }
  await engine.finish();
  return [((1000 * size) / spent).toFixed(0), (engine.bytes() / size).toFixed(0)];
}

async function ask(engine: Engine, questions: readonly Question[]): Promise<string> {
  const wall: number[] = [];
  const own: number[] = [];
  for (const { text, filter } of questions) {
    const [start, before] = [performance.now(), cpu()];
    await engine.find(text, filter);
    wall.push(performance.now() - start);
    own.push(cpu() - before);
  }
  const at = (times: number[], share: number) =>
    times.sort((one, other) => one - other)[Math.floor(share * (times.length - 1))] ?? 0;
  const told = (ms: number) => ms.toFixed(ms < 10 ? 1 : 0);
  return `${told(at(wall, 0.5))} / ${told(at(wall, 0.95))} (${told(at(own, 0.5))})`;
}
