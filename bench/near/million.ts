import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Store } from '../../src/store/index.ts';
import { openSqliteStore } from '../../src/store/sqlite/index.ts';
import { sampleArticle } from '../../src/store/testing/samples.ts';
import { isSameText } from '../../src/words/index.ts';
import { peakMemory } from '../peak-memory.ts';

const atOnce = 500;
const looks = 2000;
/** Articles without sketches for comparison, most: what each costs is nearly the same. */
const mostPlain = 100_000;

/** Generated sketches, one in twenty a copy of an earlier one with some bins changed, written as an
 * archive writes them, with the words of articles; then how fast those near one are found. What sketches
 * cost is the difference to a catalogue without. */
export async function million(count: number): Promise<void> {
  console.log(`\n${count} generated sketches, one in twenty a copy of another`);
  const few = Math.min(count, mostPlain);
  const plain = await within(async (store, file) => await written(store, file, few, false));
  const plainPeak = peakMemory();
  await within(async (store, file) => {
    const own = await written(store, file, count, true);
    line(
      'articles written a second (without sketches)',
      `${per(count, own.seconds)} (${per(few, plain.seconds)})`,
    );
    line('sketches written a second of CPU more', per(1, own.cpu / count - plain.cpu / few));
    line('bytes of the catalogue more for each', (own.bytes - plain.bytes).toFixed(0));
    await look(store, count);
  });
  line(`peak of memory (until ${few} without sketches)`, `${peakMemory()} MB (${plainPeak} MB)`);
}

async function within<Result>(
  work: (store: Store, file: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'backissue-near-'));
  const file = join(folder, 'a.sqlite');
  const store = await openSqliteStore({ file });
  try {
    return await work(store, file);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

/** Writes articles; `bytes` is what the first `mostPlain` take. */
async function written(store: Store, file: string, count: number, isSketched: boolean) {
  const few = Math.min(count, mostPlain);
  const [first, firstCpu] = await timed(() => writeArticles(store, [0, few], isSketched));
  const bytes = held(file);
  const [rest, restCpu] = await timed(() => writeArticles(store, [few, count], isSketched));
  return { seconds: first + rest, cpu: firstCpu + restCpu, bytes: bytes / few };
}

/** Bytes of the pages in use: neither the log nor pages that are free again. */
function held(file: string): number {
  const connection = new Sqlite(file, { readonly: true });
  const told = (name: string) => Number(connection.pragma(name, { simple: true }));
  const bytes = (told('page_count') - told('freelist_count')) * told('page_size');
  connection.close();
  return bytes;
}

async function look(store: Store, count: number): Promise<void> {
  let [near, same] = [0, 0];
  const [looked, cpu] = await timed(async () => {
    for (let at = 0; at < looks; at += 1) {
      const own = sketch(copyAt(at, count));
      const found = await store.near(own);
      near += found.length;
      same += found.filter((one) => isSameText(own, one.sketch)).length;
    }
  });
  line(
    `looks for the same text, a second (${looks}, each of a copy; of CPU)`,
    `${per(looks, looked)} (${per(looks, cpu)})`,
  );
  line(
    'articles near each, and of them the same text',
    `${(near / looks).toFixed(2)}, ${(same / looks).toFixed(2)}`,
  );
  line('candidates told a second', per(near, looked));
}

/** The places of copies, spread over all. */
const copyAt = (at: number, count: number): number =>
  20 * Math.floor((at * 7919) % Math.floor(count / 20)) + 19;

async function writeArticles(
  store: Store,
  [start, count]: readonly [from: number, to: number],
  isSketched: boolean,
): Promise<void> {
  for (let from = start; from < count; from += atOnce) {
    const made = Array.from({ length: Math.min(atOnce, count - from) }, (_, at) => {
      const number = from + at;
      const { articles, words } = sampleArticle(`a${number}`, 1 + (number % 28), 'T', 'x');
      const own = isSketched ? { sketch: sketch(number) } : {};
      return { articles, words: words.map((one) => ({ ...one, ...own })) };
    });
    await store.commit({
      articles: made.flatMap(({ articles }) => articles),
      words: made.flatMap(({ words }) => words),
    });
  }
}

/** The sketch of a number; the last of each twenty is the first of them, a tenth of its bins changed. */
function sketch(number: number): Uint8Array {
  const isCopy = number % 20 === 19;
  const made = drawn(isCopy ? number - 19 : number, 193);
  const other = drawn(number, 193);
  if (isCopy) for (let bin = number % 10; bin < 128; bin += 10) made[bin] = other[bin] ?? 0;
  return made;
}

/** Bytes that follow from a number: xorshift32. */
function drawn(number: number, length: number): Uint8Array {
  let state = Math.imul(number + 1, 0x9e3779b1) | 1;
  return Uint8Array.from({ length }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 24;
  });
}

async function timed(work: () => Promise<void>): Promise<readonly [number, number]> {
  const [start, used] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(used);
  return [(performance.now() - start) / 1000, (user + system) / 1e6];
}

const per = (count: number, seconds: number): string =>
  Math.round(count / seconds).toLocaleString('en');

function line(name: string, value: number | string): void {
  console.log(`${name.padEnd(64)} ${value}`);
}
