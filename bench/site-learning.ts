/**
 * Measures what a site's memory does to the text of articles: how much of it is the article's
 * (precision), and how much of the article stays (recall), before learning and after 2, 5, 10 and
 * 50 pages. Two kinds of evidence: bodies of many outlets with blocks judged by hand
 * (site-blocks.jsonl: hashes and labels, no words), and whole pages, menus and all, with hand-made
 * truth. Needs ../shared/data but for the demo. Run: npm run bench:site-learning [-- --wrong]
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { courierStory } from '../src/demo/harbour-page.ts';
import { shibaoStory } from '../src/demo/jiangwan-page.ts';
import { siteOf } from '../src/demo/site.ts';
import {
  type Extraction,
  emptyMemory,
  extractArticle,
  extractFragment,
  formatMemory,
  learnPage,
  type SiteMemory,
  sitePage,
  withoutFurniture,
} from '../src/extract/index.ts';
import { mapBlocks } from '../src/extract/site-blocks.ts';
import type { Url } from '../src/model/index.ts';

type Label = 'article' | 'furniture' | 'either';

/** A line of site-blocks.jsonl. */
interface Judged {
  readonly outlet: string;
  /** By `hashOf`. */
  readonly hash: string;
  readonly label: Label;
}

interface Row {
  readonly url: string | null;
  readonly title?: string;
  readonly html?: string;
}

interface Page {
  readonly url: string;
  readonly extraction: Extraction;
  /** What a block of this page is. */
  readonly label: (text: string) => Label;
}

interface Outlet {
  readonly name: string;
  readonly pages: readonly Page[];
}

interface Score {
  article: number;
  furniture: number;
  articleCut: number;
  furnitureCut: number;
  /** The same in blocks. */
  blocks: number;
  blocksCut: number;
  readonly wrong: string[];
}

const root = new URL('../../shared/data/', import.meta.url);
const showWrong = process.argv.includes('--wrong');
const sizes = [0, 2, 5, 10, 50];
const mostPages = 170;

function main(): void {
  const time = { learning: 0, learned: 0, cutting: 0, cut: 0 };
  if (existsSync(new URL('README.md', root))) {
    report('bodies, blocks judged by hand', labelled(), time);
    report('whole pages, hand-made truth', wholePages(), time);
  } else console.log('../shared/data is not there; only the demo is measured.');
  report('whole pages of the demo newspaper', demoPages(), time);
  const each = (ms: number, n: number) => ((1000 * ms) / Math.max(1, n)).toFixed(0);
  console.log(
    `learning ${each(time.learning, time.learned)} µs a page, cutting ${each(time.cutting, time.cut)} µs a page`,
  );
}

function report(
  title: string,
  outlets: readonly Outlet[],
  time: { learning: number; learned: number; cutting: number; cut: number },
): void {
  console.log(`\n${title}: precision of the text in %, by pages learned`);
  console.log(
    `${'outlet'.padEnd(24)} pages blocks ${sizes.map((size) => String(size).padStart(6)).join('')}  recall  cut by mistake  furniture left  memory`,
  );
  const sums = sizes.map(() => emptyScore());
  for (const outlet of outlets) {
    const { tested, learnable } = split(outlet.pages);
    let memory = emptyMemory;
    const scores = sizes.map((size, column) => {
      const started = performance.now();
      memory = learned(learnable.slice(learnable.length - Math.min(size, learnable.length)));
      time.learning += performance.now() - started;
      time.learned += Math.min(size, learnable.length);
      const score = emptyScore();
      for (const page of tested) {
        const began = performance.now();
        const after = withoutFurniture(page.extraction, memory);
        time.cutting += performance.now() - began;
        time.cut += 1;
        judge(page, after, score);
      }
      add(sums[column], score);
      return score;
    });
    print(outlet.name, tested.length, scores, formatMemory(memory).length);
  }
  print('all', 0, sums, 0);
}

/** The pages that are cut are none of those learned, and come after them. */
function split(pages: readonly Page[]) {
  const middle = pages.length > 70 ? 50 : Math.floor(pages.length / 2);
  return { learnable: pages.slice(0, middle), tested: pages.slice(middle) };
}

function learned(pages: readonly Page[]): SiteMemory {
  return pages.reduce(
    (memory, { url, extraction }) => learnPage(memory, sitePage(url, extraction.article)),
    emptyMemory,
  );
}

function emptyScore(): Score {
  return {
    article: 0,
    furniture: 0,
    articleCut: 0,
    furnitureCut: 0,
    blocks: 0,
    blocksCut: 0,
    wrong: [],
  };
}

function judge(page: Page, after: Extraction, score: Score): void {
  const left = new Map<string, number>();
  for (const text of textsOf(after)) left.set(text, (left.get(text) ?? 0) + 1);
  for (const text of textsOf(page.extraction)) {
    const there = left.get(text) ?? 0;
    if (there > 0) left.set(text, there - 1);
    tally(page.label(text), text, there === 0, score);
  }
}

function tally(label: Label, text: string, gone: boolean, score: Score): void {
  const size = text.startsWith('IMG ') ? 0 : text.length;
  if (label === 'furniture') {
    score.furniture += size;
    if (gone) score.furnitureCut += size;
  } else if (label === 'article') {
    score.article += size;
    score.blocks += 1;
    if (!gone) return;
    score.articleCut += size;
    score.blocksCut += 1;
    score.wrong.push(text);
  }
}

