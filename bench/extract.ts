/**
 * Measures how the words of an article are cut out of its page, over the sets of
 * ../shared/data/pages, beside Readability over linkedom; then how fast, beside htmlparser2 alone,
 * with worker threads, and whether broken pages end in safe HTML.
 *
 * Run: npm run bench:extract [-- --mutations 10000 --parts quality,speed,workers,mutations]
 * Only the words, quickly: npm run bench:extract -- --ours [--sets aeb,magic] [--half even|odd]
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { extractArticle } from '../src/extract/index.ts';
import { faultOf, mutatePage } from '../src/extract/testing.ts';
import type { Url } from '../src/model/index.ts';
import { draws } from '../test/draws.ts';
import {
  hasCorpora,
  htmlOf,
  type LabelledPage,
  pagesOf,
  setNames,
  urlOf,
} from './extract/corpora.ts';
import { type Extractor, extractors } from './extract/extractors.ts';
import { compareTexts, mean, type Shares, scoresOf, wordF1 } from './extract/metric.ts';

function main(): void {
  if (!hasCorpora()) {
    console.log('../shared/data/pages is not there; nothing to measure.');
    return;
  }
  const { values } = parseArgs({
    options: {
      sets: { type: 'string', default: setNames.join(',') },
      half: { type: 'string' },
      ours: { type: 'boolean', default: false },
      parts: { type: 'string', default: 'quality,speed,workers,mutations' },
      mutations: { type: 'string', default: '1000' },
    },
  });
  const parts = values.ours ? ['quality'] : values.parts.split(',');
  const peers = values.ours ? extractors.slice(0, 1) : extractors;
  if (parts.includes('quality')) quality(values.sets.split(','), peers, values.half);
  if (parts.includes('speed')) speed();
  if (parts.includes('workers')) workers();
  if (parts.includes('mutations')) breakPages(Number(values.mutations));
}

function quality(
  sets: readonly string[],
  peers: readonly Extractor[],
  half: string | undefined,
): void {
  const rows: Record<string, Record<string, string>> = {};
  for (const set of sets) {
    const pages = pagesOf(set).filter((_, at) => isInHalf(at, half));
    for (const extractor of peers) {
      rows[`${set} ${extractor.name}`] = measure(set, pages, extractor);
    }
  }
  console.table(rows);
}

/** The rules are made on the pages with even places; the odd ones show whether they hold. */
const isInHalf = (at: number, half: string | undefined): boolean =>
  half === undefined || (at % 2 === 0) === (half === 'even');

function measure(
  set: string,
  pages: readonly LabelledPage[],
  extractor: Extractor,
): Record<string, string> {
  const shares: Shares[] = [];
  const words: number[] = [];
  const snippets = { found: 0, wrong: 0, missed: 0 };
  for (const page of pages) {
    const text = extractor.text(htmlOf(set, page), urlOf(page));
    if (page.text !== undefined) {
      shares.push(compareTexts(page.text, text));
      words.push(wordF1(page.text, text));
    }
    countSnippets(page, text, snippets);
  }
  const { f1, precision, recall, exact } = scoresOf(shares);
  const { found, wrong, missed } = snippets;
  return {
    F1: shown(f1),
    P: shown(precision),
    R: shown(recall),
    exact: shown(exact),
    wordF1: shown(mean(words)),
    snippets: shown((2 * found) / (2 * found + wrong + missed)),
  };
}

const spaced = (text: string): string => text.replace(/\s+/g, ' ').trim();

function countSnippets(
  page: LabelledPage,
  text: string,
  counts: { found: number; wrong: number; missed: number },
): void {
  const said = spaced(text);
  for (const snippet of page.with ?? []) {
    if (said.includes(spaced(snippet))) counts.found += 1;
    else counts.missed += 1;
  }
  for (const snippet of page.without ?? []) {
    if (said.includes(spaced(snippet))) counts.wrong += 1;
  }
}

const shown = (value: number): string => (Number.isNaN(value) ? '' : value.toFixed(4));

interface Measured {
  readonly perSecond: number;
  readonly megabytes: number;
}

/** Each way in a process of its own; see extract/one-way.ts. */
function speed(): void {
  const ways = ['dom', ...extractors.map(({ name }) => name)].map((name) => [name]);
  console.table(takenInTurns(ways, 'pages a CPU second'));
}

/** As `backissue extract --workers N` does it; N of 1 is no thread but the first. */
function workers(): void {
  const ways = [1, 2, 4].map((size) => ['threads', String(size)]);
  console.table(takenInTurns(ways, 'pages a second'));
}

/** Ways take turns, as the machine is shared: each is at its best in the best of its turns. */
function takenInTurns(
  ways: readonly (readonly string[])[],
  speed: string,
): Record<string, Record<string, string>> {
  const turns = [1, 2, 3].map(() => ways.map(measuredAlone));
  return Object.fromEntries(
    ways.map((way, at) => {
      const own = turns.flatMap((turn) => turn[at] ?? []);
      const perSecond = Math.max(...own.map((one) => one.perSecond));
      const megabytes = Math.max(...own.map((one) => one.megabytes));
      return [way.join(' '), { [speed]: perSecond.toFixed(0), 'peak MB': megabytes.toFixed(0) }];
    }),
  );
}

function measuredAlone(way: readonly string[]): Measured {
  const program = fileURLToPath(new URL('./extract/one-way.ts', import.meta.url));
  const said = execFileSync(process.execPath, [program, ...way], { encoding: 'utf8' });
  return JSON.parse(said) as Measured;
}

function breakPages(times: number): void {
  const random = draws(7);
  const pages = setNames.flatMap((set) => pagesOf(set).map((page) => [set, page] as const));
  let slowest = 0;
  let overHalf = 0;
  const faults: string[] = [];
  for (let time = 0; time < times; time += 1) {
    const [set, page] = pages[Math.floor(random() * pages.length)] ?? [];
    if (set === undefined || page === undefined) continue;
    const html = mutatePage(htmlOf(set, page), random);
    const start = performance.now();
    const { article } = extractArticle({ html, url: urlOf(page) as Url });
    const took = performance.now() - start;
    slowest = Math.max(slowest, took);
    if (took > 500) overHalf += 1;
    const fault = faultOf(article.html);
    if (fault !== undefined) faults.push(`${set} ${page.id}: ${fault}`);
  }
  console.log(
    `${times} broken pages, slowest ${slowest.toFixed(0)} ms, ${overHalf} over half a second, faults: ${faults.length}`,
  );
  for (const fault of faults.slice(0, 10)) console.log(`  ${fault}`);
}

main();
