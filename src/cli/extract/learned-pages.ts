import {
  emptyMemory,
  learnPage,
  type SiteMemory,
  siteKey,
  sitePage,
  withoutFurniture,
} from '../../extract/index.ts';
import type { TakenPage } from './asked-page.ts';

/**
 * Pages without what their sites repeat, in the order they came: all are read before the first is
 * given, as each tells of the others. The extractions of all stay in memory meanwhile, without their
 * pages: about the length of their articles twice.
 */
export async function* learnedPages(pages: AsyncIterable<TakenPage>): AsyncGenerator<TakenPage> {
  const all: TakenPage[] = [];
  const memories = new Map<string, SiteMemory>();
  for await (const page of pages) {
    all.push(page);
    if ('error' in page) continue;
    const site = siteKey(page.url);
    const memory = memories.get(site) ?? emptyMemory;
    memories.set(site, learnPage(memory, sitePage(page.url, page.extraction.article)));
  }
  for (const page of all) yield withoutRepeated(page, memories);
}

function withoutRepeated(page: TakenPage, memories: ReadonlyMap<string, SiteMemory>): TakenPage {
  if ('error' in page) return page;
  const memory = memories.get(siteKey(page.url)) ?? emptyMemory;
  return { ...page, extraction: withoutFurniture(page.extraction, memory) };
}