/** A block's words, or its picture. */
function textsOf(extraction: Extraction): string[] {
  return mapBlocks(extraction.article.html).blocks.map(
    ({ text, pictures }) => text || `IMG ${pictures.join(' ')}`,
  );
}

function add(sum: Score | undefined, score: Score): void {
  if (sum === undefined) return;
  sum.article += score.article;
  sum.furniture += score.furniture;
  sum.articleCut += score.articleCut;
  sum.furnitureCut += score.furnitureCut;
  sum.blocks += score.blocks;
  sum.blocksCut += score.blocksCut;
}

function print(name: string, pages: number, scores: readonly Score[], memory: number): void {
  const last = scores.at(-1) ?? emptyScore();
  const precisions = scores.map(({ article, furniture, articleCut, furnitureCut }) => {
    const kept = article - articleCut;
    return (100 * kept) / Math.max(1, kept + furniture - furnitureCut);
  });
  const recall = 100 * (1 - last.articleCut / Math.max(1, last.article));
  const left = 100 * (1 - last.furnitureCut / Math.max(1, last.furniture));
  console.log(
    `${name.padEnd(24)} ${String(pages || '').padStart(5)} ${String(last.blocks).padStart(6)} ${precisions.map((part) => part.toFixed(1).padStart(6)).join('')} ${recall.toFixed(2).padStart(7)} ${String(last.blocksCut).padStart(15)} ${last.furniture === 0 ? '              -' : `${left.toFixed(0).padStart(14)}%`} ${memory === 0 ? '' : String(memory).padStart(7)}`,
  );
  if (showWrong) {
    for (const text of new Set(last.wrong)) console.log(`    cut: ${text.slice(0, 120)}`);
  }
}

/** Outlets whose blocks were judged by hand; what is not in the file is the article's. */
function labelled(): Outlet[] {
  const labels = new Map<string, Label>();
  const names = new Set<string>();
  for (const line of lines(readFileSync(new URL('site-blocks.jsonl', import.meta.url), 'utf8'))) {
    const { outlet, hash, label } = JSON.parse(line) as Judged;
    labels.set(`${outlet} ${hash}`, label);
    names.add(outlet);
  }
  const byHost = new Map<string, Page[]>();
  const take = (url: string, extract: () => Extraction) => {
    const host = URL.parse(url)?.host ?? '';
    const pages = byHost.get(host) ?? [];
    if (!names.has(host) || pages.length >= mostPages) return;
    byHost.set(host, pages);
    const label = (text: string): Label => labels.get(`${host} ${hashOf(host, text)}`) ?? 'article';
    pages.push({ url, extraction: extract(), label });
  };
  for (const line of lines(
    gunzipSync(readFileSync(new URL('articles-zh.jsonl.gz', root))).toString(),
  )) {
    const { url, title, html } = JSON.parse(line) as Row;
    if (url === null || html === undefined) continue;
    take(url, () => extractFragment({ html, url: url as Url, title: title ?? '' }));
  }
  for (const { url, html } of manyPages())
    take(url, () => extractArticle({ html, url: url as Url }));
  return [...byHost].map(([name, pages]) => ({ name, pages }));
}

const hashOf = (host: string, text: string): string =>
  createHash('sha256').update(`${host}\n${text}`).digest('hex').slice(0, 12);

/** Every page with all that it holds: a block is the article's where the truth has its words. */
function wholePages(): Outlet[] {
  const byHost = new Map<string, Page[]>();
  for (const { url, html, title, text } of manyPages()) {
    const host = new URL(url).host;
    const pages = byHost.get(host) ?? [];
    byHost.set(host, pages);
    const extraction = extractFragment({ html, url: url as Url, title: title ?? '' });
    pages.push({ url, extraction, label: labelBy(`${title ?? ''} ${text ?? ''}`) });
  }
  return [...byHost].map(([name, pages]) => ({ name, pages }));
}

interface TruePage {
  readonly url: string;
  readonly html: string;
  readonly title?: string;
  readonly text?: string;
}

function manyPages(): TruePage[] {
  const folder = new URL('pages/zhnews-a/', root);
  const list = JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8')) as TruePage[];
  return list.map((page) => {
    const name = page.html.includes('/') ? page.html : `html/${page.html}`;
    const html = brotliDecompressSync(readFileSync(new URL(name, folder))).toString('utf8');
    return { ...page, html };
  });
}

function demoPages(): Outlet[] {
  const noon = Date.UTC(2026, 10, 24, 12);
  const site = siteOf('http://127.0.0.1:8000', [noon, noon, noon, noon]);
  const pages = (stories: typeof site.harbour, write: typeof courierStory): Page[] =>
    stories.map((story) => {
      const url = `${site.origin}${story.path}`;
      const html = write(story, site);
      const extraction = extractFragment({ html, url: url as Url, title: story.title });
      const told = [story.title, story.story.summary, ...stringsIn(story.body)];
      return { url, extraction, label: labelBy(told.join(' ').replace(/\]\([^)]*\)|\[/g, '')) };
    });
  return [
    { name: 'harbour courier', pages: pages(site.harbour, courierStory) },
    { name: 'jiangwan shibao', pages: pages(site.jiangwan, shibaoStory) },
  ];
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}

const folded = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '');

/** Short words may stand in any text by chance, so they count for nothing. */
function labelBy(truth: string): (text: string) => Label {
  const whole = folded(truth);
  return (text) => {
    const words = folded(text.startsWith('IMG ') ? '' : text);
    if (words.length < 6) return 'either';
    return whole.includes(words) ? 'article' : 'furniture';
  };
}

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');

main();
