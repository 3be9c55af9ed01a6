/**
 * Reads the pages of `aeb` in one way, in a process of its own, so that no way pays for the heap of
 * another; prints JSON `{perSecond, megabytes}`. Run by bench/extract.ts: one-way.ts NAME, where NAME is
 * `dom`, an extractor's, or `threads N` (1: no thread but this).
 */
import { parseDocument } from 'htmlparser2';
import { type AskedPage, takePage } from '../../src/cli/extract/asked-page.ts';
import { startCrew } from '../../src/cli/extract/extract-crew.ts';
import { inOrder } from '../../src/cli/extract/in-order.ts';
import { peakMemory } from '../peak-memory.ts';
import { htmlOf, pagesOf, urlOf } from './corpora.ts';
import { extractors } from './extractors.ts';

/** Best of some rounds by processor time, as the machine is shared. */
const rounds = 3;

const [name = 'dom', threads] = process.argv.slice(2);

interface Measured {
  readonly perSecond: number;
  /** The most that the process took: page after page, or with all pages at hand by threads. */
  readonly megabytes: number;
}

function alone(way: string): Measured {
  const extractor = extractors.find((one) => one.name === way);
  const run = extractor?.text ?? ((html: string) => parseDocument(html));
  for (const page of pagesOf('aeb')) run(htmlOf('aeb', page), urlOf(page));
  const megabytes = peakMemory();
  const pages = pagesOf('aeb').map((page) => ({ html: htmlOf('aeb', page), url: urlOf(page) }));
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage();
    for (const { html, url } of pages) run(html, url);
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1e6);
  }
  return { perSecond: pages.length / best, megabytes };
}

/** By the clock, as `backissue extract` reads lines. */
async function byThreads(size: number): Promise<Measured> {
  const asked = pagesOf('aeb').map((page, at): AskedPage => {
    const line = JSON.stringify({ url: urlOf(page), html: htmlOf('aeb', page) });
    return { kind: 'line', number: at + 1, line };
  });
  const crew = size === 1 ? undefined : startCrew(size);
  const take = crew?.take ?? (async (page: AskedPage) => takePage(page));
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const before = performance.now();
    for await (const _ of inOrder(eachOf(asked), size * 4, take));
    best = Math.min(best, performance.now() - before);
  }
  const megabytes = peakMemory();
  await crew?.close();
  return { perSecond: (1000 * asked.length) / best, megabytes };
}

async function* eachOf<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

console.log(JSON.stringify(name === 'threads' ? await byThreads(Number(threads)) : alone(name)));
