/**
 * Measures how the same text is known again elsewhere, over ../shared/data and over generated sketches,
 * beside plainer ways. docs/search.md says what the rules of truth are.
 * Run: npm run bench:near [-- --wrong] [-- --sketches 1000000] [-- --sketches-only]; with 0 sketches the sets alone.
 */
import { sketchOf } from '../src/words/index.ts';
import { exactPairs } from './near/exact.ts';
import { million } from './near/million.ts';
import { articles, channelFiles, hasSets, judged, states, type Text } from './near/sets.ts';
import { type Pairs, pairOf, placesOf, type Way, ways } from './near/ways.ts';

const given = process.argv.indexOf('--sketches');
const sketches = given < 0 ? 1_000_000 : Number(process.argv[given + 1]);

if (!process.argv.includes('--sketches-only')) {
  if (hasSets()) measureSets();
  else console.log('../shared/data is not there; only generated sketches are measured.');
}
if (sketches > 0) await million(sketches);

function measureSets(): void {
  const all = articles();
  speed(all);
  channels(all);
  edits();
  found(all);
}

function speed(all: readonly Text[]): void {
  const used = process.cpuUsage();
  for (const text of all) sketchOf(text);
  const { user, system } = process.cpuUsage(used);
  const words = all.reduce((sum, { body }) => sum + body.split(' ').length, 0);
  const seconds = (user + system) / 1e6;
  console.log(
    `${all.length} articles of ${Math.round(words / all.length)} words: ${Math.round(all.length / seconds)} sketched a CPU-second`,
  );
}

/** Files of one article by its URL are the same; whether files of two are, the URL does not tell. */
function channels(all: readonly Text[]): void {
  const { files, known } = channelFiles(all);
  const truth = ofOneUrl(files);
  console.log(
    `\nOne article in many channels: ${files.length} files of ${known} articles, ${truth.size} pairs of one URL`,
  );
  row('', ['told', 'recall', 'precision by URL', 'precision by text']);
  const equal = new Set([...exactPairs(files)]);
  for (const way of ways) {
    const told = way.find(files);
    const right = inBoth(told, truth);
    const rightByText = [...told].filter((pair) => truth.has(pair) || equal.has(pair)).length;
    row(way.name, [
      told.size,
      share(right, truth.size),
      share(right, told.size),
      share(rightByText, told.size),
    ]);
  }
}

/** Two states of one article are the same, unless it was written anew or became unreadable. */
function edits(): void {
  const pairs = states();
  const other = new Set(['rewrite', 'rewrite+title', 'crawler-mojibake']);
  const [kept, anew] = [
    pairs.filter((one) => !other.has(one.class)),
    pairs.filter((one) => other.has(one.class)),
  ];
  console.log(
    `\nStates of one URL over time: ${kept.length} pairs of an edited text, ${anew.length} of another (written anew, mojibake)`,
  );
  row('', ['edited: told', 'recall', 'another: told']);
  for (const way of ways) {
    const told = (some: typeof pairs) =>
      some.filter(({ before, after }) => way.find([before, after]).size > 0).length;
    row(way.name, [told(kept), share(told(kept), kept.length), told(anew)]);
  }
}

function found(all: readonly Text[]): void {
  const started = performance.now();
  const exact = exactPairs(all);
  const seconds = (performance.now() - started) / 1000;
  const urls = ofOneUrl(all);
  const places = new Map(all.map(({ id }, at) => [id, at]));
  const known = new Map(
    judged().map(({ a, b, same }) => [pairOf(places.get(a) ?? 0, places.get(b) ?? 0), same]),
  );
  const judgedSame = new Set([...known].filter(([, same]) => same).map(([pair]) => pair));
  console.log(
    `\nAll ${all.length} articles: ${urls.size} pairs of one URL, ${exact.size} the same with shares counted (in ${seconds.toFixed(0)} s), ${known.size} pairs judged, mostly by title, ${judgedSame.size} of them the same`,
  );
  row('', [
    'told',
    'of one URL',
    'recall of counted',
    'precision by counted',
    'precision by judged',
    'recall of judged',
  ]);
  for (const way of ways) {
    const told = way.find(all);
    const read = [...told].filter((pair) => known.has(pair));
    row(way.name, [
      told.size,
      inBoth(told, urls),
      share(inBoth(told, exact), exact.size),
      share(inBoth(told, exact), told.size),
      `${share(read.filter((pair) => known.get(pair)).length, read.length)} of ${read.length}`,
      share(inBoth(told, judgedSame), judgedSame.size),
    ]);
    if (process.argv.includes('--wrong')) tellWrong(way, all, told, known);
  }
}

function tellWrong(
  way: Way,
  all: readonly Text[],
  told: Pairs,
  known: ReadonlyMap<number, boolean>,
) {
  if (way !== ways[0]) return;
  for (const pair of told) {
    if (known.get(pair) === true) continue;
    const [one, other] = placesOf(pair).map((at) => all[at]);
    const verdict = known.has(pair) ? 'judged another' : 'not judged';
    console.log(`  ${verdict}: ${one?.id} ${one?.title} | ${other?.id} ${other?.title}`);
  }
}

function ofOneUrl(texts: readonly Text[]): Pairs {
  const byUrl = Map.groupBy(texts.entries(), ([, { url }]) => url);
  byUrl.delete(null);
  return new Set(
    [...byUrl.values()].flatMap((some) =>
      some.flatMap(([one], at) => some.slice(at + 1).map(([next]) => pairOf(one, next))),
    ),
  );
}

function inBoth(one: Pairs, other: Pairs): number {
  return [...one].filter((pair) => other.has(pair)).length;
}

function share(part: number, whole: number): string {
  return whole === 0 ? '–' : (part / whole).toFixed(3);
}

function row(name: string, cells: readonly (string | number)[]): void {
  console.log(`${name.padEnd(26)}${cells.map((cell) => String(cell).padStart(22)).join('')}`);
}
