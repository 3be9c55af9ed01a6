/**
 * Measures how the words of an article are cut out of its page, over the sets of
 * ../shared/data/pages, beside Readability over linkedom; then how fast, beside htmlparser2 alone,
 * with worker threads, and whether broken pages end in safe HTML.
 *
 * Run: npm run bench:extract [-- --mutations 10000 --parts quality,speed,workers,mutations]
 * Only the words, quickly: npm run bench:extract -- --ours [--sets aeb,magic] [--half even|odd]
 */
import { parseArgs } from 'node:util';
import { parseDocument } from 'htmlparser2';
import { type AskedPage, takePage } from '../src/cli/extract/asked-page.ts';
import { startCrew } from '../src/cli/extract/extract-crew.ts';
import { inOrder } from '../src/cli/extract/in-order.ts';
import { extractArticle } from '../src/extract/index.ts';
import { faultOf, mutatePage, seededRandom } from '../src/extract/testing.ts';
import type { Url } from '../src/model/index.ts';
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

async function main(): Promise<void> {
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
  if (parts.includes('workers')) await workers();
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

/** Best of three rounds by processor time, as the machine is shared. */
function speed(): void {
  const pages = pagesOf('aeb').map((page) => ({ html: htmlOf('aeb', page), url: urlOf(page) }));
  const ways: readonly (readonly [string, (html: string, url: string) => unknown])[] = [
    ['htmlparser2 DOM alone', (html) => parseDocument(html)],
    ...extractors.map(({ name, text }) => [name, text] as const),
  ];
  const rows: Record<string, Record<string, string>> = {};
  for (const [name, run] of ways) {
    let best = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 3; round += 1) {
      const before = process.cpuUsage();
      for (const { html, url } of pages) run(html, url);
      const { user, system } = process.cpuUsage(before);
      best = Math.min(best, (user + system) / 1e6);
    }
    rows[name] = { 'pages a second': (pages.length / best).toFixed(0) };
  }
  console.table(rows);
  console.log(
    `peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB, peers included`,
  );
}

/** Pages a second of the clock, as `backissue extract` reads lines, by one process and by threads. */
async function workers(): Promise<void> {
  const lines = pagesOf('aeb').map((page, id) =>
    JSON.stringify({ id, url: urlOf(page), html: htmlOf('aeb', page) }),
  );
  const asked = [...lines, ...lines, ...lines].map(
    (line, at): AskedPage => ({ kind: 'line', number: at + 1, line }),
  );
  const rows: Record<string, Record<string, string>> = {};
  for (const size of [1, 2, 4]) {
    const crew = size === 1 ? undefined : startCrew(size);
    const take = crew?.take ?? (async (page: AskedPage) => takePage(page));
    // The first round warms every thread up.
    for await (const _ of inOrder(eachOf(asked), size * 4, take));
    const before = performance.now();
    for await (const _ of inOrder(eachOf(asked), size * 4, take));
    const perSecond = (1000 * asked.length) / (performance.now() - before);
    const memory = process.resourceUsage().maxRSS / 1024;
    rows[`${size} workers`] = {
      'pages a second': perSecond.toFixed(0),
      'peak MB so far': memory.toFixed(0),
    };
    await crew?.close();
  }
  console.table(rows);
}

async function* eachOf<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

function breakPages(times: number): void {
  const random = seededRandom(7);
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

await main();
