/**
 * Reads the pages of `aeb` in one way, in a process of its own, so that no way pays for the heap of
 * another; prints JSON `{perSecond, megabytes}`. Run by bench/extract.ts: one-way.ts NAME, where NAME is
 * `dom`, an extractor's, or `threads N` (1: no thread but this).
 */
import type { AskedPage } from '../../src/cli/extract/asked-page.ts';
import { peakMemory } from '../peak-memory.ts';
import { htmlOf, pagesOf, urlOf } from './corpora.ts';

/** Best of some rounds by processor time, as the machine is shared. */
const rounds = 3;

const [name = 'dom', threads] = process.argv.slice(2);

interface Measured {
  readonly perSecond: number;
  /** The most that the process took: page after page, or with all pages at hand by threads. */
  readonly megabytes: number;
}

/** Each is loaded only where it is the way, so that none pays for the code of another either. */
const ways: Readonly<Record<string, () => Promise<(html: string, url: string) => unknown>>> = {
  dom: async () => {
    const { parseDocument } = await import('htmlparser2');
    return (html) => parseDocument(html);
  },
  backissue: async () => (await import('./ours.ts')).ours,
  'Readability + linkedom': async () => (await import('./readability.ts')).readable,
};

async function alone(way: string): Promise<Measured> {
  const load = ways[way];
  if (load === undefined) throw new Error(`${way}: no such way`);
  const run = await load();
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
  const { takePage } = await import('../../src/cli/extract/asked-page.ts');
  const { startCrew } = await import('../../src/cli/extract/extract-crew.ts');
  const { inOrder } = await import('../../src/cli/extract/in-order.ts');
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

console.log(
  JSON.stringify(name === 'threads' ? await byThreads(Number(threads)) : await alone(name)),
);
